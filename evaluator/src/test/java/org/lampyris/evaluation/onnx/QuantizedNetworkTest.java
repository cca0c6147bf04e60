package org.lampyris.evaluation.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.compression.quantization.PowersOfTwo;
import org.lampyris.evaluation.compression.quantization.QuantizationPlan;
import org.lampyris.evaluation.compression.quantization.RangeChoice;
import org.lampyris.evaluation.compression.quantization.ScaleChoice;
import org.lampyris.evaluation.compression.quantization.UniformQuantizer;
import org.lampyris.evaluation.compression.quantization.ValueRange;
import org.lampyris.evaluation.compression.quantization.WeightQuantizer;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.Pooling;
import org.lampyris.space.graph.TensorShape;

/** Whole networks in 8-bit integers, run by ONNX Runtime. */
class QuantizedNetworkTest {
    private static final OnnxWriter WRITER = new OnnxWriter("test");
    private static final QuantizationPlan BYTES = QuantizationPlan.of(UniformQuantizer.ofBits(8));

    @TempDir
    Path folder;

    private float[][] run(byte[] model, byte[] images) throws IOException {
        Path file = Files.write(folder.resolve("model.onnx"), model);
        try (OnnxRunner runner = OnnxRunner.open(file)) {
            return runner.logits(ByteBuffer.wrap(images));
        }
    }

    /** The size of the differences by that of the logits, each image's mean taken off. */
    private static double error(float[][] expected, float[][] found) {
        double difference = 0;
        double size = 0;
        for (int i = 0; i < expected.length; i++) {
            double mean = 0;
            for (float logit : expected[i]) {
                mean += logit / expected[i].length;
            }
            for (int k = 0; k < expected[i].length; k++) {
                difference += Math.pow((double) expected[i][k] - found[i][k], 2);
                size += Math.pow(expected[i][k] - mean, 2);
            }
        }
        return Math.sqrt(difference / size);
    }

