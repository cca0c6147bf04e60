package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches that end with a compressed network. */
class RunCompressionTest {
    @TempDir
    private static Path folder;

    private static CommandRun searched(Path run, String section) throws IOException {
        Files.writeString(folder.resolve("small.yaml"), SmallSpace.YAML);
        Path experiment = Files.writeString(folder.resolve(run.getFileName() + ".yaml"), """
                strategy: random
                space: small.yaml
                search: {trials: 1, window: 1}
                training: {epochs: 1}
                compress: %s
                """.formatted(section));
        return CommandRun.of("search", experiment.toString(), "--workers", "1", "--out", run.toString());
    }

    @Test
    void theRunHoldsTheSmallNetworkAndAResumeMakesItAnew() throws IOException {
        Path run = folder.resolve("run");
        CommandRun first = searched(run, "{select: best, steps: [encode], max_drop: 5, epochs: 1}");
        assertEquals(ExitCode.DONE, first.code(), first.err());
        assertTrue(first.out().contains("\nencode "), first.out());
        Path lamp = run.resolve("compressed/network.lamp");
        byte[] small = Files.readAllBytes(lamp);
        assertTrue(small.length < Files.size(run.resolve("compressed/network.onnx")) / 2);

        CommandRun again = CommandRun.of("resume", run.toString());
        assertEquals(ExitCode.DONE, again.code(), again.err());
        assertTrue(again.err().contains("left as it is"), again.err());
        assertFalse(again.out().contains("\nencode "), again.out());

        Files.delete(lamp);
        Files.delete(run.resolve("compressed/network.onnx"));
        Files.delete(run.resolve("compressed/manifest.json"));
        Files.delete(run.resolve("compressed"));
        CommandRun anew = CommandRun.of("resume", run.toString(), "--json");
        assertEquals(ExitCode.DONE, anew.code(), anew.err());
        var json = JsonParser.parseString(anew.out()).getAsJsonObject();
        assertEquals(
                2, json.getAsJsonObject("compressed").getAsJsonArray("steps").size());
        assertArrayEquals(small, Files.readAllBytes(lamp), "the same seed gives the same file");
    }

    @Test
    void aSelectionThatHasNoNetworkSaysSoAndLeavesTheRunWhole() throws IOException {
        Path run = folder.resolve("none");
        CommandRun search = searched(run, "{select: latency<=0.000001ms, steps: [encode]}");
        assertEquals(ExitCode.BAD_INPUT, search.code(), search.err());
        assertTrue(search.err().contains("The search is finished and kept"), search.err());
        assertFalse(Files.exists(run.resolve("compressed")));
        CommandRun json = CommandRun.of("resume", run.toString(), "--json");
        assertEquals(ExitCode.BAD_INPUT, json.code(), json.err());
        assertEquals(
                1,
                JsonParser.parseString(json.out())
                        .getAsJsonObject()
                        .get("trained")
                        .getAsInt());
        assertEquals(ExitCode.DONE, CommandRun.of("show", run.toString()).code());
    }
}
