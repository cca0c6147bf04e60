package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.onnx.OnnxRunner;
import org.lampyris.experiments.Ingredients;
import org.lampyris.experiments.config.Experiment;
import org.lampyris.search.store.RunLock;

/** A search of small networks through the command line: real images, real training, real files. */
class EndToEndTest {
    @TempDir
    static Path folder;

    private static Path run;
    private static CommandRun searched;

    @BeforeAll
    static void search() throws IOException {
        run = folder.resolve("run");
        searched = search(run, "4");
    }

    private static CommandRun search(Path to, String trials) throws IOException {
        Path space = folder.resolve("small.yaml");
        Files.writeString(space, SmallSpace.YAML);
        return CommandRun.of(
                "search",
                "--profile",
                "raspberry-pi-4",
                "--space",
                space.toString(),
                "--strategy",
                "evolution",
                "--epochs",
                "1",
                "--trials",
                trials,
                "--workers",
                "2",
                "--seed",
                "7",
                "--out",
                to.toString());
    }

    @Test
    void theClosingBlockSaysWhatToDoNext() {
        assertEquals(ExitCode.DONE, searched.code(), searched.err());
        assertTrue(searched.out().contains("Pareto front"), searched.out());
        assertTrue(searched.out().contains("./lampyris show " + run), searched.out());
        assertTrue(searched.out().contains("./lampyris export " + run + " --select knee --format onnx --out"));
        assertTrue(searched.err().contains("4/4 trained"), searched.err());
    }

    @Test
    void theLogSaysWhichNativesWereLoaded() throws IOException {
        String log = Files.readString(run.resolve("logs").resolve("run.log"));
        assertTrue(log.contains("natives: nd4j-native-") && log.contains("; CPU "), log);
    }

    @Test
    void aRunThatWentOnIsOneThatNeverStopped() throws IOException {
        Path stopped = folder.resolve("stopped");
        assertEquals(ExitCode.DONE, search(stopped, "2").code());
        CommandRun resumed = CommandRun.of("resume", stopped.toString(), "--trials", "4", "--workers", "1");
        assertEquals(ExitCode.DONE, resumed.code(), resumed.err());
        assertEquals(json(run), json(stopped));
    }

    @Test
    void anExistingRunIsNeverOverwritten() throws IOException {
        CommandRun again = search(run, "1");
        assertEquals(ExitCode.BAD_INPUT, again.code());
        assertTrue(again.err().contains("lampyris resume"), again.err());
    }

    @Test
    void aChangedSettingStopsAResume() throws IOException {
        Path copy = copy("changed");
        Path experiment = copy.resolve("experiment.yaml");
        Files.writeString(experiment, Files.readString(experiment).replaceFirst("alpha: \\S+", "alpha: -0.08"));
        CommandRun resumed = CommandRun.of("resume", copy.toString());
        assertEquals(ExitCode.BAD_INPUT, resumed.code());
        assertTrue(resumed.err().contains("the reward.alpha changed since the run began"), resumed.err());
    }

    @Test
    void theRunFolderKeepsTheCalibratedReward() throws IOException {
        String text = Files.readString(run.resolve("experiment.yaml"));
        assertTrue(
                text.matches(
                        "(?s).*kind: calibrated\\n  alpha: -0\\.00\\d+\\n  beta: -\\d+\\S*\\n  target: \\S+ms\\n.*"),
                text);
    }

    @Test
    void weightsAreKeptForTheFrontOnly() throws IOException {
        long onFront = CommandRun.of("show", run.toString())
                .out()
                .lines()
                .filter(line -> line.matches("[0-9]+ +0\\..*"))
                .count();
        try (Stream<Path> files = Files.list(run.resolve("weights"))) {
            assertEquals(onFront, files.count());
            assertTrue(onFront > 0 && onFront < 4, onFront + " of 4 on the front");
        }
    }

    @Test
    void theExportedFileScoresTheSameWithoutTheEngine() throws IOException {
        Path out = folder.resolve("exported");
        CommandRun exported = CommandRun.of(
                "export", run.toString(), "--select", "best", "--format", "onnx", "--out", out.toString());
        assertEquals(ExitCode.DONE, exported.code(), exported.err());
        String manifest = Files.readString(out.resolve("manifest.json"), StandardCharsets.UTF_8);
        Dataset data = Ingredients.data(Experiment.standard().problem().data());
        try (OnnxRunner runner = OnnxRunner.open(out.resolve("network.onnx"))) {
            double accuracy = runner.accuracy(
                    data.test().pixels(), data.test().shape(), data.test().labels());
            assertTrue(manifest.contains("\"test\": " + accuracy), manifest);
            assertEquals(data.classNames(), runner.classes());
        }
        CommandRun again = CommandRun.of("export", run.toString(), "--out", out.toString());
        assertEquals(ExitCode.BAD_INPUT, again.code(), again.err());
    }

    @Test
    void otherFormatsAreWrittenToo() {
        for (String format : new String[] {"dl4j", "json"}) {
            Path out = folder.resolve(format);
            CommandRun exported = CommandRun.of(
                    "export", run.toString(), "--select", "cheapest", "--format", format, "--out", out.toString());
            assertEquals(ExitCode.DONE, exported.code(), exported.err());
            assertTrue(Files.exists(out.resolve(format.equals("dl4j") ? "network.zip" : "network.json")));
        }
    }

    @Test
    void aRunInUseIsRefused() {
        RunLock lock = RunLock.acquire(run);
        try {
            CommandRun resumed = CommandRun.of("resume", run.toString());
            assertEquals(ExitCode.BAD_INPUT, resumed.code());
            assertTrue(resumed.err().contains("in use"), resumed.err());
            assertEquals(ExitCode.DONE, CommandRun.of("show", run.toString()).code());
        } finally {
            lock.close();
        }
    }

    private static String json(Path of) {
        CommandRun shown = CommandRun.of("show", of.toString(), "--json");
        assertEquals(ExitCode.DONE, shown.code(), shown.err());
        return shown.out().replace(of.toString(), "RUN");
    }

    private static Path copy(String name) throws IOException {
        Path copy = folder.resolve(name);
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.toList()) {
                Path target = copy.resolve(run.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return copy;
    }
}
