package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, with real training, killed and interrupted. */
class KillAndResumeTest {
    private static final int KILLS = 10;
    private static final int TRIALS = 14;
    private static final Pattern TRAINED_LINE = Pattern.compile("([0-9]+)/" + TRIALS + " trained");
    private static final long PATIENCE_SECONDS = 300;
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
            int acknowledged = killAfter(kill % 2, killed, kill == 1 ? searching(killed) : resuming(killed));
            int now = trained(killed);
            assertTrue(now >= Math.max(stored, acknowledged), "kill " + kill + ": " + now + " after " + stored);
            stored = now;
        }
        assertTrue(stored >= KILLS / 2, stored + " stored in all");
        assertEquals(ExitCode.DONE, end(start(killed, resuming(killed))), output(killed));
        assertEquals(shown(whole), shown(killed));
        assertEquals(weights(whole), weights(killed));
    }

    /** Kills the program once it said so often that another network is trained, or at once when it searches. */
    private int killAfter(int networks, Path run, List<String> arguments) throws IOException, InterruptedException {
        Process process = builder(arguments).start();
        int acknowledged = 0;
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (int lines = networks + 1; lines > 0; ) {
                String line = out.readLine();
                assertTrue(line != null, () -> run + " ended before it was killed");
                Matcher trained = TRAINED_LINE.matcher(String.valueOf(line));
                boolean counts = trained.lookingAt();
                acknowledged = counts ? Integer.parseInt(trained.group(1)) : acknowledged;
                lines -= counts || String.valueOf(line).startsWith("Searching in") ? 1 : 0;
            }
            assertTrue(process.toHandle().destroyForcibly());
        }
        process.waitFor();
        return acknowledged;
    }

    private static int trained(Path run) {
        Matcher number = Pattern.compile("\"trained\": ([0-9]+)").matcher(shown(run));
        assertTrue(number.find());
        return Integer.parseInt(number.group(1));
    }

    private static Map<String, String> weights(Path run) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.list(run.resolve("weights"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".safetensors")).toList()) {
                hashes.put(file.getFileName().toString(), Arrays.toString(Files.readAllBytes(file)));
            }
        }
        return hashes;
    }

    @Test
    void aRunInUseIsLeftAloneAndCtrlCKeepsWhatIsFinished() throws IOException, InterruptedException {
        Path run = folder.resolve("run");
        Process process = start(run, searching(run));
        long deadline = PATIENCE_SECONDS * 10;
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
        return builder(arguments)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(run).toFile()))
                .start();
    }

    private static ProcessBuilder builder(List<String> arguments) {
        List<String> command = new ArrayList<>(INTERRUPTIBLE);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private static int end(Process process) throws InterruptedException {
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the program doesn't end");
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
