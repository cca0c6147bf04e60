package org.lampyris.evaluation.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.compression.quantization.ScaleChoice;
import org.lampyris.evaluation.compression.quantization.UniformQuantizer;
import org.lampyris.evaluation.onnx.reading.OnnxImporter;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.TensorShape;
import org.lampyris.space.graph.WeightFormat;

/** Networks that were trained with integer weights, as files. */
class IntegerWeightsTest {
    @TempDir
    private Path folder;

    private static NetworkGraph graph(int bits) {
        GraphBuilder builder = new GraphBuilder(new TensorShape(3, 16, 16));
        int node = builder.convolutionRelu("stem", 0, 16, 3, 2, 1);
        builder.format(new WeightFormat(bits, 0));
        node = builder.convolutionRelu("wide", node, 24, 3, 1, 1);
        node = builder.convolutionRelu("depthwise", node, 24, 3, 1, 24);
        builder.add("classifier", new Dense(5), builder.add("pooled", new GlobalAveragePooling(), node));
        return builder.build();
    }

    /** With the weights that such a training ends with. */
    private static ExportableNetwork trained(RandomNetworks random, int bits) {
        ExportableNetwork network = random.trained(graph(bits));
        UniformQuantizer quantizer = new UniformQuantizer(bits, true, true, ScaleChoice.MIN_MAX);
        Map<String, Tensor> tensors = new TreeMap<>(network.weights().tensors());
        network.graph()
                .formats()
                .keySet()
                .forEach(layer -> tensors.computeIfPresent(
                        layer + NetworkWeights.WEIGHT, (name, weight) -> quantizer.project(weight)));
        return new ExportableNetwork(
                network.graph(),
                NetworkWeights.of(tensors),
                network.preprocessing(),
                network.classes(),
                network.metadata());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 7, 8})
    void nothingIsLostInFewBytes(int bits) throws IOException {
        RandomNetworks random = new RandomNetworks(bits);
        ExportableNetwork network = trained(random, bits);
        byte[] images = random.images(network.graph(), 10);
        OnnxParity.assertAgrees(bits + " bits", network, images, folder);
        byte[] model = Files.readAllBytes(folder.resolve("network.onnx"));
        int largest = (1 << (bits - 1)) - 1;
        int found = 0;
        for (TensorProto tensor : ModelProto.parseFrom(model).getGraph().getInitializerList()) {
            if (tensor.getName().endsWith(".weight.quantized")) {
                found++;
                assertEquals(TensorProto.DataType.INT8.getNumber(), tensor.getDataType());
                for (byte value : tensor.getRawData().toByteArray()) {
                    assertTrue(Math.abs(value) <= largest, tensor.getName() + " has a " + value);
                }
            }
        }
        assertEquals(3, found, "the stem has floats");
        assertTrue(
                Lamp.pack(model, Map.of()).length < model.length * (bits + 3) / 8,
                () -> Lamp.pack(model, Map.of()).length + " of " + model.length + " bytes");
    }

    @Test
    void theFileIsReadAgain() throws IOException {
        RandomNetworks random = new RandomNetworks(1);
        ExportableNetwork network = trained(random, 4);
        Path file = folder.resolve("network.onnx");
        new OnnxWriter("test").write(file, network);
        NetworkGraph again = OnnxImporter.read(file).network().graph();
        assertEquals(network.graph().classes(), again.classes());
        assertTrue(again.formats().isEmpty());
        NetworkGraph plain = network.graph().withoutFormats();
        byte[] floats = new OnnxWriter("test")
                .encode(new ExportableNetwork(
                        plain, network.weights(), network.preprocessing(), network.classes(), network.metadata()));
        assertTrue(Files.size(file) < 0.6 * floats.length, Files.size(file) + " of " + floats.length + " bytes");
    }
}
