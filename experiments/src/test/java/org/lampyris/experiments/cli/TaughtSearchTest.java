package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lampyris.experiments.FinishedRun;
import org.lampyris.experiments.RunFolder;
import org.lampyris.search.pareto.ParetoFront;

/** Searches whose trainings all have a teacher, by the command line alone. */
class TaughtSearchTest {
    private static final int TRIALS = 3;

    @TempDir
    private static Path folder;

    private static Path whole = Path.of("");

    @BeforeAll
    static void search() throws IOException {
        Photos.in(folder.resolve("photos"), 3, 16);
        Photos.in(folder.resolve("others"), 2, 16);
        teacher("photos", "wise", "60", "0.05");
        teacher("photos", "clueless", "1", "1e-9");
        teacher("others", "stranger", "60", "0.05");
        Files.writeString(folder.resolve("small.yaml"), SmallSpace.YAML);
        Files.writeString(folder.resolve("experiment.yaml"), """
                halving: {first: 2, eta: 2}
                search: {window: 2, seed: 5}
                strategy: random
                space: small.yaml
                data: photos
                training: {epochs: 8, batch_size: 16, teacher: wise/network.onnx, teacher_weight: 0.5}
                """);
        whole = folder.resolve("whole");
        CommandRun run = CommandRun.of(searching(whole, TRIALS, 2).toArray(String[]::new));
        assertEquals(ExitCode.DONE, run.code(), run.err());
    }

    private static void teacher(String photos, String name, String epochs, String rate) {
        CommandRun run = CommandRun.of(
                "train",
                "lenet-300-100",
                "--data",
                folder.resolve(photos).toString(),
                "--epochs",
                epochs,
                "--learning-rate",
                rate,
                "--out",
                folder.resolve(name).toString());
        assertEquals(ExitCode.DONE, run.code(), run.err());
    }

