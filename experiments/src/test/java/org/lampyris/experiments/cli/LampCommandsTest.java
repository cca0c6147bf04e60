package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.evaluation.onnx.ExportableNetwork;
import org.lampyris.evaluation.onnx.OnnxWriter;
import org.lampyris.evaluation.onnx.Preprocessing;
import org.lampyris.evaluation.training.InitialWeights;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.TensorShape;

/** {@code pack} and {@code unpack}. */
class LampCommandsTest {
    @TempDir
    Path folder;

    private Path model = Path.of("");
    private Path lamp = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void writeModel() throws IOException {
        GraphBuilder builder = new GraphBuilder(new TensorShape(1, 4, 4));
        builder.add("conv", new Operator.Convolution(3, 3, 1, 1, true), 0);
        builder.add("pooled", new Operator.GlobalAveragePooling(), 1);
        builder.add("dense", new Operator.Dense(2), 2);
        var graph = builder.build();
        model = folder.resolve("model.onnx");
        lamp = folder.resolve("model.lamp");
        out = folder.resolve("unpacked.onnx");
        new OnnxWriter("1")
                .write(
                        model,
                        ExportableNetwork.of(
                                graph, InitialWeights.of(graph, 1), Preprocessing.ofBytes(1), List.of("no", "yes")));
    }

    private CommandRun pack() {
        return CommandRun.of("pack", model.toString(), "--out", lamp.toString());
    }

    private CommandRun unpack() {
        return CommandRun.of("unpack", lamp.toString(), "--out", out.toString());
    }

    @Test
    void thereAndBack() throws IOException {
        CommandRun packed = pack();
        CommandRun unpacked = unpack();

        assertEquals(ExitCode.DONE, packed.code(), packed.err());
        assertEquals(ExitCode.DONE, unpacked.code(), unpacked.err());
        assertArrayEquals(Files.readAllBytes(model), Files.readAllBytes(out));
        assertTrue(Files.size(lamp) < Files.size(model));
        List<String> lines = unpacked.out().lines().toList();
        assertEquals(
                "Unpacked " + lamp + " (" + Files.size(lamp) + " bytes) to " + out + " ("
                        + String.format(Locale.ROOT, "%,d", Files.size(out)) + " bytes)",
                lines.get(0));
        assertTrue(lines.get(2).matches("tensor +values +non-zero +bytes +bits per weight +code"), lines.get(2));
        assertTrue(
                lines.stream().anyMatch(line -> line.matches("conv.weight +27 +27 +[0-9]+ +[0-9]+\\.[0-9]{2} +Raw")),
                unpacked.out());
        assertTrue(packed.out().contains("which unpacks to the same bytes"), packed.out());
        assertEquals(
                lines.subList(2, lines.size()), packed.out().lines().skip(2).toList());
    }

    @Test
    void changedBytesAreRefused() throws IOException {
        assertEquals(ExitCode.DONE, pack().code());
        byte[] content = Files.readAllBytes(lamp);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < content.length; i += 7) {
            byte[] changed = content.clone();
            changed[i] ^= (byte) (1 + random.nextInt(255));
            Files.write(lamp, changed);
            refused(unpack(), "model.lamp: no .lamp file: ");
        }
    }

    @Test
    void cutOffFilesAreRefused() throws IOException {
        assertEquals(ExitCode.DONE, pack().code());
        byte[] content = Files.readAllBytes(lamp);
        for (int length = 0; length < content.length; length += 1 + length / 8) {
            Files.write(lamp, Arrays.copyOf(content, length));
            refused(unpack(), "model.lamp: no .lamp file: ");
        }
        Files.write(lamp, Arrays.copyOf(content, content.length + 1));
        refused(unpack(), "model.lamp: no .lamp file: ");
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        String there = out.toString();
        refused(CommandRun.of("unpack", model.toString(), "--out", there), "model.onnx: no .lamp file: ");
        refused(
                CommandRun.of("unpack", folder.toString(), "--out", there),
                folder + ": it can't be read, it is a folder. A .lamp file");
        refused(CommandRun.of("unpack", lamp.toString(), "--out", there), "model.lamp: there is no such file. A .lamp");
        refused(
                CommandRun.of("pack", folder.toString(), "--out", there),
                folder + ": it can't be read, it is a folder. An ONNX file");
        refused(CommandRun.of("pack", lamp.toString(), "--out", there), "model.lamp: there is no such file. An ONNX");
        assertEquals(ExitCode.DONE, pack().code());
        refused(CommandRun.of("pack", lamp.toString(), "--out", there), "model.lamp: it is no ONNX file");
        Path text = Files.writeString(folder.resolve("text"), "no network\n");
        refused(CommandRun.of("pack", text.toString(), "--out", there), "text: it is no ONNX file");
        refused(CommandRun.of("unpack", text.toString(), "--out", there), "text: no .lamp file");
        Path empty = Files.createFile(folder.resolve("empty"));
        refused(CommandRun.of("pack", empty.toString(), "--out", there), "empty: it is no ONNX file");
        refused(CommandRun.of("unpack", empty.toString(), "--out", there), "empty: no .lamp file");
    }

    @Test
    void unreadableFilesAreRefused() {
        assertEquals(ExitCode.DONE, pack().code());
        Assumptions.assumeTrue(
                lamp.toFile().setReadable(false) && !Files.isReadable(lamp), "this user can read every file");
        refused(unpack(), "model.lamp: it can't be read, there is no permission");
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Files.writeString(lamp, "mine");
        refused(pack(), lamp + " exists and is left as it is");
        assertEquals("mine", Files.readString(lamp));
        Files.delete(lamp);
        assertEquals(ExitCode.DONE, pack().code());
        Files.writeString(out, "mine");
        CommandRun again = unpack();
        assertEquals(ExitCode.BAD_INPUT, again.code());
        assertTrue(again.err().contains(out + " exists and is left as it is"), again.err());
        assertEquals("mine", Files.readString(out));
        out = folder.resolve("nowhere").resolve("unpacked.onnx");
        refused(unpack(), "there is no folder for " + out);
    }

    @Test
    void weightsOutsideAreRefused() throws IOException {
        ModelProto.Builder outside = ModelProto.parseFrom(Files.readAllBytes(model)).toBuilder();
        outside.getGraphBuilder().getInitializerBuilder(0).clearRawData();
        Files.write(model, outside.build().toByteArray());
        refused(pack(), "model.onnx: the initializer ");
        assertFalse(Files.exists(lamp));
    }

    @Test
    void namesCantDriveATerminal() throws IOException {
        ModelProto.Builder named = ModelProto.parseFrom(Files.readAllBytes(model)).toBuilder();
        named.getGraphBuilder().getInitializerBuilder(0).setName("a\u001b[2J\n" + "b".repeat(500));
        Files.write(model, named.build().toByteArray());
        CommandRun packed = pack();
        assertEquals(ExitCode.DONE, packed.code(), packed.err());
        assertTrue(packed.out().contains("\na?[2J?bbb"), packed.out());
        assertTrue(packed.out().lines().allMatch(line -> line.length() < 300), packed.out());
    }

    private void refused(CommandRun run, String message) {
        assertEquals(ExitCode.BAD_INPUT, run.code(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(message), run.err());
        assertEquals("", run.out());
        assertFalse(Files.exists(out), run.err());
    }
}
