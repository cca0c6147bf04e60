package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, with real training, killed and interrupted. */
class KillAndResumeTest {
    private static final int KILLS = 10;
    private static final int TRIALS = 9;
    private static final long PATIENCE_SECONDS = 300;

    @TempDir
    Path folder;

    @Test
    void aRunKilledTenTimesIsOneThatNeverStopped() throws IOException, InterruptedException {
        Path whole = folder.resolve("whole");
        assertEquals(ExitCode.DONE, end(start(whole, searching(whole))));
        Path killed = folder.resolve("killed");
        SplittableRandom random = new SplittableRandom(20_261_123);
        int kills = 0;
        while (kills < KILLS) {
            Process process = start(killed, Files.exists(killed) ? resuming(killed) : searching(killed));
            boolean ended = process.waitFor(1000 + random.nextInt(4000), TimeUnit.MILLISECONDS);
            if (ended) {
                assertEquals(ExitCode.DONE, process.exitValue(), output(killed));
                break;
            }
            process.destroyForcibly().waitFor();
            kills++;
        }
        assertEquals(ExitCode.DONE, end(start(killed, resuming(killed))), output(killed));
        assertTrue(kills >= 3, "only " + kills + " kills hit the run");
        assertEquals(shown(whole), shown(killed));
    }

    @Test
    void ctrlCKeepsWhatIsFinishedAndSaysHowToGoOn() throws IOException, InterruptedException {
        Path run = folder.resolve("run");
        Process process = start(run, searching(run));
        long deadline = PATIENCE_SECONDS * 10;
        while (!output(run).contains("2/" + TRIALS + " trained") && process.isAlive() && deadline-- > 0) {
            Thread.sleep(100);
        }
        assumeTrue(heedsInterrupts(process), "skipped: the build runs where SIGINT is ignored");
        assertEquals(
                0,
                new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor());
        assertEquals(ExitCode.INTERRUPTED, end(process), output(run));
        assertTrue(output(run).contains("./lampyris resume " + run), output(run));
        CommandRun shown = CommandRun.of("show", run.toString(), "--json");
        assertEquals(ExitCode.DONE, shown.code(), shown.err());
        assertTrue(!shown.out().contains("\"trained\": 0"), shown.out());
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
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(run).toFile()))
                .start();
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
