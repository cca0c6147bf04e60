package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lampyris.experiments.FinishedRun;
import org.lampyris.experiments.RunFolder;
import org.lampyris.search.pareto.ParetoFront;

/** Attention transfer and hints, by the command line alone. */
class InnerTeachingTest {
    @TempDir
    private static Path folder;

    private static String student = "";

    @BeforeAll
    static void prepare() throws IOException {
        Photos.in(folder.resolve("photos"), 3, 16);
        done("train lenet-5 --data FOLDER/photos --image-size 32 --epochs 60 --out FOLDER/wise");
        done("train lenet-5 --data FOLDER/photos --image-size 38 --epochs 60 --out FOLDER/odd");
        Files.writeString(folder.resolve("small.yaml"), SmallSpace.YAML);
        Files.writeString(folder.resolve("experiment.yaml"), """
                space: small.yaml
                data: photos
                strategy: random
                training: {epochs: 60, batch_size: 16}
                """);
        done("search FOLDER/experiment.yaml --trials 2 --out FOLDER/run");
        FinishedRun run = FinishedRun.read(RunFolder.open(folder.resolve("run")));
        student = folder.resolve("run") + ":"
                + ParetoFront.of(run.ingredients().objectives(), run.trials())
                        .members()
                        .get(0)
                        .number();
    }

    private static CommandRun run(String line) {
        return CommandRun.of(line.replace("FOLDER", folder.toString())
                .replace("STUDENT", student)
                .strip()
                .split(" +"));
    }

    private static CommandRun done(String line) {
        CommandRun run = run(line);
        assertEquals(ExitCode.DONE, run.code(), line + ": " + run.err());
        return run;
    }

    private static JsonObject json(String line) {
        return JsonParser.parseString(done(line).out()).getAsJsonObject();
    }

