package org.lampyris.evaluation.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.TensorShape;

final class OnnxRunnerTest {
    @TempDir
    Path folder;

    @Test
    void anyBatchGivesTheSameLogits() throws IOException {
        RandomNetworks networks = new RandomNetworks(7);
        NetworkGraph graph = convolutional();
        byte[] images = networks.images(graph, 64);
        int size = (int) graph.input().elements();
        try (OnnxRunner runner = OnnxRunner.open(write(networks.trained(graph)))) {
            float[][] all = runner.logits(ByteBuffer.wrap(images));
            float[][] three = runner.logits(ByteBuffer.wrap(images, size, 3 * size));

            assertEquals(64, all.length);
            for (int i = 0; i < 64; i++) {
                float[][] one = runner.logits(ByteBuffer.wrap(images, i * size, size));
                assertArrayEquals(one[0], all[i], 1e-5f, "image " + i);
            }
            for (int i = 0; i < 3; i++) {
                assertArrayEquals(all[i + 1], three[i], 1e-5f, "image " + i);
            }
        }
    }

    @Test
    void oneThreadGivesTheSameBits() throws IOException {
        RandomNetworks networks = new RandomNetworks(8);
        NetworkGraph graph = convolutional();
        byte[] images = networks.images(graph, 5);
        Path file = write(networks.trained(graph));
        float[][] first;
        try (OnnxRunner runner = OnnxRunner.open(file)) {
            first = runner.logits(ByteBuffer.wrap(images));
            assertArrayEquals(first, runner.logits(ByteBuffer.wrap(images)));
        }
        try (OnnxRunner runner = OnnxRunner.open(file)) {
            assertArrayEquals(first, runner.logits(ByteBuffer.wrap(images)));
        }
        try (OnnxRunner runner = OnnxRunner.open(file, 2)) {
            float[][] two = runner.logits(ByteBuffer.wrap(images));
            for (int i = 0; i < two.length; i++) {
                assertArrayEquals(first[i], two[i], 1e-4f);
            }
        }
    }

    @Test
    void bytesAreUnsignedAndTheBufferStays() throws IOException {
        byte[] bytes = {0, 1, (byte) 128, (byte) 255};
        float[] floats = {0, 1, 128, 255};
        try (OnnxRunner runner = OnnxRunner.open(write(identity()))) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);

