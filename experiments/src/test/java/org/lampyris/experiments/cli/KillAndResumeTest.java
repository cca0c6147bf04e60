package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, with real training, killed and interrupted. */
class KillAndResumeTest {
    private static final int KILLS = 10;
    private static final int TRIALS = 14;
    private static final Pattern TRAINED_LINE = Pattern.compile("([0-9]+)/" + TRIALS + " trained");
    private static final List<String> INTERRUPTIBLE = interruptible();

    @TempDir
    Path folder;

    @Test
    void aRunKilledTenTimesIsOneThatNeverStopped() throws IOException, InterruptedException {
        Path whole = folder.resolve("whole");
        assertEquals(ExitCode.DONE, end(start(whole, searching(whole))));
        Path killed = folder.resolve("killed");
        int stored = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            int acknowledged = killAfter(kill % 2, kill == 1 ? searching(killed) : resuming(killed));
            int now = trained(killed);
            assertTrue(now >= Math.max(stored, acknowledged), "kill " + kill + ": " + now + " after " + stored);
            stored = now;
        }
        assertTrue(stored >= KILLS / 2, stored + " stored in all");
        assertEquals(ExitCode.DONE, end(start(killed, resuming(killed))), output(killed));
        assertEquals(shown(whole), shown(killed));
        assertEquals(RunContent.of(whole), RunContent.of(killed));
    }

    /** Kills the program once it said so often that another network is trained, or at once when it searches. */
    private static int killAfter(int networks, List<String> arguments) throws IOException, InterruptedException {
        List<String> said = Program.kill(
                networks + 1,
                line -> line.startsWith("Searching in")
                        || TRAINED_LINE.matcher(line).lookingAt(),
                arguments);
        int acknowledged = 0;
        for (String line : said) {
            Matcher trained = TRAINED_LINE.matcher(line);
            acknowledged = trained.lookingAt() ? Integer.parseInt(trained.group(1)) : acknowledged;
        }
        return acknowledged;
    }

    private static int trained(Path run) {
        Matcher number = Pattern.compile("\"trained\": ([0-9]+)").matcher(shown(run));
        assertTrue(number.find());
        return Integer.parseInt(number.group(1));
    }

    @Test
    void aRunInUseIsLeftAloneAndCtrlCKeepsWhatIsFinished() throws IOException, InterruptedException {
        Path run = folder.resolve("run");
        Process process = start(run, searching(run));
        long deadline = Program.PATIENCE_SECONDS * 10;
        while (!output(run).contains("2/" + TRIALS + " trained") && process.isAlive() && deadline-- > 0) {
            Thread.sleep(100);
        }
        assumeTrue(heedsInterrupts(process), "skipped: the build runs where SIGINT is ignored");
        assertRefused("in use", CommandRun.of("resume", run.toString()));
        assertRefused("exists", CommandRun.of(searching(run).toArray(String[]::new)));
        assertEquals(
                0,
                new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor());
        assertEquals(ExitCode.INTERRUPTED, end(process), output(run));
        assertTrue(output(run).contains("./lampyris resume " + run), output(run));
        CommandRun shown = CommandRun.of("show", run.toString(), "--json");
        assertEquals(ExitCode.DONE, shown.code(), shown.err());
        int kept = trained(run);
        assertTrue(kept >= 2 && kept < TRIALS, shown.out());
        CommandRun resumed =
                CommandRun.of("resume", run.toString(), "--workers", "2", "--trials", Integer.toString(kept + 1));
        assertEquals(ExitCode.DONE, resumed.code(), resumed.err());
        assertEquals(kept + 1, trained(run));
    }

    private static void assertRefused(String reason, CommandRun run) {
        assertEquals(ExitCode.BAD_INPUT, run.code(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(reason), run.err());
    }

    /** A build in the background ignores Ctrl-C, and so would its children. */
    private static List<String> interruptible() {
        List<String> reset = List.of("env", "--default-signal=INT");
        try {
            List<String> attempt = new ArrayList<>(reset);
            attempt.add("true");
            return new ProcessBuilder(attempt).start().waitFor() == 0 ? reset : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private List<String> searching(Path run) throws IOException {
        Path space = Files.writeString(folder.resolve("small.yaml"), SmallSpace.YAML);
        return List.of(
                "search",
                "--space",
                space.toString(),
                "--epochs",
                "1",
                "--trials",
                Integer.toString(TRIALS),
                "--workers",
                "2",
                "--seed",
                "11",
                "--out",
                run.toString());
    }

    private static List<String> resuming(Path run) {
        return List.of("resume", run.toString(), "--workers", "2");
    }

    private Process start(Path run, List<String> arguments) throws IOException {
        ProcessBuilder builder = Program.with(arguments);
        builder.command().addAll(0, INTERRUPTIBLE);
        return builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log(run).toFile()))
                .start();
    }

    private static int end(Process process) throws InterruptedException {
        assertTrue(process.waitFor(Program.PATIENCE_SECONDS, TimeUnit.SECONDS), "the program doesn't end");
        return process.exitValue();
    }

    private Path log(Path run) {
        return folder.resolve(run.getFileName() + ".out");
    }

    private String output(Path run) throws IOException {
        return Files.exists(log(run)) ? Files.readString(log(run)) : "";
    }

    private static String shown(Path run) {
        CommandRun shown = CommandRun.of("show", run.toString(), "--json");
        assertEquals(ExitCode.DONE, shown.code(), shown.err());
        return shown.out().replace(run.toString(), "RUN");
    }

    /** Whether Ctrl-C reaches the process: it doesn't where the build was started in the background. */
    private static boolean heedsInterrupts(Process process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return true;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .allMatch(ignored -> (ignored & 2) == 0);
    }
}
