package org.lampyris.evaluation.onnx.reading;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads the constants of a file; each size is held against the values that are there before anything is allocated. */
final class ConstantReader {
    private final MemoryBudget budget;

    ConstantReader(MemoryBudget budget) {
        this.budget = budget;
    }

    /** @throws IllegalArgumentException if it can't be read */
    Constant read(TensorProto tensor) {
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL || tensor.getExternalDataCount() > 0) {
            throw new IllegalArgumentException(
                    "the tensor '" + tensor.getName() + "' is kept in another file, which isn't read");
        }
        if (tensor.hasSegment()) {
            throw new IllegalArgumentException("the tensor '" + tensor.getName() + "' comes in segments");
        }
        if (tensor.getDimsCount() > Layout.MAX_RANK) {
            throw new IllegalArgumentException(
                    "the tensor '" + tensor.getName() + "' has " + tensor.getDimsCount() + " axes");
        }
        List<Integer> shape = new ArrayList<>();
        for (long size : tensor.getDimsList()) {
            if (size < 0 || size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("the tensor '" + tensor.getName() + "' has an axis of " + size);
            }
            shape.add((int) size);
        }
        long elements = Shapes.elements(shape);
        TensorProto.DataType type = TensorProto.DataType.forNumber(tensor.getDataType());
        if (type == null) {
            throw new IllegalArgumentException("the tensor '" + tensor.getName() + "' has no known type");
        }
        return switch (type) {
            case FLOAT -> Constant.ofFloats(shape, floats(tensor, elements));
            case INT64, INT32, INT8, UINT8 -> Constant.ofIntegers(shape, integers(tensor, type, elements));
            default ->
                throw new IllegalArgumentException("the tensor '" + tensor.getName() + "' is of " + type
                        + "; only 32-bit floats, and integers of 8, 32 and 64 bits can be read");
        };
    }

    private float[] floats(TensorProto tensor, long elements) {
        boolean raw = tensor.hasRawData();
        check(tensor, elements, raw ? tensor.getRawData().size() : tensor.getFloatDataCount(), raw ? Float.BYTES : 1);
        float[] values = new float[budget.take(elements, Float.BYTES)];
        if (raw) {
            raw(tensor).asFloatBuffer().get(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.getFloatData(i);
            }
        }
        return values;
    }

    private long[] integers(TensorProto tensor, TensorProto.DataType type, long elements) {
        int bytes = type == TensorProto.DataType.INT64 ? Long.BYTES : type == TensorProto.DataType.INT32 ? 4 : 1;
        boolean raw = tensor.hasRawData();
        boolean wide = type == TensorProto.DataType.INT64;
        int there = wide ? tensor.getInt64DataCount() : tensor.getInt32DataCount();
        check(tensor, elements, raw ? tensor.getRawData().size() : there, raw ? bytes : 1);
        long[] values = new long[budget.take(elements, Long.BYTES)];
        ByteBuffer buffer = raw ? raw(tensor) : ByteBuffer.allocate(0);
        for (int i = 0; i < values.length; i++) {
            values[i] = !raw
                    ? wide ? tensor.getInt64Data(i) : tensor.getInt32Data(i)
                    : switch (type) {
                        case INT64 -> buffer.getLong();
                        case INT32 -> buffer.getInt();
                        case UINT8 -> Byte.toUnsignedInt(buffer.get());
                        default -> buffer.get();
                    };
        }
        return values;
    }

    private static ByteBuffer raw(TensorProto tensor) {
        return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void check(TensorProto tensor, long elements, long there, int bytesEach) {
        if (Math.multiplyExact(elements, bytesEach) != there) {
            throw new IllegalArgumentException("the tensor '" + tensor.getName() + "' of shape " + tensor.getDimsList()
                    + " has " + there + (bytesEach == 1 ? " values" : " bytes"));
        }
    }
}
