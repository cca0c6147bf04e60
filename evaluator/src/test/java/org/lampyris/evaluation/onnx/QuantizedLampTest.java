package org.lampyris.evaluation.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.compression.coding.CodedTensor;
import org.lampyris.evaluation.compression.coding.LampWriter;
import org.lampyris.evaluation.compression.coding.Raw;
import org.lampyris.evaluation.compression.coding.Uniform;
import org.lampyris.evaluation.compression.quantization.QuantizationPlan;
import org.lampyris.evaluation.compression.quantization.UniformQuantizer;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.TensorShape;

/** Networks of integers in compressed files. */
final class QuantizedLampTest {
    private static final OnnxWriter WRITER = new OnnxWriter("1");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1, 8", "2, 8", "3, 8", "4, 8", "1, 4", "2, 4", "3, 4", "4, 4"})
    void comeBackByteForByte(long seed, int bits) throws IOException {
        RandomNetworks networks = new RandomNetworks(seed);
        NetworkGraph graph = networks.graph();
        ExportableNetwork network = networks.trained(graph);
        byte[] images = networks.images(graph, 4);
        byte[] model = quantized(network, bits, images);
        byte[] lamp = Lamp.pack(model, Map.of());
        byte[] unpacked = Lamp.unpack(lamp);

        assertArrayEquals(model, unpacked, "seed " + seed);
        assertArrayEquals(logits(model, images), logits(unpacked, images), "seed " + seed);
        int before = withBytesInTheSkeleton(model).length;
        assertTrue(lamp.length <= before, "seed " + seed + ": " + lamp.length + " bytes, before " + before);
    }

    @Test
    void fewerBitsAndPrunedWeightsTakeLess() {
        ExportableNetwork network = dense();
        byte[] images = new RandomNetworks(5).images(network.graph(), 4);
        byte[] eight = quantized(network, 8, images);
        byte[] four = quantized(network, 4, images);
        byte[] pruned = quantized(pruned(network), 8, images);
        int weights = 64 * 100 + 100 * 10;

        double bytes = bitsPerWeight(eight, weights);
        double nibbles = bitsPerWeight(four, weights);
        double sparse = bitsPerWeight(pruned, weights);

        assertEquals(eight.length, four.length, 20, "as ONNX they take as much");
        assertTrue(bytes > 6 && bytes < 8, bytes + " bits for weights of 8");
        assertTrue(nibbles > 2 && nibbles < 4, nibbles + " bits for weights of 4");
        assertTrue(sparse < 2, sparse + " bits for weights of which a tenth is left");
        assertTrue(Lamp.pack(four, Map.of()).length < 0.65 * Lamp.pack(eight, Map.of()).length);
        CodedTensor code = Lamp.open("four", Lamp.pack(four, Map.of())).codes().get("fc1.weight.quantized");
        assertTrue(code instanceof Uniform, String.valueOf(code));
    }

    @Test
    void manyBytesOfNoiseAreCodedToo() {
        byte[] noise = new byte[10_000];
        new SplittableRandom(8).nextBytes(noise);
        byte[] model = modelOf(tensor(TensorProto.DataType.INT8, 100, 100).setRawData(ByteString.copyFrom(noise)));
        byte[] lamp = Lamp.pack(model, Map.of());

        assertEquals(Set.of("w"), Lamp.open("noise", lamp).codes().keySet());
        assertArrayEquals(model, Lamp.unpack(lamp));
        assertTrue(lamp.length < 10_300, lamp.length + " bytes");
    }

