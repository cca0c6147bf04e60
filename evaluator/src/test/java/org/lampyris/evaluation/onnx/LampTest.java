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
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.compression.coding.CodedTensor;
import org.lampyris.evaluation.compression.coding.Half;
import org.lampyris.evaluation.compression.coding.LampReport;
import org.lampyris.evaluation.compression.coding.LampWriter;
import org.lampyris.evaluation.compression.coding.PowersOfTwo;
import org.lampyris.evaluation.compression.coding.Raw;
import org.lampyris.evaluation.compression.coding.Shared;
import org.lampyris.evaluation.compression.coding.Uniform;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.input.InvalidInputException;
import org.lampyris.input.Sha256;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.TensorShape;

final class LampTest {
    private static final OnnxWriter WRITER = new OnnxWriter("1");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsPackedComesBackByteForByte(long seed) {
        RandomNetworks networks = new RandomNetworks(seed);
        byte[] model = WRITER.encode(networks.trained(networks.graph()));
        byte[] lamp = Lamp.pack(model, Map.of());

        assertArrayEquals(model, Lamp.unpack(lamp), "seed " + seed);
        assertArrayEquals(lamp, Lamp.pack(model, Map.of()), "the same bytes again");
        assertTrue(lamp.length < model.length, lamp.length + " of " + model.length);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void unpackedNetworksComputeTheSameBits(long seed) throws IOException {
        RandomNetworks networks = new RandomNetworks(seed);
        SplittableRandom random = new SplittableRandom(seed);
        NetworkGraph graph = networks.graph();
        ExportableNetwork trained = networks.trained(graph);
        byte[] model = WRITER.encode(trained);
        Map<String, CodedTensor> codes = new TreeMap<>();
        ModelProto.Builder expected = ModelProto.parseFrom(model).toBuilder();
        GraphProto.Builder constants = expected.getGraphBuilder();
        for (int i = 0; i < constants.getInitializerCount(); i++) {
            TensorProto constant = constants.getInitializer(i);
            if (constant.getDataType() == 1 && !constant.getName().startsWith("preprocessing")) {
                CodedTensor code = anyCode(random, values(constant));
                codes.put(constant.getName(), code);
                constants.setInitializer(i, constant.toBuilder().setRawData(raw(code.decode())));
            }
        }
        byte[] unpacked = Lamp.unpack(Lamp.pack(model, codes));

        assertArrayEquals(expected.build().toByteArray(), unpacked, "seed " + seed);
        byte[] images = networks.images(graph, 3);
        assertArrayEquals(logits(expected.build().toByteArray(), images), logits(unpacked, images), "seed " + seed);
    }

    private static CodedTensor anyCode(SplittableRandom random, Tensor values) {
        float[] floats = values.values();
        int size = floats.length;
        return switch (random.nextInt(5)) {
            case 0 -> Raw.of(values);
            case 1 -> Half.round(values);
            case 2 -> {
                for (int i = 0; i < size; i++) {
                    floats[i] = (float) Math.rint(floats[i] * 8) / 7;
                }
                yield Shared.of(Tensor.of(floats, values.shape())).withHalfCodebook();
            }
            case 3 -> {
                int[] q = new int[size];
                Arrays.setAll(q, i -> Math.max(-8, Math.min(7, Math.round(floats[i] * 6))));
                yield Uniform.signed(values.shape(), 4, new float[] {1 / 6f}, q);
            }
            default -> {
                for (int i = 0; i < size; i++) {
                    floats[i] = Math.scalb(Math.signum(floats[i]), Math.getExponent(floats[i]));
                }
                yield PowersOfTwo.of(Tensor.of(floats, values.shape()));
            }
        };
    }

    private float[][] logits(byte[] model, byte[] images) throws IOException {
        try (OnnxRunner runner = OnnxRunner.open(Files.write(folder.resolve("n.onnx"), model))) {
            return runner.logits(ByteBuffer.wrap(images));
        }
    }

    @Test
    void theGoldenFileStays() throws IOException {
        byte[] golden;
        try (InputStream in = LampTest.class.getResourceAsStream("golden.lamp")) {
            golden = Objects.requireNonNull(in).readAllBytes();
        }
        assertArrayEquals(golden, Lamp.pack(tiny(), tinyCodes()));
        Lamp lamp = Lamp.open("golden.lamp", golden);
        tinyCodes()
                .forEach((name, code) -> assertEquals(
                        code.decode(),
                        Objects.requireNonNull(lamp.codes().get(name)).decode(),
                        name));
        assertTrue(golden.length < 600, golden.length + " bytes");
    }

    @Test
    void anyChangedByteIsRefused() {
        byte[] lamp = Lamp.pack(tiny(), tinyCodes());
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < lamp.length; i++) {
            byte was = lamp[i];
            boolean all = i < 10 || i % 40 == 0 || i > lamp.length - 3;
            for (int change = 1; change < 256; change += all ? 1 : 255) {
                lamp[i] ^= (byte) (all ? change : 1 + random.nextInt(255));
                refused(lamp);
                lamp[i] = was;
            }
        }
        for (int length = 0; length < lamp.length; length++) {
            refused(Arrays.copyOf(lamp, length));
        }
        refused(Arrays.copyOf(lamp, lamp.length + 1));
        assertArrayEquals(Lamp.pack(tiny(), tinyCodes()), lamp);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void forgedFilesAreReadOrRefusedButNeverElse(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] whole = Lamp.pack(tiny(), tinyCodes());
        int refused = 0;
        for (int round = 0; round < 80; round++) {
            byte[] content = Arrays.copyOf(whole, whole.length - 32);
            switch (random.nextInt(4)) {
                case 0 -> content = Arrays.copyOf(content, 5 + random.nextInt(content.length - 5));
                case 1 -> content = Arrays.copyOf(content, content.length + random.nextInt(3000));
                case 2 -> {
                    byte[] noise = new byte[content.length - 5];
                    random.nextBytes(noise);
                    System.arraycopy(noise, 0, content, 5, noise.length);
                }
                default -> {
                    // The skeleton stays as it is.
                }
            }
            for (int flips = 1 + random.nextInt(3); flips > 0 && content.length > 5; flips--) {
                int late = (int) (content.length * Math.sqrt(random.nextDouble()));
                content[Math.max(5, late)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                Lamp.unpack(signed(content));
            } catch (InvalidInputException e) {
                refused++;
                assertTrue(e.getMessage().startsWith("the compressed network: "), e.getMessage());
            }
        }
        assertTrue(refused > 20, "seed " + seed + ": only " + refused + " of 80 refused");
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void hugeTensorsOfTinyFilesAreRefused() {
        for (long size : new long[] {1 << 20, 1 << 28, Integer.MAX_VALUE, 1L << 40}) {
            ModelProto.Builder model = ModelProto.newBuilder();
            model.getGraphBuilder()
                    .addInitializer(TensorProto.newBuilder().setDataType(1).addDims(size));
            byte[] skeleton = model.build().toByteArray();
            byte[] forged = new LampWriter(skeleton).finish();

            refused(forged);
        }
    }

    @Test
    void emptyWeightsUnfoldThoughTheyTakeNothing() {
        byte[] model = modelOf(TensorProto.newBuilder()
                .setName("zeros")
                .setDataType(1)
                .addDims(1000)
                .addDims(1000)
                .setRawData(ByteString.copyFrom(new byte[4_000_000])));
        byte[] lamp = Lamp.pack(model, Map.of());

        assertTrue(lamp.length > 3800 && lamp.length < 4000, lamp.length + " bytes");
        assertArrayEquals(model, Lamp.unpack(lamp));
    }

    @Test
    void otherModelsWork() throws IOException {
        byte[] model = modelOf(
                TensorProto.newBuilder().setName("scalar").setDataType(1).setRawData(raw(Tensor.of(new float[] {3}))),
                TensorProto.newBuilder()
                        .setName("list")
                        .setDataType(1)
                        .addDims(2)
                        .addFloatData(1)
                        .addFloatData(-0f),
                TensorProto.newBuilder().setName("none").setDataType(1).addDims(0),
                TensorProto.newBuilder()
                        .setName("integers")
                        .setDataType(7)
                        .addDims(1)
                        .addInt64Data(5),
                TensorProto.newBuilder()
                        .setName("half")
                        .setDataType(10)
                        .addDims(1)
                        .addInt32Data(15360));
        List<TensorProto> read = ModelProto.parseFrom(Lamp.unpack(Lamp.pack(model, Map.of())))
                .getGraph()
                .getInitializerList();
        List<TensorProto> written = ModelProto.parseFrom(model).getGraph().getInitializerList();

        assertEquals(Tensor.of(new float[] {1, -0f}, 2), values(read.get(1)));
        for (int i : new int[] {0, 2, 3, 4}) {
            assertEquals(written.get(i), read.get(i));
        }
        byte[] nothing = modelOf();
        assertArrayEquals(nothing, Lamp.unpack(Lamp.pack(nothing, Map.of())));
    }

    @Test
    void refusesModelsItCantPack() {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName("w").setDataType(1).addDims(2);
        Tensor two = Tensor.of(new float[2], 2);
        notPacked("no ONNX file", new byte[] {1, 2, 3});
        notPacked("no ONNX file", new byte[0]);
        notPacked("values of the shape [2]", modelOf(tensor.clone()));
        notPacked("values of the shape [2]", modelOf(tensor.clone().addFloatData(1)));
        notPacked("values of the shape [2]", modelOf(tensor.clone().setRawData(ByteString.copyFrom(new byte[9]))));
        notPacked("shape [2, -1]", modelOf(tensor.clone().addDims(-1)));
        notPacked("shape [2, 4294967296]", modelOf(tensor.clone().addDims(1L << 32)));
        notPacked("isn't in the file", modelOf(tensor.clone().setDataLocation(TensorProto.DataLocation.EXTERNAL)));
        notPacked(
                "two initializers are called w",
                modelOf(tensor.clone().setRawData(raw(two)), tensor.clone().setRawData(raw(two))));

        byte[] model = modelOf(tensor.clone().setRawData(raw(two)));
        assertThrows(IllegalArgumentException.class, () -> Lamp.pack(model, Map.of("v", Raw.of(two))));
        Tensor other = Tensor.of(new float[2], 1, 2);
        assertThrows(IllegalArgumentException.class, () -> Lamp.pack(model, Map.of("w", Raw.of(other))));
    }

    @Test
    void theReportCoversTheFile() {
        byte[] file = Lamp.pack(tiny(), tinyCodes());
        LampReport report = Lamp.open("tiny", file).report();

        assertEquals(file.length, report.bytes());
        assertEquals(file.length, 5 + 32 + report.skeletonBytes() + report.tensorBytes(), 2);
        assertEquals(
                report.tensorBytes(),
                report.spentBytes().values().stream().mapToDouble(b -> b).sum(),
                1e-6);
        assertEquals(8.0 * file.length / report.values(), report.bitsPerWeight(), 1e-9);
        assertEquals(4.0 * report.values() / file.length, report.compression(), 1e-9);
    }

    private static void notPacked(String complaint, byte[] model) {
        InvalidInputException error = assertThrows(InvalidInputException.class, () -> Lamp.pack(model, Map.of()));
        assertTrue(error.getMessage().startsWith("the ONNX model: "), error.getMessage());
        assertTrue(error.getMessage().contains(complaint), error.getMessage());
    }

    private static void refused(byte[] lamp) {
        InvalidInputException error = assertThrows(InvalidInputException.class, () -> Lamp.unpack(lamp));
        assertEquals(1, error.getMessage().lines().count());
    }

    private static byte[] signed(byte[] content) {
        byte[] file = Arrays.copyOf(content, content.length + 32);
        System.arraycopy(Sha256.digest().digest(content), 0, file, content.length, 32);
        return file;
    }

    private static byte[] modelOf(TensorProto.Builder... initializers) {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("g");
        for (TensorProto.Builder initializer : initializers) {
            graph.addInitializer(initializer);
        }
        return ModelProto.newBuilder().setIrVersion(7).setGraph(graph).build().toByteArray();
    }

    private static ByteString raw(Tensor values) {
        ByteBuffer raw = ByteBuffer.allocate(4 * values.size()).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values.buffer());
        return ByteString.copyFrom(raw);
    }

    private static Tensor values(TensorProto proto) {
        float[] values = new float[proto.getRawData().size() / 4];
        proto.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return Tensor.of(
                values, proto.getDimsList().stream().map(Math::toIntExact).toList());
    }

    private static byte[] tiny() {
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
        return WRITER.encode(
                ExportableNetwork.of(graph, NetworkWeights.of(weights), preprocessing, List.of("no", "yes")));
    }

    private static Map<String, CodedTensor> tinyCodes() {
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
}
