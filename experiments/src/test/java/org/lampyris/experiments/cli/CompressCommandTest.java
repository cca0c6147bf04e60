package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lampyris.evaluation.onnx.Lamp;

/** From a network that is trained here to one that is small, by the command line alone. */
class CompressCommandTest {
    @TempDir
    static Path folder;

    private static Path trained;

    @BeforeAll
    static void train() {
        Path out = folder.resolve("lenet");
        CommandRun run = CommandRun.of(
                "train", "lenet-300-100", "--data", "fashion-mnist-mini", "--epochs", "2", "--out", out.toString());
        assertEquals(ExitCode.DONE, run.code(), run.err());
        assertTrue(run.out().startsWith("Trained lenet-300-100: test accuracy 0."), run.out());
        trained = out.resolve("network.onnx");
    }

    private static CommandRun compress(String... more) {
        String[] all = new String[more.length + 4];
        all[0] = "compress";
        all[1] = trained.toString();
        all[2] = "--profile";
        all[3] = "raspberry-pi-4";
        System.arraycopy(more, 0, all, 4, more.length);
        return CommandRun.of(all);
    }

    @Test
    void aNetworkIsPrunedSharedAndPacked() throws IOException {
        Path out = folder.resolve("packed");
        CommandRun run = compress(
                "--steps",
                "prune,encode",
                "--max-drop",
                "5",
                "--size",
                "60KB",
                "--epochs",
                "1",
                "--learning-rate",
                "0.05",
                "--json",
                "--out",
                out.toString());
        assertEquals(ExitCode.DONE, run.code(), run.err());
        JsonArray steps = JsonParser.parseString(run.out()).getAsJsonObject().getAsJsonArray("steps");
        JsonObject before = steps.get(0).getAsJsonObject();
        JsonObject after = steps.get(2).getAsJsonObject();
        assertEquals("encode", after.get("step").getAsString());
        double smaller = before.get("bytes").getAsDouble() / after.get("bytes").getAsDouble();
        assertTrue(smaller > 10, "only " + smaller + " times smaller: " + run.out());
        double drop = before.get("validationAccuracy").getAsDouble()
                - after.get("validationAccuracy").getAsDouble();
        assertTrue(drop <= 0.05, run.out());
        assertEquals(after.get("bytes").getAsLong(), Files.size(out.resolve("network.lamp")));
        assertArrayEquals(
                Files.readAllBytes(out.resolve("network.onnx")),
                Lamp.unpack(Files.readAllBytes(out.resolve("network.lamp"))));
        assertEquals(
                JsonParser.parseString(run.out()),
                JsonParser.parseString(Files.readString(out.resolve("manifest.json"))));
    }

    @Test
    void aNetworkIsQuantized() throws IOException {
        Path out = folder.resolve("int8");
        CommandRun run = compress("--steps", "quantize", "--out", out.toString());
        assertEquals(ExitCode.DONE, run.code(), run.err());
        List<String> lines = run.out().lines().toList();
        assertTrue(lines.get(2).startsWith("quantize"), run.out());
        assertTrue(lines.get(2).contains("weights 8 bits, activations 8"), run.out());
        assertTrue(Files.size(out.resolve("network.onnx")) < Files.size(trained) / 3);
        assertFalse(Files.exists(out.resolve("network.lamp")));
    }

    @Test
    void aStepThatCostsTooMuchIsUndone() throws IOException {
        Path out = folder.resolve("undone");
        CommandRun run = compress(
                "--steps",
                "trim",
                "--latency-speedup",
                "10",
                "--max-drop",
                "0",
                "--learning-rate",
                "0.000001",
                "--epochs",
                "1",
                "--out",
                out.toString());
        assertEquals(ExitCode.DONE, run.code(), run.err());
        assertTrue(run.out().contains("undone: the validation accuracy would fall by"), run.out());
        JsonObject manifest = JsonParser.parseString(Files.readString(out.resolve("manifest.json")))
                .getAsJsonObject();
        assertEquals(2, manifest.getAsJsonArray("steps").size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--steps encode,prune | must be in the order",
                "--steps fly | there is no step 'fly'",
                "--steps trim | need a goal",
                "--max-drop -1 | --max-drop is -1",
                "--bits 9 | --bits is 9",
                "--size tiny | 'tiny' is no size",
                "--data no-such-folder | no-such-folder",
                "--epochs 0 | --epochs is 0"
            })
    void wrongSettingsAreNamed(String options, String words) {
        Path out = folder.resolve("never");
        String[] more = (options + " --out " + out).split(" ", -1);
        CommandRun run = compress(more);
        assertTrue(run.code() == ExitCode.WRONG_USE || run.code() == ExitCode.BAD_INPUT, run.err());
        assertEquals(1, run.err().strip().lines().count(), run.err());
        assertTrue(run.err().contains(words), run.err());
        assertFalse(Files.exists(out));
    }

    @Test
    void whatIsNoNetworkIsNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("text.onnx"), "hello");
        for (String name : List.of(text.toString(), folder.toString(), "nothing.onnx", folder + ":3")) {
            CommandRun run = CommandRun.of(
                    "compress",
                    name,
                    "--profile",
                    "raspberry-pi-4",
                    "--data",
                    "fashion-mnist-mini",
                    "--out",
                    folder.resolve("never").toString());
            assertEquals(ExitCode.BAD_INPUT, run.code(), run.err());
            assertEquals(1, run.err().strip().lines().count(), run.err());
        }
    }

    @Test
    void waysToStoreWeightsAreCompared() {
        CommandRun shared = CommandRun.of("bench", "weights", trained.toString());
        assertEquals(ExitCode.DONE, shared.code(), shared.err());
        assertEquals(3, shared.out().lines().count(), shared.out());
        assertTrue(shared.out().startsWith("bits=2 plain_kmeans=0."), shared.out());
        CommandRun tuned = CommandRun.of("bench", "weights", trained.toString(), "--tuned", "--epochs", "1");
        List<String> lines = tuned.out().lines().toList();
        assertEquals(5, lines.size(), tuned.err());
        assertTrue(lines.get(1).startsWith("weights=int8 bits=8.00 accuracy=0."), tuned.out());
        assertTrue(lines.get(3).startsWith("weights=FLightNN"), tuned.out());
    }

    @Test
    void anExistingFolderIsLeftAsItIs() {
        CommandRun run = compress("--steps", "quantize", "--out", folder.toString());
        assertEquals(ExitCode.BAD_INPUT, run.code());
        assertTrue(run.err().contains("exists and is left as it is"), run.err());
    }
}