    @Test
    void allBytesOfBothSignsAreKept() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i * 7);
        }
        for (TensorProto.DataType type : List.of(TensorProto.DataType.INT8, TensorProto.DataType.UINT8)) {
            byte[] model = modelOf(tensor(type, 4, 64).setRawData(ByteString.copyFrom(all)));

            assertArrayEquals(model, Lamp.unpack(Lamp.pack(model, Map.of())), type.toString());
        }
    }

    @Test
    void listedIntegersBecomeBytes() throws IOException {
        byte[] expected = new byte[99];
        TensorProto.Builder listed = tensor(TensorProto.DataType.INT8, 33, 3);
        for (int i = 0; i < expected.length; i++) {
            expected[i] = new byte[] {-128, 0, 127}[i % 3];
            listed.addInt32Data(expected[i]);
        }
        byte[] model = modelOf(listed);
        TensorProto read = ModelProto.parseFrom(Lamp.unpack(Lamp.pack(model, Map.of())))
                .getGraph()
                .getInitializer(0);

        assertArrayEquals(expected, read.getRawData().toByteArray());
        assertEquals(0, read.getInt32DataCount());
    }

    @ParameterizedTest
    @ValueSource(ints = {-129, 128, 1 << 30})
    void refusesIntegersThatAreNoBytes(int value) {
        byte[] model = modelOf(tensor(TensorProto.DataType.INT8, 1).addInt32Data(value));
        InvalidInputException error = assertThrows(InvalidInputException.class, () -> Lamp.pack(model, Map.of()));

        assertTrue(error.getMessage().contains("the initializer w has the value"), error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(floats = {0.5f, 128, -129, Float.NaN, Float.NEGATIVE_INFINITY, 1e30f})
    void refusesForgedValuesThatAreNoBytes(float value) {
        LampWriter writer = new LampWriter(modelOf(tensor(TensorProto.DataType.INT8, 2)));
        writer.add(Raw.of(Tensor.of(new float[] {1, value}, 2)));
        byte[] forged = writer.finish();
        InvalidInputException error = assertThrows(InvalidInputException.class, () -> Lamp.unpack(forged));

        assertTrue(error.getMessage().contains("the initializer w has the value " + value), error.getMessage());
    }

    @Test
    void filesWithBytesInTheirSkeletonCanStillBeRead() {
        byte[] model = quantized(dense(), 8, new RandomNetworks(6).images(dense().graph(), 4));

        assertArrayEquals(model, Lamp.unpack(withBytesInTheSkeleton(model)));
    }

    @Test
    void codesAreForFloatsOnly() {
        byte[] model = modelOf(tensor(TensorProto.DataType.INT8, 1).setRawData(ByteString.copyFrom(new byte[1])));
        Map<String, CodedTensor> codes = Map.of("w", Raw.of(Tensor.of(new float[] {0.5f}, 1)));

        assertThrows(IllegalArgumentException.class, () -> Lamp.pack(model, codes));
    }

    /** As it was before bytes were coded. */
    private static byte[] withBytesInTheSkeleton(byte[] model) {
        try {
            ModelProto.Builder skeleton = ModelProto.parseFrom(model).toBuilder();
            GraphProto.Builder graph = skeleton.getGraphBuilder();
            Map<Integer, CodedTensor> floats = new TreeMap<>();
            for (int i = 0; i < graph.getInitializerCount(); i++) {
                PackedInitializer found =
                        PackedInitializer.of(graph.getInitializer(i)).orElse(null);
                if (found != null && found.type() == NumberType.FLOAT32) {
                    floats.put(i, CodedTensor.lossless(found.values()));
                    graph.setInitializer(i, found.without());
                }
            }
            LampWriter writer = new LampWriter(skeleton.build().toByteArray());
            floats.values().forEach(writer::add);
            return writer.finish();
        } catch (IOException | MalformedModelException e) {
            throw new AssertionError(e);
        }
    }

    private static double bitsPerWeight(byte[] model, int weights) {
        double bits = Lamp.open("n", Lamp.pack(model, Map.of())).codes().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(".weight.quantized"))
                .mapToDouble(entry -> entry.getValue().bits())
                .sum();
        return bits / weights;
    }

    private static byte[] quantized(ExportableNetwork network, int bits, byte[] images) {
        ActivationRanges ranges = ActivationRanges.of(network, ByteBuffer.wrap(images));
        return WRITER.encodeQuantized(network, QuantizationPlan.of(UniformQuantizer.ofBits(bits)), ranges);
    }

    private static ExportableNetwork dense() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(1, 8, 8));
        builder.add("fc1", new Operator.Dense(100), 0);
        builder.add("fc1.relu", new Operator.Activation(Operator.Activation.Function.RELU), 1);
        builder.add("fc2", new Operator.Dense(10), 2);
        return new RandomNetworks(7).trained(builder.build());
    }

    /** Nine of ten weights are zero. */
    private static ExportableNetwork pruned(ExportableNetwork network) {
        Map<String, Tensor> weights = new TreeMap<>();
        network.weights().tensors().forEach((name, tensor) -> {
            float[] values = tensor.values();
            for (int i = 0; i < values.length; i++) {
                values[i] = i % 10 == i / 10 % 10 ? values[i] : 0;
            }
            weights.put(name, name.endsWith(NetworkWeights.WEIGHT) ? Tensor.of(values, tensor.shape()) : tensor);
        });
        return ExportableNetwork.of(
                network.graph(), NetworkWeights.of(weights), network.preprocessing(), network.classes());
    }

    private float[][] logits(byte[] model, byte[] images) throws IOException {
        try (OnnxRunner runner = OnnxRunner.open(Files.write(folder.resolve("n.onnx"), model))) {
            return runner.logits(ByteBuffer.wrap(images));
        }
    }

    private static TensorProto.Builder tensor(TensorProto.DataType type, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName("w").setDataType(type.getNumber());
        Arrays.stream(shape).forEach(tensor::addDims);
        return tensor;
    }

    private static byte[] modelOf(TensorProto.Builder initializer) {
        return ModelProto.newBuilder()
                .setIrVersion(7)
                .setGraph(GraphProto.newBuilder().setName("g").addInitializer(initializer))
                .build()
                .toByteArray();
    }
}
