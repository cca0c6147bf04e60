package org.lampyris.evaluation.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lampyris.evaluation.weights.Tensor;

/**
 * A constant of an ONNX graph that holds at least one 32-bit float.
 *
 * @param proto with or without the values
 * @param shape positive sizes
 */
record FloatInitializer(TensorProto proto, List<Integer> shape) {

    FloatInitializer {
        shape = List.copyOf(shape);
    }

    /**
     * Nothing if the constant is of another type or has no values.
     *
     * @throws MalformedModelException if its shape can't be; the message names it
     */
    static Optional<FloatInitializer> of(TensorProto proto) throws MalformedModelException {
        if (proto.getDataType() != TensorProto.DataType.FLOAT.getNumber()
                || proto.getDimsList().contains(0L)) {
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
        return Optional.of(new FloatInitializer(proto, shape));
    }

    String name() {
        return proto.getName();
    }

    /** @throws MalformedModelException if the values aren't in the file or aren't as many as the shape says */
    Tensor values() throws MalformedModelException {
        require(
                proto.getDataLocation() == TensorProto.DataLocation.DEFAULT && !proto.hasSegment(),
                proto,
                "isn't in the file itself");
        long size = shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        ByteString raw = proto.getRawData();
        boolean isRaw = proto.getFloatDataCount() == 0;
        require(
                isRaw ? raw.size() == Float.BYTES * size : raw.isEmpty() && proto.getFloatDataCount() == size,
                proto,
                "doesn't have the values of the shape " + shape);
        float[] values = new float[(int) size];
        if (isRaw) {
            raw.asReadOnlyByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = proto.getFloatData(i);
            }
        }
        return Tensor.of(values, shape);
    }

    TensorProto without() {
        return proto.toBuilder().clearRawData().clearFloatData().build();
    }

    /** @throws MalformedModelException if it has values already */
    TensorProto with(Tensor values) throws MalformedModelException {
        require(proto.equals(without()), proto, "has values already");
        ByteBuffer raw = ByteBuffer.allocate(Float.BYTES * values.size()).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values.buffer());
        return proto.toBuilder().setRawData(ByteString.copyFrom(raw)).build();
    }

    private static void require(boolean condition, TensorProto proto, String problem) throws MalformedModelException {
        if (!condition) {
            throw new MalformedModelException("the initializer " + proto.getName() + " " + problem);
        }
    }
}