    private static List<String> searching(Path run, int trials, int workers, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "search",
                folder.resolve("experiment.yaml").toString(),
                "--trials",
                Integer.toString(trials),
                "--workers",
                Integer.toString(workers),
                "--out",
                run.toString()));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private static CommandRun ran(List<String> arguments) {
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void whatTheTeacherSaidIsKeptAndItsNameResolved() throws IOException {
        assertTrue(Files.exists(whole.resolve("teacher.logits")));
        String experiment = Files.readString(whole.resolve("experiment.yaml"));
        assertTrue(experiment.contains(folder.resolve("wise/network.onnx").toString()), experiment);
        assertTrue(experiment.contains("teacher_weight: 0.5"), experiment);
        assertTrue(Files.readString(whole.resolve("origin.yaml")).contains("teacher:\n  sha256: "));
    }

    /** Killed once, then with one worker instead of two, while the teacher's own file is gone. */
    @Test
    void aRunThatWasKilledIsOneThatNeverStoppedAndNeedsTheTeacherNoMore() throws IOException, InterruptedException {
        Path run = folder.resolve("killed");
        Path own = folder.resolve("mortal");
        teacher("photos", "mortal", "60", "0.05");
        Program.kill(
                2,
                line -> line.contains("/" + TRIALS + " trained"),
                searching(
                        run, TRIALS, 2, "--teacher", own.resolve("network.onnx").toString()));
        Files.delete(own.resolve("network.onnx"));
        CommandRun resumed = CommandRun.of("resume", run.toString(), "--workers", "1");
        assertEquals(ExitCode.DONE, resumed.code(), resumed.err());
        assertEquals(RunContent.of(whole), RunContent.of(run));
        CommandRun retrained = CommandRun.of(
                "export",
                run.toString(),
                "--retrain",
                "1",
                "--out",
                folder.resolve("exported").toString());
        assertEquals(ExitCode.DONE, retrained.code(), retrained.err());
        String manifest = Files.readString(folder.resolve("exported").resolve("manifest.json"));
        assertTrue(manifest.contains("\"teacher_sha256\": \""), manifest);
    }

    @Test
    void theTeacherOfARunTeachesWhatIsMadeOfItsNetworks() throws IOException {
        JsonObject shown = JsonParser.parseString(
                        CommandRun.of("show", whole.toString(), "--json").out())
                .getAsJsonObject();
        JsonObject best = shown.getAsJsonArray("front").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .max(Comparator.comparingDouble(trial ->
                        trial.getAsJsonObject("metrics").get("accuracy").getAsDouble()))
                .orElseThrow();
        String trial = whole + ":" + best.get("trial").getAsInt();
        Path own = folder.resolve("taught-on");
        JsonObject manifest = distilled(trial, own);
        assertEquals("the teacher of the run", manifest.get("teacher").getAsString());
        assertEquals(0.5, manifest.get("teacherWeight").getAsDouble());
        String sha256 = manifest.get("teacherSha256").getAsString();
        assertTrue(Files.readString(whole.resolve("origin.yaml")).contains("teacher:\n  sha256: \"" + sha256));

        String wise = folder.resolve("wise/network.onnx").toString();
        Path named = folder.resolve("taught-by-name");
        distilled(trial, named, "--teacher", wise, "--teacher-weight", "0.5");
        assertArrayEquals(model(named), model(own));
        Path other = folder.resolve("taught-otherwise");
        distilled(trial, other, "--teacher", wise, "--teacher-weight", "0.6");
        assertFalse(Arrays.equals(model(other), model(own)));
    }

    private static byte[] model(Path compressed) throws IOException {
        return Files.readAllBytes(compressed.resolve("network.onnx"));
    }

    private static JsonObject distilled(String trial, Path out, String... more) {
        List<String> arguments = new ArrayList<>(List.of("compress", trial, "--profile", "raspberry-pi-4"));
        arguments.addAll(List.of("--steps", "distill", "--max-drop", "100", "--epochs", "9", "--json"));
        arguments.addAll(List.of("--learning-rate", "0.05", "--out", out.toString()));
        arguments.addAll(List.of(more));
        CommandRun run = ran(arguments);
        assertEquals(ExitCode.DONE, run.code(), run.err());
        return JsonParser.parseString(run.out()).getAsJsonObject();
    }

    @Test
    void otherTeachingsGiveOtherNetworks() throws IOException {
        Path warm = folder.resolve("warm");
        assertEquals(
                ExitCode.DONE, ran(searching(warm, 1, 1, "--temperature", "9")).code());
        Path again = folder.resolve("again");
        assertEquals(ExitCode.DONE, ran(searching(again, 1, 1)).code());
        assertNotEquals(RunContent.of(again).weights(), RunContent.of(warm).weights());
        assertNotEquals(RunContent.of(again).mark(), RunContent.of(warm).mark());
    }

    @Test
    void aDamagedTeachersFileStopsAResume() throws IOException {
        Path run = folder.resolve("damaged");
        assertEquals(ExitCode.DONE, ran(searching(run, 1, 1)).code());
        Path file = run.resolve("teacher.logits");
        byte[] content = Files.readAllBytes(file);
        byte[] changed = content.clone();
        changed[100] ^= 1;
        Files.write(file, changed);
        CommandRun refused = CommandRun.of("resume", run.toString(), "--trials", "2");
        assertEquals(ExitCode.BAD_INPUT, refused.code(), refused.err());
        assertEquals(1, refused.err().lines().count(), refused.err());
        assertTrue(refused.err().contains("teacher.logits") && refused.err().contains("damaged"), refused.err());
        assertEquals(ExitCode.DONE, CommandRun.of("show", run.toString()).code());
        Files.write(file, content);
        String experiment = Files.readString(run.resolve("experiment.yaml"));
        Files.writeString(
                run.resolve("experiment.yaml"), experiment.replace("teacher_weight: 0.5", "teacher_weight: 0.6"));
        CommandRun other = CommandRun.of("resume", run.toString(), "--trials", "2");
        assertEquals(ExitCode.BAD_INPUT, other.code(), other.err());
        assertTrue(other.err().contains("teacher_weight"), other.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --teacher nosuch                   | 3 | there is no such run or file
            --teacher FOLDER/whole:99          | 3 | trial 99 isn't on the front
            --teacher FOLDER/photos            | 3 | no run folder
            --teacher FOLDER/experiment.yaml   | 3 | experiment.yaml
            --teacher FOLDER/stranger/network.onnx | 3 | it has 2 classes
            --teacher FOLDER/clueless/network.onnx | 3 | hardly more than chance
            --teacher-weight 1.5               | 2 | must be from 0 to 1
            --temperature 0.5                  | 2 | must be from 1 to 100
            """)
    void aTeacherThatDoesNotFitIsRefusedBeforeAnythingStarts(String options, int code, String reason) {
        Path run = folder.resolve("refused");
        CommandRun refused = ran(searching(
                run, 1, 1, options.replace("FOLDER", folder.toString()).split(" ")));
        assertEquals(code, refused.code(), refused.err());
        assertEquals(1, refused.err().lines().count(), refused.err());
        assertTrue(refused.err().contains(reason), refused.err());
        assertFalse(Files.exists(run));
    }

    @Test
    void temperatureWithoutATeacherIsRefused() {
        CommandRun flag = CommandRun.of("search", "--temperature", "4");
        assertEquals(2, flag.code(), flag.err());
        assertTrue(flag.err().contains("--temperature needs a --teacher"), flag.err());
    }

    @Test
    void aRunOrItsFrontTeachesAndTheGainIsSaid() throws IOException {
        Path plain = Files.writeString(folder.resolve("plain.yaml"), """
                space: small.yaml
                data: photos
                strategy: random
                training: {epochs: 60, batch_size: 16}
                """);
        Path known = folder.resolve("known");
        CommandRun search = CommandRun.of("search", plain.toString(), "--trials", "2", "--out", known.toString());
        assertEquals(ExitCode.DONE, search.code(), search.err());
        assertFalse(Files.exists(known.resolve("teacher.logits")));
        FinishedRun run = FinishedRun.read(RunFolder.open(known));
        int student = ParetoFront.of(run.ingredients().objectives(), run.trials())
                .members()
                .get(0)
                .number();
        String front = known + ":front";
        String[] bench = {"bench", "teacher", known + ":" + student, "--teacher", front, "--seeds", "2"};
        CommandRun lines = CommandRun.of(bench);
        assertEquals(ExitCode.DONE, lines.code(), lines.err());
        List<String> said = lines.out().lines().toList();
        assertEquals(4, said.size(), lines.out());
        assertTrue(
                said.get(0).startsWith("seed=1 test_without=0.") || said.get(0).startsWith("seed=1 test_without=1."));
        List<String> json = new ArrayList<>(List.of(bench));
        json.addAll(List.of("--json", "--seed", "1"));
        CommandRun printed = ran(json);
        assertEquals(ExitCode.DONE, printed.code(), printed.err());
        JsonObject result = JsonParser.parseString(printed.out()).getAsJsonObject();
        double gain = 0;
        for (int i = 0; i < 2; i++) {
            JsonObject pair = result.getAsJsonArray("seeds").get(i).getAsJsonObject();
            gain += pair.get("test_with").getAsDouble()
                    - pair.get("test_without").getAsDouble();
        }
        JsonObject test = result.getAsJsonObject("test_gain");
        assertEquals(gain / 2, test.get("mean").getAsDouble(), 1e-9);
        assertTrue(test.get("low_95").getAsDouble() <= gain / 2
                && gain / 2 <= test.get("high_95").getAsDouble());
        CommandRun alone = CommandRun.of("bench", "teacher", known + ":" + student, "--teacher", front, "--seeds", "1");
        assertEquals(2, alone.code(), alone.err());
        CommandRun trained = CommandRun.of(
                "train",
                "lenet-300-100",
                "--data",
                folder.resolve("photos").toString(),
                "--epochs",
                "2",
                "--teacher",
                known.toString(),
                "--json",
                "--out",
                folder.resolve("taught").toString());
        assertEquals(ExitCode.DONE, trained.code(), trained.err());
        assertTrue(trained.out().contains("\"teacherSha256\": \""), trained.out());
    }
}
