package org.lampyris.evaluation.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.input.Sha256;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.TensorShape;

final class OnnxWriterTest {
    @TempDir
    Path folder;

    @Test
    void inputAndOutputAreNamedAndTheBatchIsFree() throws IOException {
        ModelProto model = model(trained(plain()));
        GraphProto graph = model.getGraph();

        assertEquals(13, model.getOpsetImport(0).getVersion());
        assertEquals(7, model.getIrVersion());
        assertEquals("lampyris", model.getProducerName());
        assertEquals("1.2.3", model.getProducerVersion());
        assertTrue(model.getDocString().contains("[batch, 2, 6, 5]"), model.getDocString());
        assertEquals(1, graph.getInputCount());
        assertEquals(1, graph.getOutputCount());
        assertEquals("image", graph.getInput(0).getName());
        assertEquals("logits", graph.getOutput(0).getName());
        assertEquals(
                List.of("batch", "2", "6", "5"),
                sizes(graph.getInput(0).getType().getTensorType().getShape()));
        assertEquals(
                List.of("batch", "3"),
                sizes(graph.getOutput(0).getType().getTensorType().getShape()));
    }

    @Test
    void foldsBatchNormalizationIntoTheConvolution() throws IOException {
        GraphBuilder builder = new GraphBuilder(new TensorShape(1, 2, 2));
        builder.convolution("c", 0, 1, 1, 1, 1);
        builder.add("pool", new Operator.GlobalAveragePooling(), 2);
        NetworkWeights weights = NetworkWeights.of(Map.of(
                "c.weight", Tensor.of(new float[] {3}, 1, 1, 1, 1),
                "c.bn.gamma", Tensor.of(new float[] {2}, 1),
                "c.bn.beta", Tensor.of(new float[] {5}, 1),
                "c.bn.mean", Tensor.of(new float[] {7}, 1),
                "c.bn.variance", Tensor.of(new float[] {0.25f - 1e-5f}, 1)));
        GraphProto graph = model(
                        ExportableNetwork.of(builder.build(), weights, Preprocessing.ofBytes(1), List.of("only")))
                .getGraph();

        assertEquals(List.of("Mul", "Add", "Conv", "GlobalAveragePool", "Flatten"), operators(graph));
        // gamma / sqrt(variance + epsilon) = 4
        assertEquals(12f, constant(graph, "c.weight").get(0), 1e-5f);
        assertEquals(5f - 7 * 4, constant(graph, "c.bias").get(0), 1e-4f);
    }

    @Test
    void keepsBatchNormalizationWhereTheConvolutionHasOtherConsumers() throws IOException {
        GraphBuilder builder = new GraphBuilder(new TensorShape(1, 4, 4));
        int normalized = builder.convolution("c", 0, 2, 3, 1, 1);
        int sum = builder.add("sum", new Operator.Addition(), normalized, normalized - 1);
        int again = builder.add("again", new Operator.BatchNormalization(), sum);
        builder.add("fc", new Operator.Dense(2), again);

        assertEquals(
                List.of("Mul", "Add", "Conv", "BatchNormalization", "Add", "BatchNormalization", "Flatten", "Gemm"),
                operators(model(trained(builder.build())).getGraph()));
    }

    @Test
    void namesAreUniqueAndNothingIsUsedBeforeItIsThere() throws IOException {
        for (long seed = 1; seed <= 40; seed++) {
            RandomNetworks networks = new RandomNetworks(seed);
            NetworkGraph graph = networks.graph();
            assertWellFormed("seed " + seed, model(networks.trained(graph)).getGraph());
        }
    }

    @Test
    void nodesMayHaveNamesThatAreTakenInTheFile() throws IOException {
        GraphBuilder builder = new GraphBuilder(new TensorShape(1, 4, 4));
        int image = builder.relu("image", builder.add("image", new Operator.BatchNormalization(), 0));
        int logits = builder.add("logits", new Operator.Convolution(2, 3, 1, 1, true), image);
        int weight = builder.add("logits.weight", new Operator.Convolution(2, 3, 1, 1, true), logits);
        int factor = builder.add("preprocessing.factor", new Operator.Dense(3), weight);
        builder.add("preprocessing.shift", new Operator.Dense(3), factor);
        RandomNetworks networks = new RandomNetworks(5);
        ExportableNetwork network = networks.trained(builder.build());

        assertWellFormed("taken names", model(network).getGraph());
        OnnxParity.assertAgrees("taken names", network, networks.images(network.graph(), 1), folder);
    }

