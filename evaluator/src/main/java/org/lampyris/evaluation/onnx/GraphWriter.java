package org.lampyris.evaluation.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.lampyris.evaluation.weights.Tensor;

/** Adds nodes and constants to an ONNX graph; every name is used once. */
final class GraphWriter {
    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final UniqueNames values = new UniqueNames();
    private final UniqueNames nodes = new UniqueNames();

    GraphWriter(String name) {
        graph.setName(name);
    }

    /** An input of the graph with a batch axis before the sizes. */
    String input(String name, int... sizes) {
        graph.addInput(value(values.take(name), sizes));
        return name;
    }

    /** An output of the graph, to be made by a node of exactly this name. */
    String output(String name, int... sizes) {
        graph.addOutput(value(values.take(name), sizes));
        return name;
    }

    /** Makes a value that is there already an output of the graph. */
    void declareOutput(String value, int... sizes) {
        graph.addOutput(value(value, sizes));
    }

    /** A constant of 32-bit floats; its name. */
    String constant(String wish, Tensor tensor) {
        ByteBuffer raw = ByteBuffer.allocate(Float.BYTES * tensor.size()).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(tensor.buffer());
        TensorProto.Builder proto = constant(TensorProto.DataType.FLOAT, raw);
        tensor.shape().forEach(proto::addDims);
        return add(wish, proto);
    }

    /** A constant vector of 64-bit integers; its name. */
    String constant(String wish, long... numbers) {
        ByteBuffer raw = ByteBuffer.allocate(Long.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(numbers);
        return add(wish, constant(TensorProto.DataType.INT64, raw).addDims(numbers.length));
    }

    /** A constant without axes; its name. */
    String scalar(String wish, float number) {
        ByteBuffer raw = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.putFloat(0, number);
        return add(wish, constant(TensorProto.DataType.FLOAT, raw));
    }

    /** A constant of 8-bit integers from 0 to 255, without axes; its name. */
    String unsignedByte(String wish, int number) {
        ByteBuffer raw = ByteBuffer.wrap(new byte[] {(byte) number});
        return add(wish, constant(TensorProto.DataType.UINT8, raw));
    }

    /** A constant of 8-bit integers from -128 to 127; its name. */
    String signedBytes(String wish, byte[] numbers, int... shape) {
        TensorProto.Builder proto = constant(TensorProto.DataType.INT8, ByteBuffer.wrap(numbers));
        for (int size : shape) {
            proto.addDims(size);
        }
        return add(wish, proto);
    }

    /** A constant vector of 32-bit integers; its name. */
    String integers(String wish, int[] numbers) {
        ByteBuffer raw = ByteBuffer.allocate(Integer.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asIntBuffer().put(numbers);
        return add(wish, constant(TensorProto.DataType.INT32, raw).addDims(numbers.length));
    }

    /** A constant 32-bit integer, without axes; its name. */
    String integer(String wish, int number) {
        ByteBuffer raw = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.putInt(0, number);
        return add(wish, constant(TensorProto.DataType.INT32, raw));
    }

    /** A node with one result; the result's name. */
    String node(String operator, String wish, List<String> inputs, AttributeProto... attributes) {
        return nodeTo(values.take(wish), operator, wish, inputs, attributes);
    }

    /** A node that makes a value whose name is settled, e.g. an output. */
    String nodeTo(String result, String operator, String wish, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(nodes.take(wish))
                .addAllInput(inputs)
                .addOutput(result)
                .addAllAttribute(List.of(attributes)));
        return result;
    }

    static AttributeProto attribute(String name, int value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto attribute(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    /** Several integers. */
    static AttributeProto list(String name, int... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        for (int value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    GraphProto build() {
        return graph.build();
    }

    private String add(String wish, TensorProto.Builder proto) {
        String name = values.take(wish);
        graph.addInitializer(proto.setName(name));
        return name;
    }

    private static TensorProto.Builder constant(TensorProto.DataType type, ByteBuffer raw) {
        return TensorProto.newBuilder().setDataType(type.getNumber()).setRawData(ByteString.copyFrom(raw));
    }

    private static ValueInfoProto value(String name, int... sizes) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam("batch");
        for (int size : sizes) {
            shape.addDimBuilder().setDimValue(size);
        }
        TypeProto.Tensor.Builder type = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                .setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }
}
