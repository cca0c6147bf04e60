package org.lampyris.evaluation.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The types of numbers in an ONNX file that a compressed network codes; each of their values is a 32-bit float too. */
enum NumberType {
    FLOAT32(TensorProto.DataType.FLOAT, Float.BYTES),
    INT8(TensorProto.DataType.INT8, Byte.BYTES),
    UINT8(TensorProto.DataType.UINT8, Byte.BYTES);

    private final TensorProto.DataType type;
    private final int bytes;

    NumberType(TensorProto.DataType type, int bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /** Nothing if values of that type aren't coded. */
    static Optional<NumberType> of(TensorProto proto) {
        return Arrays.stream(values())
                .filter(number -> number.type.getNumber() == proto.getDataType())
                .findFirst();
    }

    /** Of one value. */
    int bytes() {
        return bytes;
    }

    /** How many values stand in the list that the type has besides the raw bytes. */
    int listed(TensorProto proto) {
        return this == FLOAT32 ? proto.getFloatDataCount() : proto.getInt32DataCount();
    }

    /** A value of that list. */
    float listed(TensorProto proto, int place) {
        return this == FLOAT32 ? proto.getFloatData(place) : (float) proto.getInt32Data(place);
    }

    boolean holds(float value) {
        return switch (this) {
            case FLOAT32 -> true;
            case INT8 -> (byte) value == value;
            case UINT8 -> Byte.toUnsignedInt((byte) value) == value;
        };
    }

    /** @param raw little-endian, at the value */
    float get(ByteBuffer raw) {
        return switch (this) {
            case FLOAT32 -> raw.getFloat();
            case INT8 -> raw.get();
            case UINT8 -> Byte.toUnsignedInt(raw.get());
        };
    }

    /** @param value that it holds */
    void put(ByteBuffer raw, float value) {
        if (this == FLOAT32) {
            raw.putFloat(value);
        } else {
            raw.put((byte) value);
        }
    }
}
