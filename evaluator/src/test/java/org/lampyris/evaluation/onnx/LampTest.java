package org.lampyris.evaluation.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.compression.coding.CodedTensor;
import org.lampyris.evaluation.compression.coding.Half;
import org.lampyris.evaluation.compression.coding.LampReport;
import org.lampyris.evaluation.compression.coding.PowersOfTwo;
import org.lampyris.evaluation.compression.coding.Raw;
import org.lampyris.evaluation.compression.coding.Shared;
import org.lampyris.evaluation.compression.coding.Uniform;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.NetworkGraph;

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
                CodedTensor code = anyCode(random, TinyLamp.values(constant));
                codes.put(constant.getName(), code);
                constants.setInitializer(i, constant.toBuilder().setRawData(TinyLamp.raw(code.decode())));
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
                yield Shared.of(Half.round(Tensor.of(floats, values.shape())).decode());
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
        assertArrayEquals(golden, Lamp.pack(TinyLamp.model(), TinyLamp.codes()));
        Lamp lamp = Lamp.open("golden.lamp", golden);
        TinyLamp.codes()
                .forEach((name, code) -> assertEquals(
                        code.decode(),
                        Objects.requireNonNull(lamp.codes().get(name)).decode(),
                        name));
        assertTrue(golden.length < 600, golden.length + " bytes");
    }

    @Test
    void emptyWeightsUnfoldThoughTheyTakeNothing() {
        byte[] model = TinyLamp.modelOf(TensorProto.newBuilder()
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
        byte[] model = TinyLamp.modelOf(
                TensorProto.newBuilder()
                        .setName("scalar")
                        .setDataType(1)
                        .setRawData(TinyLamp.raw(Tensor.of(new float[] {3}))),
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

        assertEquals(Tensor.of(new float[] {1, -0f}, 2), TinyLamp.values(read.get(1)));
        for (int i : new int[] {0, 2, 3, 4}) {
            assertEquals(written.get(i), read.get(i));
        }
        byte[] nothing = TinyLamp.modelOf();
        assertArrayEquals(nothing, Lamp.unpack(Lamp.pack(nothing, Map.of())));
    }

    @Test
    void theReportCoversTheFile() {
        byte[] file = Lamp.pack(TinyLamp.model(), TinyLamp.codes());
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
}
