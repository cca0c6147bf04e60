package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.onnx.reading.OnnxImporter;

/** What {@code compress} keeps until it is done, and the step that trains least. */
class CompressGoesOnTest extends SmallCompression {
    @Test
    void whatWasTrainedBeforeItWasKilledIsTakenUp() throws IOException, InterruptedException {
        String options = "--max-drop 100 --size 5KB --steps prune";
        Path whole = folder.resolve("unhurt");
        steps(whole, options);
        assertFalse(Files.exists(folder.resolve("unhurt.unfinished")));

        Path killed = folder.resolve("killed");
        Path kept = folder.resolve("killed.unfinished");
        Program.kill(1, line -> line.startsWith("prune:"), arguments(killed, options));
        assertFalse(Files.exists(killed));
        Path foreign = Files.writeString(kept.resolve("mine.safetensors"), "mine");
        assertTrue(content(kept).size() >= 2, content(kept).toString());
        Files.writeString(kept.resolve("." + "0".repeat(64) + ".safetensors.1-1.tmp"), "half");
        CommandRun again = CommandRun.of(arguments(killed, options).toArray(String[]::new));
        assertEquals(ExitCode.DONE, again.code(), again.err());
        assertTrue(again.err().contains("goes on with what was trained before, kept in " + kept), again.err());
        String name = "network.onnx";
        assertArrayEquals(Files.readAllBytes(whole.resolve(name)), Files.readAllBytes(killed.resolve(name)));
        assertEquals(List.of(foreign), content(kept), "nothing is left but what is somebody else's");
    }

    @Test
    void aFileWhereTheUnfinishedIsKeptIsNamed() throws IOException {
        Path out = folder.resolve("blocked");
        Files.writeString(folder.resolve("blocked.unfinished"), "mine");
        CommandRun run = CommandRun.of(arguments(out, "--steps distill").toArray(String[]::new));
        assertEquals(ExitCode.BAD_INPUT, run.code(), run.err());
        assertTrue(run.err().contains("blocked.unfinished is a file"), run.err());
        assertEquals("mine", Files.readString(folder.resolve("blocked.unfinished")));
    }

    @Test
    void oneAllocationComesToTheSize() {
        Path out = folder.resolve("allocated");
        JsonObject small = last(steps(out, "--max-drop 100 --size 5KB --steps allocate"));
        assertTrue(small.get("note").getAsString().endsWith("by one allocation"), small.toString());
        assertTrue(small.get("bytes").getAsLong() <= 5000, small.toString());
        assertTrue(small.get("bytes").getAsLong() > 4000, small.toString());
        assertTrue(small.get("validationAccuracy").getAsDouble() > 0.5, small.toString());
        assertTrue(Files.exists(out.resolve("network.lamp")));
    }

    @Test
    void aSizeThatNothingFitsIsNamedBeforeAnythingIsTrained() {
        Path out = folder.resolve("never");
        CommandRun run = CommandRun.of(
                arguments(out, "--max-drop 100 --size 500B --steps allocate").toArray(String[]::new));
        assertEquals(ExitCode.BAD_INPUT, run.code(), run.err());
        assertTrue(run.err().contains("500 bytes are too few"), run.err());
        Matcher least = Pattern.compile("give at least ([0-9]+)\\.").matcher(run.err());
        assertTrue(least.find(), run.err());
        int enough = Integer.parseInt(least.group(1));
        assertTrue(enough > 500 && enough <= 5000, run.err());
        CommandRun close = CommandRun.of(arguments(out, "--max-drop 100 --size " + (enough - 2) + "B --steps allocate")
                .toArray(String[]::new));
        assertTrue(close.err().contains(enough - 2 + " bytes are too few"), close.err());
        assertFalse(Files.exists(out));
        assertFalse(Files.exists(folder.resolve("never.unfinished")));
    }

    @Test
    void whatIsDoneStaysThoughTheNextStepCant() throws IOException {
        Path out = folder.resolve("half-done");
        JsonArray steps = steps(out, "--max-drop 100 --size 500B --steps distill,allocate");
        assertTrue(last(steps).get("note").getAsString().contains("undone: "), steps.toString());
        assertTrue(last(steps).get("note").getAsString().contains("500 bytes are too few"), steps.toString());
        assertNotEquals(
                OnnxImporter.read(trained).network().weights(),
                OnnxImporter.read(out.resolve("network.onnx")).network().weights());
    }

    private static List<Path> content(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.toList();
        }
    }
}
