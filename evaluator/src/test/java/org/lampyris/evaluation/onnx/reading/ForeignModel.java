package org.lampyris.evaluation.onnx.reading;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** An ONNX file as another program might write it: nodes in a row, each named after its result. */
final class ForeignModel {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("foreign");
    private final SplittableRandom random;
    private final int opset;
    private String last = "x";

    /** With an input {@code x}; the first size may be 0 for a free batch. */
    ForeignModel(long seed, int opset, int... input) {
        this.random = new SplittableRandom(seed);
        this.opset = opset;
        graph.addInput(value("x", input));
    }

    /** A convolution of 3x8x8 to 5 channels and a head. */
    static ModelProto plain() {
        return new ForeignModel(1, 13, 0, 3, 8, 8)
                .floats("w", 5, 3, 3, 3)
                .then("Conv", "c", List.of("w"), list("strides", 1, 1))
                .head(5)
                .build();
    }

    static ValueInfoProto value(String name, int... sizes) {
        TypeProto.Tensor.Builder type =
                TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT.getNumber());
        for (int size : sizes) {
            if (size > 0) {
                type.getShapeBuilder().addDimBuilder().setDimValue(size);
            } else {
                type.getShapeBuilder().addDimBuilder().setDimParam("n");
            }
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }

    GraphProto.Builder graph() {
        return graph;
    }

    /** A node that reads what the last one made, and more. */
    ForeignModel then(String operator, String result, List<String> more, AttributeProto... attributes) {
        List<String> inputs = new ArrayList<>(List.of(last));
        inputs.addAll(more);
        return node(operator, result, inputs, attributes);
    }

    ForeignModel then(String operator, AttributeProto... attributes) {
        return then(operator, operator + graph.getNodeCount(), List.of(), attributes);
    }

    ForeignModel node(String operator, String result, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(result)
                .addAllInput(inputs)
                .addOutput(result)
                .addAllAttribute(List.of(attributes)));
        last = result;
        return this;
    }

    /** Random 32-bit floats from -1 to 1 as raw bytes. */
    ForeignModel floats(String name, int... sizes) {
        return floats(name, -1, 1, sizes);
    }

    ForeignModel floats(String name, double low, double high, int... sizes) {
        int count = 1;
        for (int size : sizes) {
            count *= size;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(low, high);
        }
        return constant(name, values, sizes);
    }

    ForeignModel constant(String name, float[] values, int... sizes) {
        ByteBuffer raw = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        TensorProto.Builder tensor = tensor(name, TensorProto.DataType.FLOAT, sizes);
        graph.addInitializer(tensor.setRawData(ByteString.copyFrom(raw)));
        return this;
    }

    ForeignModel integers(String name, long... values) {
        TensorProto.Builder tensor = tensor(name, TensorProto.DataType.INT64, values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        graph.addInitializer(tensor);
        return this;
    }

    static TensorProto.Builder tensor(String name, TensorProto.DataType type, int... sizes) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
        for (int size : sizes) {
            tensor.addDims(size);
        }
        return tensor;
    }

    /** Pools, flattens and classifies what is there if it is an image of so many channels. */
    ForeignModel head(int channels) {
        floats("head.weight", 3, channels).floats("head.bias", 3);
        return then("GlobalAveragePool")
                .then("Flatten")
                .then("Gemm", "head", List.of("head.weight", "head.bias"), integer("transB", 1));
    }

    ModelProto build() {
        graph.clearOutput()
                .addOutput(ValueInfoProto.newBuilder()
                        .setName(last)
                        .setType(TypeProto.newBuilder()
                                .setTensorType(TypeProto.Tensor.newBuilder()
                                        .setElemType(TensorProto.DataType.FLOAT.getNumber()))));
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph)
                .build();
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto number(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    static AttributeProto list(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }
}