    @Test
    void theSameNetworkGivesTheSameBytes() throws IOException {
        byte[] first = new OnnxWriter("1").encode(trained(plain()));
        Path file = folder.resolve("n.onnx");
        String hash = new OnnxWriter("1").write(file, trained(plain()));

        assertArrayEquals(first, Files.readAllBytes(file));
        assertEquals(Sha256.hex(first), hash);
    }

    @Test
    void metadataHoldsClassesPreprocessingAndMore() throws IOException {
        RandomNetworks networks = new RandomNetworks(1);
        ExportableNetwork network = new ExportableNetwork(
                plain(),
                networks.weights(plain()),
                Preprocessing.ofBytes(List.of(0.5, 0.25), List.of(1.0, 0.125)),
                List.of("T-shirt/top", "\"<ü>\"", "c"),
                new TreeMap<>(Map.of("seed", "1")));
        Map<String, String> properties = model(network).getMetadataPropsList().stream()
                .collect(Collectors.toMap(p -> p.getKey(), p -> p.getValue()));

        assertEquals(
                Map.of(
                        "classes", "[\"T-shirt/top\",\"\\\"<\\u00fc>\\\"\",\"c\"]",
                        "preprocessing", "{\"scale\":0.00392156862745098,\"mean\":[0.5,0.25],\"std\":[1.0,0.125]}",
                        "seed", "1"),
                properties);
    }

    @Test
    void namesNodeAndOperatorThatCantBeWritten() {
        Node node = new Node("stage1.odd", new Operator.Pooling(Operator.Pooling.Kind.AVERAGE, 3, 2), List.of(0));
        String message = String.valueOf(NodeTranslation.unsupported(node).getMessage());

        assertTrue(
                message.contains("stage1.odd") && message.contains("Pooling") && message.contains("AVERAGE"), message);
    }

    private static void assertWellFormed(String message, GraphProto graph) {
        Set<String> known = new HashSet<>();
        graph.getInputList().forEach(input -> assertTrue(known.add(input.getName()), message));
        for (TensorProto constant : graph.getInitializerList()) {
            assertTrue(known.add(constant.getName()), message + ": " + constant.getName());
        }
        Set<String> nodes = new HashSet<>();
        for (NodeProto node : graph.getNodeList()) {
            assertTrue(nodes.add(node.getName()), message + ": " + node.getName());
            assertTrue(known.containsAll(node.getInputList()), message + ": " + node.getName());
            node.getOutputList().forEach(output -> assertTrue(known.add(output), message + ": " + output));
        }
        assertTrue(known.contains("logits"), message);
    }

    private static ModelProto model(ExportableNetwork network) throws InvalidProtocolBufferException {
        return ModelProto.parseFrom(new OnnxWriter("1.2.3").encode(network));
    }

    private static List<String> operators(GraphProto graph) {
        return graph.getNodeList().stream().map(NodeProto::getOpType).toList();
    }

    private static FloatBuffer constant(GraphProto graph, String name) {
        return graph.getInitializerList().stream()
                .filter(constant -> constant.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }

    private static List<String> sizes(TensorShapeProto shape) {
        return shape.getDimList().stream()
                .map(size -> size.hasDimParam() ? size.getDimParam() : String.valueOf(size.getDimValue()))
                .toList();
    }

    private static NetworkGraph plain() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(2, 6, 5));
        builder.add("fc", new Operator.Dense(3), builder.convolutionRelu("stem", 0, 4, 3, 2, 1));
        return builder.build();
    }

    private static ExportableNetwork trained(NetworkGraph graph) {
        return new RandomNetworks(3).trained(graph);
    }
}
