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
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lampyris.evaluation.onnx.Lamp;
import org.lampyris.evaluation.onnx.reading.OnnxImporter;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;

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
                "120KB",
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
        assertEquals(
                "40.0 % of the weights left",
                steps.get(1).getAsJsonObject().get("note").getAsString());
        assertTrue(after.get("bytes").getAsLong() <= 120_000, run.out());
        assertTrue(before.get("bytes").getAsLong() > 1_000_000, run.out());
        assertTrue(zeros(out.resolve("network.onnx")) > 0.55, "zeros: " + zeros(out.resolve("network.onnx")));
        assertEquals(after.get("bytes").getAsLong(), Files.size(out.resolve("network.lamp")));
        assertArrayEquals(
                Files.readAllBytes(out.resolve("network.onnx")),
                Lamp.unpack(Files.readAllBytes(out.resolve("network.lamp"))));
        assertEquals(
                JsonParser.parseString(run.out()),
                JsonParser.parseString(Files.readString(out.resolve("manifest.json"))));
    }

    private static double zeros(Path model) {
        int zeros = 0;
        int all = 0;
        for (Map.Entry<String, Tensor> entry :
                OnnxImporter.read(model).network().weights().tensors().entrySet()) {
            if (entry.getKey().endsWith(NetworkWeights.WEIGHT)) {
                all += entry.getValue().size();
                for (int i = 0; i < entry.getValue().size(); i++) {
                    zeros += entry.getValue().value(i) == 0 ? 1 : 0;
                }
            }
        }
        return zeros / (double) all;
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
    void aTrainingThatDivergesIsNamed() {
        Path out = folder.resolve("diverged");
        CommandRun run = compress("--steps", "prune", "--learning-rate", "1", "--epochs", "1", "--out", out.toString());
        assertEquals(ExitCode.BAD_INPUT, run.code(), run.err());
        assertTrue(run.err().contains("prune can't train it: the loss is NaN in epoch 1, step "), run.err());
        assertTrue(run.err().strip().endsWith(" Try a lower learning rate."), run.err());
        assertFalse(Files.exists(out));
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
        JsonObject before = manifest.getAsJsonArray("steps").get(0).getAsJsonObject();
        assertEquals(before.get("bytes").getAsLong(), Files.size(out.resolve("network.onnx")));
        assertEquals(
                OnnxImporter.read(trained).network().graph().nodes(),
                OnnxImporter.read(out.resolve("network.onnx")).network().graph().nodes());
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
                "--bits 4 | a number of bits is for quantize",
                "--steps distill --size 9KB | a size is for prune, allocate and an encode without quantize",
                "--steps quantize,encode --size 9KB | a size is for prune, allocate and an encode without quantize",
                "--steps quantize --mixed | mixed needs a number of bits",
                "--steps allocate | allocate needs a goal, a size",
                "--steps allocate,encode --size 9KB | takes the place of prune, quantize and encode",
                "--weights lightnn-1 | a kind of weights is for quantize",
                "--steps quantize --weights ternary | there are no weights 'ternary', choose among int, lightnn-1,",
                "--steps quantize --weights lightnn-2 --bits 8 | bits and mixed are for weights that are int",
                "--steps quantize --weights flightnn --mixed | but they are flightnn",
                "--temperature 3 | --temperature needs a --teacher",
                "--steps quantize --teacher nobody | there is no such run or file",
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
        Map<String, String> wrong = Map.of(
                text.toString(),
                "it is no ONNX file",
                folder.toString(),
                "There is no file",
                "nothing.onnx",
                "There is no file nothing.onnx",
                folder + ":3",
                "no run folder");
        wrong.forEach((name, words) -> {
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
            assertTrue(run.err().contains(words), run.err());
        });
        assertFalse(Files.exists(folder.resolve("never")));
    }

    @Test
    void waysToStoreWeightsAreCompared() {
        CommandRun shared = CommandRun.of("bench", "weights", trained.toString());
        assertEquals(ExitCode.DONE, shared.code(), shared.err());
        List<String> sharing = shared.out().lines().toList();
        assertEquals(3, sharing.size(), shared.out());
        assertTrue(figure(sharing.get(0), "plain_kmeans") < figure(sharing.get(2), "plain_kmeans"), shared.out());
        CommandRun tuned = CommandRun.of("bench", "weights", trained.toString(), "--tuned", "--epochs", "1");
        List<String> lines = tuned.out().lines().toList();
        assertEquals(5, lines.size(), tuned.err());
        double start = figure(lines.get(0), "accuracy");
        assertEquals(start, figure(lines.get(1), "accuracy"), 0.03, tuned.out());
        assertEquals(8, figure(lines.get(2), "bits"));
        assertTrue(figure(lines.get(3), "bits") >= 4 && figure(lines.get(3), "bits") < 9, tuned.out());
        assertEquals(4, figure(lines.get(4), "bits"));
        assertEquals(start, figure(lines.get(4), "accuracy"), 0.15, tuned.out());
    }

    /** The number after a name in a line of {@code name=number}. */
    private static double figure(String line, String name) {
        int at = line.indexOf(name + "=") + name.length() + 1;
        return Double.parseDouble(line.substring(at).split(" ", -1)[0]);
    }

    @Test
    void anExistingFolderIsLeftAsItIs() {
        CommandRun run = compress("--steps", "quantize", "--out", folder.toString());
        assertEquals(ExitCode.BAD_INPUT, run.code());
        assertTrue(run.err().contains("exists and is left as it is"), run.err());
    }
}