            assertArrayEquals(runner.logits(floats), runner.logits(buffer));
            assertArrayEquals(new float[] {0, 1f / 255, 128f / 255, 1}, runner.logits(buffer)[0], 1e-7f);
            assertEquals(4, buffer.remaining());
        }
    }

    @Test
    void accuracyCountsTheLargestLogit() throws IOException {
        int images = 150;
        SplittableRandom random = new SplittableRandom(4);
        byte[] pixels = new byte[4 * images];
        int[] labels = new int[images];
        int right = 0;
        for (int i = 0; i < images; i++) {
            int brightest = random.nextInt(4);
            pixels[4 * i + brightest] = (byte) (128 + random.nextInt(128));
            labels[i] = random.nextInt(3) > 0 ? brightest : (brightest + 1) % 4;
            right += labels[i] == brightest ? 1 : 0;
        }
        TensorShape shape = new TensorShape(1, 2, 2);
        try (OnnxRunner runner = OnnxRunner.open(write(identity()))) {
            assertEquals((double) right / images, runner.accuracy(ByteBuffer.wrap(pixels), shape, labels));
            assertEquals(
                    1.0, runner.accuracy(ByteBuffer.wrap(new byte[4]), shape, new int[] {0}), "the first of equals");

            ByteBuffer buffer = ByteBuffer.wrap(pixels);
            assertThrows(IllegalArgumentException.class, () -> runner.accuracy(buffer, shape, new int[149]));
            TensorShape other = new TensorShape(1, 4, 1);
            assertThrows(IllegalArgumentException.class, () -> runner.accuracy(buffer, other, labels));
            assertThrows(IllegalArgumentException.class, () -> runner.logits(new float[6]));
            assertThrows(IllegalArgumentException.class, () -> runner.logits(new float[0]));
        }
    }

    @Test
    void tellsWhatTheFileSaysOfItself() throws IOException {
        Preprocessing preprocessing = Preprocessing.ofBytes(List.of(0.1, 1 / 3.0), List.of(0.7, 0.3));
        GraphBuilder builder = new GraphBuilder(new TensorShape(2, 3, 5));
        builder.add("fc", new Operator.Dense(2), 0);
        NetworkGraph graph = builder.build();
        NetworkWeights weights = new RandomNetworks(2).weights(graph);
        List<String> classes = List.of("T-shirt/top", "\"ü\"\n\ud83d\udd25");
        Map<String, String> metadata = Map.of("trial", "7", "profile", "a\tb");
        ExportableNetwork network =
                ExportableNetwork.of(graph, weights, preprocessing, classes).with(metadata);
        try (OnnxRunner runner = OnnxRunner.open(write(network))) {
            assertEquals(classes, runner.classes());
            assertEquals(preprocessing, runner.preprocessing());
            assertEquals(metadata, runner.metadata());
            assertEquals(new TensorShape(2, 3, 5), runner.input());
        }
    }

    @Test
    void refusesFilesThatArentOurs() throws IOException {
        assertRefused(folder.resolve("none.onnx"), "there is no such file");
        assertRefused(folder, "can't be read");
        assertRefused(Files.createFile(folder.resolve("empty.onnx")), "not a model of ours");
        assertRefused(Files.writeString(folder.resolve("text.onnx"), "no model at all"), "not a model of ours");

        byte[] bytes = Files.readAllBytes(write(identity()));
        assertRefused(
                Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(bytes, bytes.length / 2)), "not a model of ours");
        byte[] renamed = new String(bytes, StandardCharsets.ISO_8859_1)
                .replace("classes", "clusses")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(Files.write(folder.resolve("other.onnx"), renamed), "no 'classes'");
    }

    @Test
    void damagedFilesAreLoadedOrRefused() throws IOException {
        RandomNetworks networks = new RandomNetworks(9);
        byte[] whole = Files.readAllBytes(write(networks.trained(networks.graph())));
        SplittableRandom random = new SplittableRandom(9);
        int refused = 0;
        for (int round = 0; round < 100; round++) {
            byte[] bytes = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int flips = 1 + random.nextInt(8); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Path file = Files.write(folder.resolve("damaged.onnx"), bytes);
            try (OnnxRunner runner = OnnxRunner.open(file)) {
                assertFalse(runner.classes().isEmpty());
            } catch (InvalidInputException e) {
                refused++;
                assertTrue(String.valueOf(e.getMessage()).startsWith(file + ": "), e.getMessage());
            }
        }
        assertTrue(refused > 25, "only " + refused + " of 100 refused");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void writingLoadsNoNativeLibrary() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WriterProgram.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));

        String output = Files.readString(folder.resolve("out"));
        assertEquals("true false" + System.lineSeparator(), output);
    }

    /** Writes a network and tells what is mapped into memory. */
    static final class WriterProgram {
        private WriterProgram() {}

        public static void main(String[] args) throws IOException {
            byte[] model = new OnnxWriter("1").encode(identity());
            Class<?> runner = OnnxRunner.class;
            String maps = Files.readString(Path.of("/proc/self/maps"));
            boolean loaded = maps.contains("onnxruntime4j") || maps.contains("nd4j") || runner.isInterface();
            System.out.println((model.length > 0) + " " + loaded);
        }
    }

    private static void assertRefused(Path file, String complaint) {
        InvalidInputException error = assertThrows(InvalidInputException.class, () -> OnnxRunner.open(file));
        String message = String.valueOf(error.getMessage());
        assertTrue(message.startsWith(file + ": ") && message.contains(complaint), message);
        assertEquals(1, message.lines().count());
    }

    private Path write(ExportableNetwork network) throws IOException {
        Path file = folder.resolve("network.onnx");
        new OnnxWriter("1").write(file, network);
        return file;
    }

    /** Four pixels, four classes: the logits are the pixels from 0 to 1. */
    private static ExportableNetwork identity() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(1, 2, 2));
        builder.add("fc", new Operator.Dense(4), 0);
        float[] weight = new float[16];
        for (int i = 0; i < 4; i++) {
            weight[5 * i] = 1;
        }
        NetworkWeights weights =
                NetworkWeights.of(Map.of("fc.weight", Tensor.of(weight, 4, 4), "fc.bias", Tensor.of(new float[4], 4)));
        return ExportableNetwork.of(builder.build(), weights, Preprocessing.ofBytes(1), List.of("a", "b", "c", "d"));
    }

    private static NetworkGraph convolutional() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(3, 11, 9));
        int stem = builder.convolutionRelu("stem", 0, 8, 3, 2, 1);
        int depthwise = builder.convolutionRelu("depthwise", stem, 8, 5, 1, 8);
        int sum = builder.add("sum", new Operator.Addition(), stem, depthwise);
        int pooled = builder.add("pool", new Operator.GlobalAveragePooling(), sum);
        builder.add("fc", new Operator.Dense(10), pooled);
        return builder.build();
    }
}