    private static byte[] network(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name).resolve("network.onnx"));
    }

    @Test
    void aTrainingIsTaughtWithin() throws IOException {
        String train = "train lenet-5 --data FOLDER/photos --image-size 32 --epochs 2 --json --teacher"
                + " FOLDER/wise/network.onnx --out FOLDER/";
        JsonObject outputs = json(train + "outputs");
        assertFalse(outputs.has("attentionWeight"), outputs.toString());
        JsonObject off = json(train + "off --attention 0 --hints 0");
        assertFalse(off.has("attentionWeight"), off.toString());
        assertArrayEquals(network("outputs"), network("off"), "a weight of 0 is off");
        List<byte[]> all = new ArrayList<>(List.of(network("outputs")));
        for (String weights : List.of("--attention 2", "--hints 0.5", "--attention 2 --hints 0.5")) {
            String name = "taught" + all.size();
            JsonObject manifest = json(train + name + " " + weights);
            assertEquals(
                    weights.contains("attention") ? 2 : 0,
                    manifest.get("attentionWeight").getAsDouble());
            assertEquals(
                    weights.contains("hints") ? 0.5 : 0,
                    manifest.get("hintsWeight").getAsDouble());
            byte[] network = network(name);
            assertTrue(all.stream().noneMatch(other -> Arrays.equals(other, network)), weights);
            all.add(network);
        }
        done(train + "again --attention 2 --hints 0.5");
        assertArrayEquals(network("taught3"), network("again"), "the same seed, the same bits");
    }

    /** A map of 16x16 pixels is averaged down, since the teacher has none of the student's sizes, 8x8, 4x4 and 2x2. */
    @Test
    void whatATeacherOfOtherImagesAddsIsSaid() {
        done("train lenet-5 --data FOLDER/photos --image-size 36 --epochs 60 --out FOLDER/large");
        String bench = "bench teacher STUDENT --seeds 2 --epochs 4 --json --teacher ";
        JsonObject other = json(bench + "FOLDER/large/network.onnx --attention 3 --hints 1");
        assertEquals(3, other.get("attention_weight").getAsDouble());
        assertEquals(1, other.get("hints_weight").getAsDouble());
        assertEquals(2, other.getAsJsonArray("seeds").size());
        JsonObject run = json(bench + "FOLDER/run --attention 3");
        assertTrue(run.has("test_gain"), run.toString());
        assertFalse(json(bench + "FOLDER/run").has("attention_weight"));
    }

    @Test
    void fineTuningIsTaughtWithin() {
        String compress = "compress FOLDER/wise/network.onnx --data FOLDER/photos --profile raspberry-pi-4 --json"
                + " --epochs 2 --max-drop 100 --teacher FOLDER/wise/network.onnx --attention 1 --hints 0.3 --steps ";
        JsonObject distilled = json(compress + "distill --out FOLDER/distilled");
        assertEquals(1, distilled.get("attentionWeight").getAsDouble());
        assertEquals(0.3, distilled.get("hintsWeight").getAsDouble());
        JsonObject trimmed = json(compress + "trim,prune --latency-speedup 1.3 --size 300KB --out FOLDER/trimmed");
        assertEquals(3, trimmed.getAsJsonArray("steps").size(), trimmed.toString());
    }

    @Test
    void aTeacherInIntegersHasNoFeaturesToShow() {
        done("compress FOLDER/wise/network.onnx --data FOLDER/photos --profile raspberry-pi-4 --steps quantize"
                + " --max-drop 100 --out FOLDER/int8");
        String train = "train lenet-5 --data FOLDER/photos --image-size 32 --epochs 1 --teacher"
                + " FOLDER/int8/network.onnx --out FOLDER/never ";
        refused(train + "--attention 1", ExitCode.BAD_INPUT, "QuantizeLinear");
    }

    private static void refused(String line, int code, String words) {
        CommandRun run = run(line);
        assertEquals(code, run.code(), line + ": " + run.err());
        assertEquals(1, run.err().strip().lines().count(), run.err());
        assertTrue(run.err().contains(words), run.err());
        assertTrue(Files.notExists(folder.resolve("never")), line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --attention 1                                               | 2 | --attention needs a --teacher
            --hints 1                                                   | 2 | --hints needs a --teacher
            --teacher FOLDER/wise/network.onnx --attention -1           | 2 | must be from 0 to 10000
            --teacher FOLDER/wise/network.onnx --hints NaN              | 2 | the weight of hints is NaN
            --teacher FOLDER/run:front --attention 1                    | 3 | a front has several
            --teacher FOLDER/wise/network.onnx --attention 1 --shift 2  | 3 | these are moved by up to 2 pixels
            --teacher FOLDER/odd/network.onnx --hints 1                 | 3 | (34x34, 17x17, 13x13, 6x6) and those of the network (28x28, 14x14, 10x10, 5x5)
            """)
    void whatDoesNotFitIsRefusedBeforeAnythingIsTrained(String options, int code, String words) {
        refused(
                "train lenet-5 --data FOLDER/photos --image-size 32 --epochs 1 --out FOLDER/never " + options,
                code,
                words);
    }

    @Test
    void aNetworkWithoutFeatureMapsIsRefused() {
        refused(
                "train lenet-300-100 --data FOLDER/photos --image-size 32 --epochs 1 --out FOLDER/never --teacher"
                        + " FOLDER/wise/network.onnx --hints 1",
                ExitCode.BAD_INPUT,
                "those of the network (none) have no size in common");
        refused(
                "compress FOLDER/wise/network.onnx --data FOLDER/photos --profile raspberry-pi-4 --steps distill"
                        + " --out FOLDER/never --teacher FOLDER/odd/network.onnx --attention 1",
                ExitCode.BAD_INPUT,
                "have no size in common");
    }

    @Test
    void aSearchSaysWhatToUseInstead() throws IOException {
        String search = "search FOLDER/experiment.yaml --trials 1 --out FOLDER/never --teacher FOLDER/run ";
        refused(search + "--attention 1", ExitCode.WRONG_USE, "'lampyris compress RUN:TRIAL --steps distill'");
        refused(search + "--hints 1", ExitCode.WRONG_USE, "--hints: a search is taught by the teacher's outputs");
        Path file = folder.resolve("attentive.yaml");
        Files.writeString(
                file,
                Files.readString(folder.resolve("experiment.yaml"))
                        .replace("training: {", "training: {teacher: run, attention: 1, "));
        refused("search " + file + " --out FOLDER/never", ExitCode.BAD_INPUT, "attention");
    }
}