    /** Every kind of layer: fire, depthwise, residual, both poolings, two dense layers. */
    private static NetworkGraph everyKind() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(3, 16, 16));
        int node = builder.convolutionRelu("stem", 0, 16, 3, 1, 1);
        node = builder.add("maximum", new Pooling(Pooling.Kind.MAXIMUM, 2, 2), node);
        int squeeze = builder.convolutionRelu("squeeze", node, 8, 1, 1, 1);
        int one = builder.convolutionRelu("one", squeeze, 12, 1, 1, 1);
        int three = builder.convolutionRelu("three", squeeze, 12, 3, 1, 1);
        int fire = builder.add("fire", new Concatenation(), one, three);
        int depthwise = builder.convolutionRelu("depthwise", fire, 24, 3, 1, 24);
        int project = builder.convolution("project", depthwise, 24, 1, 1, 1);
        node = builder.add("sum", new Addition(), project, fire);
        node = builder.add("average", new Pooling(Pooling.Kind.AVERAGE, 2, 2), node);
        node = builder.add("pooled", new GlobalAveragePooling(), node);
        node = builder.relu("hidden", builder.add("hidden", new Dense(16), node));
        builder.add("classifier", new Dense(10), node);
        return builder.build();
    }

    @Test
    void theNodesStandWhereRuntimesFuseThem() throws IOException {
        GraphBuilder builder = new GraphBuilder(new TensorShape(1, 4, 4));
        int node = builder.convolutionRelu("c", 0, 2, 3, 1, 1);
        node = builder.add("p", new Pooling(Pooling.Kind.MAXIMUM, 2, 2), node);
        builder.add("d", new Dense(3), node);
        RandomNetworks random = new RandomNetworks(2);
        ExportableNetwork network = random.trained(builder.build());
        byte[] images = random.images(network.graph(), 20);
        byte[] model = WRITER.encodeQuantized(network, BYTES, ActivationRanges.of(network, ByteBuffer.wrap(images)));
        GraphProto graph = ModelProto.parseFrom(model).getGraph();
        assertEquals(
                List.of(
                        "Mul preprocessing.scale",
                        "Add preprocessing.shift",
                        "QuantizeLinear preprocessing.shift.quantized",
                        "DequantizeLinear preprocessing.shift.dequantized",
                        "DequantizeLinear c.weight",
                        "DequantizeLinear c.bias",
                        "Conv c.bn",
                        "Relu c.relu",
                        "QuantizeLinear c.relu.quantized",
                        "DequantizeLinear c.relu.dequantized",
                        "MaxPool p",
                        "QuantizeLinear p.quantized",
                        "DequantizeLinear p.dequantized",
                        "Flatten d.flatten",
                        "QuantizeLinear d.flatten.quantized",
                        "DequantizeLinear d.flatten.dequantized",
                        "DequantizeLinear d.weight",
                        "DequantizeLinear d.bias",
                        "Gemm d"),
                graph.getNodeList().stream()
                        .map(n -> n.getOpType() + " " + n.getName())
                        .toList());
        Map<String, Float> scales = new TreeMap<>();
        graph.getInitializerList().stream()
                .filter(tensor -> tensor.getName().endsWith(".scale") && tensor.getDimsCount() == 0)
                .forEach(tensor -> scales.put(
                        tensor.getName(),
                        tensor.getRawData()
                                .asReadOnlyByteBuffer()
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getFloat()));
        assertEquals(scales.get("c.relu.scale"), scales.get("p.scale"), "a maximum pooling keeps the scale");
        assertEquals(scales.get("p.scale"), scales.get("d.flatten.scale"));
    }

    /** The operators of the model after ONNX Runtime's optimisations. */
    private List<String> optimized(byte[] model) throws OrtException, IOException {
        Path file = folder.resolve("optimized.onnx");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizedModelFilePath(file.toString());
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.EXTENDED_OPT);
            OnnxEnvironment.get().createSession(model, options).close();
        }
        return ModelProto.parseFrom(Files.readAllBytes(file)).getGraph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .toList();
    }

    @Test
    void theRuntimeComputesEveryKindOfLayerInIntegers() throws OrtException, IOException {
        RandomNetworks random = new RandomNetworks(5);
        ExportableNetwork network = random.trained(everyKind());
        ActivationRanges ranges = ActivationRanges.of(network, ByteBuffer.wrap(random.images(network.graph(), 20)));
        WeightQuantizer perTensor = new UniformQuantizer(8, true, false, ScaleChoice.MIN_MAX);
        for (QuantizationPlan plan : List.of(BYTES, QuantizationPlan.of(perTensor))) {
            assertEquals(
                    List.of(
                            "Mul",
                            "Add",
                            "QuantizeLinear",
                            "QLinearConv",
                            "MaxPool",
                            "QLinearConv",
                            "QLinearConv",
                            "QLinearConv",
                            "QLinearConcat",
                            "QLinearConv",
                            "QLinearConv",
                            "QLinearAdd",
                            "QLinearAveragePool",
                            "QLinearGlobalAveragePool",
                            "Flatten",
                            "QGemm",
                            "QGemm"),
                    optimized(WRITER.encodeQuantized(network, plan, ranges)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void integersComeNearFloats(long seed) throws IOException {
        RandomNetworks random = RandomNetworks.plain(seed);
        ExportableNetwork network = random.trained(everyKind());
        byte[] images = random.images(network.graph(), 48);
        float[][] floats = run(WRITER.encode(network), images);
        ActivationRanges ranges = ActivationRanges.of(network, ByteBuffer.wrap(images));
        double found = error(floats, run(WRITER.encodeQuantized(network, BYTES, ranges), images));
        assertTrue(found < 0.06, "relative error " + found);
        // The bound is one that a single wrong range breaks.
        for (String node : List.of("stem.relu", "fire", "hidden.relu")) {
            Map<String, ValueRange> wrong = new TreeMap<>(ranges.ranges());
            wrong.computeIfPresent(node, (name, range) -> new ValueRange(range.lowest() / 4, range.highest() / 4));
            // Those that share its grid would widen it again.
            copy(wrong, "stem.relu", "maximum");
            copy(wrong, "fire", "one.relu");
            copy(wrong, "fire", "three.relu");
            byte[] model = WRITER.encodeQuantized(network, BYTES, new ActivationRanges(new TreeMap<>(wrong)));
            double broken = error(floats, run(model, images));
            assertTrue(broken > 0.06, node + " cut off: relative error " + broken);
        }
    }

    private static void copy(Map<String, ValueRange> ranges, String from, String to) {
        ranges.replace(to, ranges.getOrDefault(from, new ValueRange(0, 0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void anyNetworkRunsInIntegers(int round) throws IOException {
        int checked = 0;
        for (int i = 0; i < 12; i++) {
            long seed = 100 + 12L * round + i;
            RandomNetworks random = RandomNetworks.plain(seed);
            ExportableNetwork network = random.trained(random.graph());
            byte[] images = random.images(network.graph(), 24);
            float[][] floats = run(WRITER.encode(network), images);
            ActivationRanges ranges = ActivationRanges.of(network, ByteBuffer.wrap(images), RangeChoice.MIN_MAX);
            float[][] integers = run(WRITER.encodeQuantized(network, BYTES, ranges), images);
            if (network.graph().classes() > 2) {
                double found = error(floats, integers);
                assertTrue(found < 0.25, "seed " + seed + ": relative error " + found);
                checked++;
            }
        }
        assertTrue(checked > 5, "checked " + checked);
    }

    @Test
    void fewerBitsStayInFewerValuesAndPowersOfTwoAreExact() throws IOException {
        RandomNetworks random = new RandomNetworks(8);
        ExportableNetwork trained = random.trained(everyKind());
        WeightedNetwork folded = new WeightedNetwork(trained.graph(), trained.weights()).folded();
        ExportableNetwork network =
                ExportableNetwork.of(folded.graph(), folded.weights(), trained.preprocessing(), trained.classes());
        byte[] images = random.images(network.graph(), 48);
        for (WeightQuantizer quantizer : List.of(
                UniformQuantizer.ofBits(3),
                UniformQuantizer.ofBits(7),
                new UniformQuantizer(4, false, false, ScaleChoice.MEAN_SQUARED_ERROR),
                PowersOfTwo.ofTerms(1),
                PowersOfTwo.ofTerms(2))) {
            QuantizationPlan plan = QuantizationPlan.of(quantizer);
            ExportableNetwork rounded = ExportableNetwork.of(
                    network.graph(), plan.project(folded).weights(), network.preprocessing(), network.classes());
            ActivationRanges ranges = ActivationRanges.of(rounded, ByteBuffer.wrap(images));
            float[][] floats = run(WRITER.encode(rounded), images);
            float[][] integers = run(WRITER.encodeQuantized(network, plan, ranges), images);
            assertTrue(error(floats, integers) < 0.06, quantizer + ": relative error " + error(floats, integers));
        }
    }

    @Test
    void aBiasTooLargeForItsKernelIsKept() throws IOException {
        RandomNetworks random = new RandomNetworks(8);
        ExportableNetwork network = random.trained(everyKind());
        Map<String, Tensor> tensors = new TreeMap<>(network.weights().tensors());
        tensors.computeIfPresent("stem.weight", (name, weight) -> {
            float[] values = weight.values();
            for (int i = 0; i < values.length / 2; i++) {
                values[i] *= 1e-9f;
            }
            return Tensor.of(values, weight.shape());
        });
        ExportableNetwork dead = ExportableNetwork.of(
                network.graph(), NetworkWeights.of(tensors), network.preprocessing(), network.classes());
        byte[] images = random.images(network.graph(), 48);
        ActivationRanges ranges = ActivationRanges.of(dead, ByteBuffer.wrap(images));
        double found =
                error(run(WRITER.encode(dead), images), run(WRITER.encodeQuantized(dead, BYTES, ranges), images));
        assertTrue(found < 0.06, "relative error " + found);
    }

    @Test
    void whatCantBeWrittenIsRefused() {
        RandomNetworks random = new RandomNetworks(8);
        ExportableNetwork network = random.trained(everyKind());
        ActivationRanges ranges = ActivationRanges.of(network, ByteBuffer.wrap(random.images(network.graph(), 2)));
        QuantizationPlan shifted = QuantizationPlan.of(new UniformQuantizer(8, false, true, ScaleChoice.MIN_MAX));
        assertRefused("stem", network, shifted, ranges);
        Map<String, ValueRange> fewer = new TreeMap<>(ranges.ranges());
        fewer.remove("fire");
        assertRefused("fire", network, BYTES, new ActivationRanges(new TreeMap<>(fewer)));
    }

    private static void assertRefused(
            String node, ExportableNetwork network, QuantizationPlan plan, ActivationRanges ranges) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> WRITER.encodeQuantized(network, plan, ranges));
        assertTrue(String.valueOf(refusal.getMessage()).contains(node), refusal::getMessage);
    }
}
