package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lampyris.experiments.FinishedRun;
import org.lampyris.experiments.RunFolder;
import org.lampyris.search.Trial;

/**
 * Searches with an audit, successive halving, two objectives and a calibrated reward at once, with real training on tiny
 * images: their reports, and that neither kills nor workers change them. There are 36 networks, and
 * {@code reinforce} chooses among few, so that it looks again at some.
 */
class EverythingOnTest {
    private static final int TRIALS = 14;
    private static final String SPACE = """
            name: tiny
            stem: {width: [8], stride: [2]}
            defaults:
              block: [separable, plain]
              kernel: [3]
              expansion: [1]
              squeeze: [1/2]
              layers: [1]
              multiplier: [0.5, 1, 1.5]
              stride: [2]
            stages:
              - {width: 8}
              - {width: 16}
            head: {width: [0]}
            """;

    @TempDir
    private static Path folder;

    private static Path reinforced = Path.of("");
    private static CommandRun searched = new CommandRun(0, "", "");

    @BeforeAll
    static void search() throws IOException {
        Photos.in(folder.resolve("photos"), 10, 16);
        Files.writeString(folder.resolve("tiny.yaml"), SPACE);
        Files.writeString(folder.resolve("experiment.yaml"), """
                space: tiny.yaml
                data: photos
                strategy: {name: reinforce, warm_up: 4, samples: 4, mutants: 4, finalists: 4}
                audit: {share: 0.25}
                search: {window: 4, seed: 5}
                training: {epochs: 4, batch_size: 16}
                """);
        reinforced = folder.resolve("reinforce");
        searched = CommandRun.of(searching("reinforce", reinforced, 2).toArray(String[]::new));
        assertEquals(ExitCode.DONE, searched.code(), searched.err());
    }

    private static List<String> searching(String strategy, Path run, int workers) {
        return List.of(
                "search",
                folder.resolve("experiment.yaml").toString(),
                "--strategy",
                strategy,
                "--audit",
                "--halving",
                "--trials",
                Integer.toString(TRIALS),
                "--workers",
                Integer.toString(workers),
                "--out",
                run.toString());
    }

    private static List<String> resuming(Path run, int workers) {
        return List.of("resume", run.toString(), "--workers", Integer.toString(workers));
    }

    @Test
    void theReportHasTheAuditWithItsEntropyAndTheEpochs() {
        List<Trial> trials = FinishedRun.read(RunFolder.open(reinforced)).trials();
        String out = searched.out();
        int random = trials.size() / 4;
        assertTrue(out.contains("Audit: " + random + " of " + trials.size() + " trials were drawn at random."), out);
        assertTrue(out.lines().anyMatch(line -> line.startsWith("depth of the front ")), out);
        assertTrue(out.lines().anyMatch(line -> line.matches("trials +new +diversity of choices +entropy")), out);
        assertTrue(out.lines().anyMatch(line -> line.matches("[0-9]+-[0-9]+ +1\\.00 .* 0\\.[0-9]{2}")), out);
        assertTrue(out.lines().anyMatch(line -> line.startsWith("trial ") && line.contains(" epochs ")), out);
        CommandRun shown = CommandRun.of("show", reinforced.toString());
        assertEquals(ExitCode.DONE, shown.code(), shown.err());
        assertTrue(out.contains(shown.out()), shown.out());
        Set<Integer> rungs =
                trials.stream().map(trial -> trial.epochs().orElse(4)).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(1, 2, 4), rungs);
        assertFalse(Files.exists(reinforced.resolve("states")), "the search is finished");
    }

    @Test
    void aShorterSearchThatIsResumedIsTheSameSearch() throws IOException {
        Path run = folder.resolve("longer");
        List<String> shorter = new ArrayList<>(searching("reinforce", run, 1));
        shorter.set(shorter.indexOf(Integer.toString(TRIALS)), "4");
        CommandRun first = CommandRun.of(shorter.toArray(String[]::new));
        assertEquals(ExitCode.DONE, first.code(), first.err());
        CommandRun resumed = CommandRun.of("resume", run.toString(), "--trials", Integer.toString(TRIALS), "--json");
        assertEquals(ExitCode.DONE, resumed.code(), resumed.err());
        assertEquals(RunContent.of(reinforced), RunContent.of(run));
        String json = json(reinforced);
        assertTrue(json.contains("\"verdict\"") && json.contains("\"entropy\": 0."), json);
        assertEquals(json, json(run));
    }

    private static String json(Path run) {
        CommandRun shown = CommandRun.of("show", run.toString(), "--json");
        assertEquals(ExitCode.DONE, shown.code(), shown.err());
        return shown.out().replace(run.toString(), "RUN");
    }

    @Test
    void aKilledSearchIsOneThatNeverStopped() throws IOException, InterruptedException {
        assertSameThoughKilled("reinforce", reinforced, 2, 9, 8);
    }

    /** {@code scripts/kill-check} prints these lines. */
    @Tag("slow")
    @ParameterizedTest(name = "{0}")
    @MethodSource("strategies")
    void everyStrategyIsTheSameThoughKilled(String strategy) throws IOException, InterruptedException {
        Path whole = folder.resolve(strategy + "-whole");
        CommandRun run = CommandRun.of(searching(strategy, whole, 3).toArray(String[]::new));
        assertEquals(ExitCode.DONE, run.code(), run.err());
        int[] kills = {1, 5, 2, 7, 4};
        assertSameThoughKilled(strategy, whole, kills);
        List<Trial> trials = FinishedRun.read(RunFolder.open(whole)).trials();
        System.out.printf(
                "kill-check: %s: %d trials, %d of them second looks: the same though killed %d times%n",
                strategy, trials.size(), secondLooks(trials), kills.length);
    }

    private static long secondLooks(List<Trial> trials) {
        Set<List<Object>> seen = new HashSet<>();
        return trials.stream()
                .filter(trial -> trial.repeats().isEmpty())
                .filter(trial -> !seen.add(List.of(trial.architecture().id(), trial.epochs())))
                .count();
    }

    /** As the program itself names them. */
    static Stream<String> strategies() {
        String refusal = CommandRun.of("search", "--strategy", "none").err();
        Matcher names = Pattern.compile("Choose one of ([a-z0-9, ]+)\\.").matcher(refusal);
        assertTrue(names.find(), refusal);
        return Pattern.compile(", ").splitAsStream(names.group(1));
    }

    /** @param kills how many trainings more of each process end before it is killed */
    private static void assertSameThoughKilled(String strategy, Path whole, int... kills)
            throws IOException, InterruptedException {
        Path run = folder.resolve(strategy + "-killed");
        for (int kill = 0; kill < kills.length; kill++) {
            int workers = 1 + kill % 4;
            Program.kill(
                    kills[kill],
                    line -> line.contains("/" + TRIALS + " trained"),
                    kill == 0 ? searching(strategy, run, workers) : resuming(run, workers));
        }
        CommandRun last = CommandRun.of(resuming(run, 1).toArray(String[]::new));
        assertEquals(ExitCode.DONE, last.code(), last.err());
        assertEquals(RunContent.of(whole), RunContent.of(run));
        assertEquals(json(whole), json(run));
    }
}
