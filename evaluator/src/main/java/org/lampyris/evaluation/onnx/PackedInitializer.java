package org.lampyris.evaluation.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lampyris.evaluation.compression.coding.CodedTensor;
import org.lampyris.evaluation.weights.Tensor;

/**
 * A constant of an ONNX graph, of at least one number, whose values a compressed network keeps as a code.
 *
 * @param proto with or without the values
 * @param shape positive sizes
 */
record PackedInitializer(TensorProto proto, NumberType type, List<Integer> shape) {
    /** Fewer bytes, e.g. zero points, are shorter beside the rest of the model. */
    private static final int FEW_BYTES = 16;

    /** So many would be slow there. */
    private static final int MANY_BYTES = 4096;

    PackedInitializer {
        shape = List.copyOf(shape);
    }

    /**
     * Nothing if the constant has numbers that aren't coded, or none.
     *
     * @throws MalformedModelException if its shape can't be; the message names it
     */
    static Optional<PackedInitializer> of(TensorProto proto) throws MalformedModelException {
        Optional<NumberType> type = NumberType.of(proto);
        if (type.isEmpty() || proto.getDimsList().contains(0L)) {
            return Optional.empty();
        }
        List<Integer> shape = new ArrayList<>();
        long size = 1;
        for (long axis : proto.getDimsList()) {
            require(axis > 0 && axis <= Integer.MAX_VALUE, proto, "has the shape " + proto.getDimsList());
            shape.add((int) axis);
            size *= axis;
            require(size <= Integer.MAX_VALUE, proto, "has the shape " + proto.getDimsList());
        }
        return Optional.of(new PackedInitializer(proto, type.get(), shape));
    }

    String name() {
        return proto.getName();
    }

    private long size() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    /** Whether the values should stand in a file as this code: for bytes, if that is shorter. */
    boolean isWorth(CodedTensor code) {
        return type == NumberType.FLOAT32
                || size() >= MANY_BYTES
                || (size() >= FEW_BYTES && code.bits() <= Byte.SIZE * size());
    }

    /** Whether it has no values. */
    boolean isEmpty() {
        return proto.getRawData().isEmpty() && type.listed(proto) == 0;
    }

    /** @throws MalformedModelException if the values aren't in the file or aren't those that type and shape say */
    Tensor values() throws MalformedModelException {
        require(
                proto.getDataLocation() == TensorProto.DataLocation.DEFAULT && !proto.hasSegment(),
                proto,
                "isn't in the file itself");
        ByteString raw = proto.getRawData();
        boolean isRaw = type.listed(proto) == 0;
        require(
                isRaw ? raw.size() == type.bytes() * size() : raw.isEmpty() && type.listed(proto) == size(),
                proto,
                "doesn't have the values of the shape " + shape);
        float[] values = new float[(int) size()];
        ByteBuffer bytes = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            values[i] = isRaw ? type.get(bytes) : type.listed(proto, i);
            requireHeld(values[i]);
        }
        return Tensor.of(values, shape);
    }

    TensorProto without() {
        TensorProto.Builder empty = proto.toBuilder().clearRawData();
        return (type == NumberType.FLOAT32 ? empty.clearFloatData() : empty.clearInt32Data()).build();
    }

    /** @throws MalformedModelException if one isn't of the type */
    TensorProto with(Tensor values) throws MalformedModelException {
        ByteBuffer raw = ByteBuffer.allocate(Math.multiplyExact(type.bytes(), values.size()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.size(); i++) {
            requireHeld(values.value(i));
            type.put(raw, values.value(i));
        }
        return proto.toBuilder().setRawData(ByteString.copyFrom(raw.flip())).build();
    }

    private void requireHeld(float value) throws MalformedModelException {
        if (!type.holds(value)) {
            throw malformed(proto, "has the value " + value + ", which is no " + type);
        }
    }

    private static void require(boolean condition, TensorProto proto, String problem) throws MalformedModelException {
        if (!condition) {
            throw malformed(proto, problem);
        }
    }

    private static MalformedModelException malformed(TensorProto proto, String problem) {
        return new MalformedModelException("the initializer " + proto.getName() + " " + problem);
    }
}
