package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.experiments.FinishedRun;
import org.lampyris.experiments.RunFolder;
import org.lampyris.search.Trial;
import org.lampyris.search.pareto.ParetoFront;

/** Searches with successive halving and real training: rungs of one and two epochs, four for the whole plan. */
class HalvingTest {
    private static final int TRIALS = 3;

    @TempDir
    private static Path folder;

    private static Path whole = Path.of("");

    @BeforeAll
    static void search() throws IOException {
        whole = folder.resolve("whole");
        CommandRun run = CommandRun.of(searching(whole, TRIALS).toArray(String[]::new));
        assertEquals(ExitCode.DONE, run.code(), run.err());
        assertTrue(run.err().contains("0.3/" + TRIALS + " trained"), run.err());
    }

    private static List<String> searching(Path run, int trials) throws IOException {
        Files.writeString(folder.resolve("small.yaml"), SmallSpace.YAML);
        Path experiment = Files.writeString(folder.resolve("halving.yaml"), """
                halving: {first: 1, eta: 2}
                search: {window: 2}
                strategy: random
                space: small.yaml
                """);
        return List.of(
                "search",
                experiment.toString(),
                "--trials",
                Integer.toString(trials),
                "--workers",
                "2",
                "--seed",
                "5",
                "--out",
                run.toString());
    }

    private static List<Trial> trials(Path run) {
        return FinishedRun.read(RunFolder.open(run)).trials();
    }

    @Test
    void fewOfManyAreTrainedInFullAndTheFrontHasTheirLastWeights() throws IOException {
        List<Trial> trials = trials(whole);
        Map<String, List<Integer>> epochs = new HashMap<>();
        for (Trial trial : trials) {
            epochs.computeIfAbsent(trial.architecture().id(), id -> new ArrayList<>())
                    .add(trial.epochs().orElse(4));
        }
        assertTrue(epochs.size() > TRIALS, epochs.size() + " networks for the price of " + TRIALS);
        Set<List<Integer>> ways = new HashSet<>(epochs.values());
        assertEquals(Set.of(List.of(1), List.of(1, 2), List.of(1, 2, 4)), ways);
        int spent = epochs.values().stream()
                .mapToInt(way -> way.get(way.size() - 1))
                .sum();
        assertTrue(spent >= 4 * TRIALS && spent <= 4 * TRIALS + 2, spent + " epochs");
        FinishedRun run = FinishedRun.read(RunFolder.open(whole));
        ParetoFront front = ParetoFront.of(run.ingredients().objectives(), trials);
        for (Trial member : front.members()) {
            List<Integer> way = epochs.getOrDefault(member.architecture().id(), List.of());
            assertEquals(way.get(way.size() - 1), member.epochs().orElse(4));
            assertTrue(Files.exists(weights(whole, member)));
        }
        Trial half = trials.stream()
                .filter(trial -> trials.stream().anyMatch(other -> other.supersedes(trial)))
                .findFirst()
                .orElseThrow();
        assertFalse(Files.exists(weights(whole, half)), "the weights of a rung that was left");
        assertFalse(Files.exists(whole.resolve("states")), "the search is finished");
        CommandRun shown = CommandRun.of("show", whole.toString());
        assertTrue(shown.out().contains("epochs") && shown.out().contains(" all "), shown.out());
    }

    private static Path weights(Path run, Trial trial) {
        return run.resolve("weights").resolve(String.format("trial-%05d.safetensors", trial.number()));
    }

    @Test
    void whatIsExportedIsTheLongestTraining() throws IOException {
        List<Trial> trials = trials(whole);
        Trial inFull = trials.stream()
                .filter(trial ->
                        trial.result() instanceof Evaluated && trial.epochs().isEmpty())
                .filter(trial -> Files.exists(weights(whole, trial)))
                .findFirst()
                .orElseThrow();
        Path out = folder.resolve("exported");
        CommandRun exported = CommandRun.of(
                "export", whole.toString(), "--select", "trial:" + inFull.number(), "--out", out.toString());
        assertEquals(ExitCode.DONE, exported.code(), exported.err());
        String manifest = Files.readString(out.resolve("manifest.json"));
        assertTrue(manifest.contains("\"trial\": " + inFull.number()), manifest);
        assertTrue(manifest.contains("\"epochs\": 4"), manifest);
    }

    @Test
    void aFinishedSearchGoesOnThoughItsStatesAreGone() throws IOException {
        Path run = folder.resolve("longer");
        CommandRun first = CommandRun.of(searching(run, 1).toArray(String[]::new));
        assertEquals(ExitCode.DONE, first.code(), first.err());
        CommandRun then = CommandRun.of("resume", run.toString(), "--trials", Integer.toString(TRIALS));
        assertEquals(ExitCode.DONE, then.code(), then.err());
        assertEquals(RunContent.of(whole), RunContent.of(run));
    }

    /** And meanwhile a state is lost, another damaged. */
    @Test
    void aRunKilledThreeTimesIsOneThatNeverStopped() throws IOException, InterruptedException {
        Path run = folder.resolve("killed");
        for (int kill = 1; kill <= 3; kill++) {
            Program.kill(
                    kill,
                    line -> line.contains("/" + TRIALS + " trained"),
                    kill == 1 ? searching(run, TRIALS) : List.of("resume", run.toString(), "--workers", "2"));
            List<Path> states = states(run);
            if (kill == 2 && !states.isEmpty()) {
                Files.delete(states.get(0));
            }
            if (kill == 3 && !states.isEmpty()) {
                byte[] content = Files.readAllBytes(states.get(0));
                content[content.length - 2] ^= 8;
                Files.write(states.get(0), content);
            }
            Files.createDirectories(run.resolve("states"));
            Files.writeString(run.resolve("states").resolve(".state.safetensors.1-1.tmp"), "half");
        }
        CommandRun last = CommandRun.of("resume", run.toString(), "--workers", "1");
        assertEquals(ExitCode.DONE, last.code(), last.err());
        assertEquals(RunContent.of(whole), RunContent.of(run));
        assertFalse(Files.exists(run.resolve("states")));
    }

    private static List<Path> states(Path run) throws IOException {
        Path states = run.resolve("states");
        try (Stream<Path> files = Files.isDirectory(states) ? Files.list(states) : Stream.of()) {
            return files.filter(file -> file.toString().endsWith(".safetensors"))
                    .sorted()
                    .toList();
        }
    }
}
