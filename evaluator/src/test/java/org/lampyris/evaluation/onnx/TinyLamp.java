package org.lampyris.evaluation.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lampyris.evaluation.compression.coding.CodedTensor;
import org.lampyris.evaluation.compression.coding.PowersOfTwo;
import org.lampyris.evaluation.compression.coding.Raw;
import org.lampyris.evaluation.compression.coding.Shared;
import org.lampyris.evaluation.compression.coding.Uniform;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.TensorShape;

/** A network of four layers, its codes, and the parts that such models are made of. */
final class TinyLamp {
    private TinyLamp() {}

    static byte[] model() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(1, 4, 4));
        builder.add("conv", new Operator.Convolution(3, 3, 1, 1, true), 0);
        builder.add("relu", new Operator.Activation(Operator.Activation.Function.RELU), 1);
        builder.add("pooled", new Operator.GlobalAveragePooling(), 2);
        builder.add("dense", new Operator.Dense(2), 3);
        NetworkGraph graph = builder.build();
        Map<String, Tensor> weights = new TreeMap<>();
        NetworkWeights.expectedShapes(graph).forEach((name, shape) -> {
            float[] values = new float[shape.stream().reduce(1, (a, b) -> a * b)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (i * 7 % 11 - 5) / 8f;
            }
            weights.put(name, Tensor.of(values, shape));
        });
        Preprocessing preprocessing = Preprocessing.ofBytes(List.of(0.5), List.of(0.25));
        return new OnnxWriter("1")
                .encode(ExportableNetwork.of(graph, NetworkWeights.of(weights), preprocessing, List.of("no", "yes")));
    }

    /** One code of each kind. */
    static Map<String, CodedTensor> codes() {
        int[] assignment = new int[27];
        Arrays.setAll(assignment, i -> i % 3 == 0 ? i / 3 % 4 : -1);
        float[] codebook = {0.5f, -0.1f, 0.75f, 1 / 3f};
        return Map.of(
                "conv.weight", Shared.of(List.of(3, 1, 3, 3), codebook, assignment),
                "conv.bias", PowersOfTwo.of(Tensor.of(new float[] {0.75f, 0, -2}, 3)),
                "dense.weight",
                        Uniform.of(List.of(2, 3), 4, new float[] {0.1f, 0.2f}, new int[] {7, 8}, new int[] {
                            0, 7, 15, 8, 9, 3
                        }),
                "dense.bias", Raw.of(Tensor.of(new float[] {0.1f, -0.2f}, 2)));
    }

    static byte[] modelOf(TensorProto.Builder... initializers) {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("g");
        for (TensorProto.Builder initializer : initializers) {
            graph.addInitializer(initializer);
        }
        return ModelProto.newBuilder().setIrVersion(7).setGraph(graph).build().toByteArray();
    }

    static ByteString raw(Tensor values) {
        ByteBuffer raw = ByteBuffer.allocate(4 * values.size()).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values.buffer());
        return ByteString.copyFrom(raw);
    }

    static Tensor values(TensorProto proto) {
        float[] values = new float[proto.getRawData().size() / 4];
        proto.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return Tensor.of(
                values, proto.getDimsList().stream().map(Math::toIntExact).toList());
    }
}
