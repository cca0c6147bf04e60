package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lampyris.experiments.cluster.SecretFile;
import org.lampyris.input.Sha256;

/** Coordinator and workers as processes of their own. */
@Timeout(300)
class ClusterSearchTest {
    private static final String SECRET = "the secret of this test, which is long";

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    private String endpoint = "";
    private Path secret = Path.of("");

    @BeforeEach
    void prepare() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            endpoint = "127.0.0.1:" + socket.getLocalPort();
        }
        secret = folder.resolve("secret");
        SecretFile.make(secret);
        Files.writeString(secret, SECRET);
    }

    @AfterEach
    void endAll() {
        processes.forEach(Process::destroyForcibly);
    }

    /**
     * The images are a folder that only the coordinator has, one worker is killed as soon as it delivered a network, the
     * coordinator as soon as it stored three, and in the end all is as if one process had done it.
     */
    @Test
    void aSearchOnWorkersThatDieIsTheSameAsOneHere() throws Exception {
        Path images = Photos.in(folder.resolve("photos"), 3, 16);
        Path space = Files.writeString(folder.resolve("small.yaml"), SmallSpace.YAML);
        List<String> search = List.of(
                "search", "--space", space.toString(), "--data", images.toString(), "--epochs", "20", "--trials", "12");
        Path here = folder.resolve("here");
        CommandRun local = CommandRun.of(with(search, "--out", here.toString()).toArray(String[]::new));
        assertEquals(ExitCode.DONE, local.code(), local.err());

        Path run = folder.resolve("cluster");
        List<String> clustered = with(search, "--out", run.toString(), "--cluster", endpoint, "--lease", "3s");
        Process coordinator = start("coordinator", clustered);
        Process first = start("first", worker("--name", "first"));
        start("second", worker("--name", "second"));
        await("first", ": done", first);
        first.destroyForcibly();
        await("coordinator", "3/12 trained", coordinator);
        coordinator.destroyForcibly();
        coordinator.waitFor();
        Process resumed = start(
                "resumed",
                List.of(
                        "resume",
                        run.toString(),
                        "--cluster",
                        endpoint,
                        "--lease",
                        "3s",
                        "--secret-file",
                        secret.toString()));
        assertTrue(resumed.waitFor(Program.PATIENCE_SECONDS, TimeUnit.SECONDS), said("resumed"));
        assertEquals(ExitCode.DONE, resumed.exitValue(), said("resumed"));
        assertEquals(RunContent.of(here), RunContent.of(run));
        assertEquals(
                Files.readString(here.resolve("run.mark")), Files.readString(run.resolve("run.mark")), "the marks");
        assertEquals(weights(here), weights(run));
        String workers = said("first") + said("second");
        assertTrue(workers.contains("Getting the images from the coordinator"), workers);
    }

    /** What the teacher says, and the images, are the coordinator's alone. */
    @Test
    void workersHearTheTeacher() throws Exception {
        Path images = Photos.in(folder.resolve("photos"), 3, 16);
        Path space = Files.writeString(folder.resolve("small.yaml"), SmallSpace.YAML);
        Path wise = folder.resolve("wise");
        CommandRun trained = CommandRun.of(
                "train", "lenet-300-100", "--data", images.toString(), "--epochs", "60", "--out", wise.toString());
        assertEquals(ExitCode.DONE, trained.code(), trained.err());
        List<String> search = List.of(
                "search",
                "--space",
                space.toString(),
                "--data",
                images.toString(),
                "--teacher",
                wise.resolve("network.onnx").toString(),
                "--trials",
                "3");
        Path here = folder.resolve("here");
        CommandRun local = CommandRun.of(with(search, "--out", here.toString()).toArray(String[]::new));
        assertEquals(ExitCode.DONE, local.code(), local.err());
        Path run = folder.resolve("cluster");
        Process coordinator = start("coordinator", with(search, "--out", run.toString(), "--cluster", endpoint));
        start("worker", worker("--name", "worker"));
        assertTrue(coordinator.waitFor(Program.PATIENCE_SECONDS, TimeUnit.SECONDS), said("coordinator"));
        assertEquals(ExitCode.DONE, coordinator.exitValue(), said("coordinator") + said("worker"));
        assertEquals(RunContent.of(here), RunContent.of(run));
        assertEquals(weights(here), weights(run));
    }

    @Test
    void aWorkerWithOtherImagesIsRefusedAndTheReasonIsInTheLog() throws Exception {
        Path images = Photos.in(folder.resolve("photos"), 3, 16);
        Path others = Photos.in(folder.resolve("others"), 3, 15);
        Path run = folder.resolve("cluster");
        Process coordinator = start(
                "coordinator",
                List.of(
                        "search",
                        "--data",
                        images.toString(),
                        "--out",
                        run.toString(),
                        "--cluster",
                        endpoint,
                        "--secret-file",
                        secret.toString()));
        await("coordinator", "Workers join with", coordinator);
        CommandRun refused = CommandRun.of(worker("--data", others.toString()).toArray(String[]::new));
        assertEquals(ExitCode.BAD_INPUT, refused.code(), refused.err());
        assertTrue(refused.err().contains("its data hash isn't the coordinator's"), refused.err());
        Path stranger = folder.resolve("stranger");
        SecretFile.make(stranger);
        CommandRun notLetIn =
                CommandRun.of("worker", "--join", endpoint, "--slots", "1", "--secret-file", stranger.toString());
        assertEquals(ExitCode.BAD_INPUT, notLetIn.code(), notLetIn.err());
        assertTrue(notLetIn.err().contains("another secret"), notLetIn.err());
        CommandRun status = CommandRun.of("cluster", "--join", endpoint, "--secret-file", secret.toString());
        assertEquals(ExitCode.DONE, status.code(), status.err());
        assertTrue(
                status.out().contains("The search cluster at " + endpoint)
                        && status.out().contains("0 workers with 0 slots, 8 trials wait."),
                status.out());
        CommandRun blind = CommandRun.of("cluster", "--join", endpoint, "--secret-file", stranger.toString());
        assertEquals(ExitCode.BAD_INPUT, blind.code(), blind.err());
        assertTrue(coordinator.isAlive(), said("coordinator"));
        String log = Files.readString(run.resolve("logs").resolve("run.log"));
        assertTrue(log.contains("was refused: its data hash"), log);
        assertTrue(log.contains("ended before it was let in"), log);
        CommandRun taken = CommandRun.of(
                "search",
                "--out",
                folder.resolve("b").toString(),
                "--cluster",
                endpoint,
                "--secret-file",
                secret.toString());
        assertEquals(ExitCode.BAD_INPUT, taken.code(), taken.err());
        assertTrue(taken.err().contains("this machine can't listen on " + endpoint), taken.err());
        assertFalse(Files.exists(folder.resolve("b")), "a run was begun");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            search --cluster 127.0.0.1:99999                     | 3 | '127.0.0.1:99999' is no address
            search --cluster 192.0.2.1:5701                      | 3 | this machine can't listen on 192.0.2.1:5701
            search --cluster 127.0.0.1:5701 --workers 2          | 2 | --workers is for trainings on this machine
            search --lease 5s                                    | 2 | add --cluster HOST:PORT
            search --cluster 127.0.0.1:5701 --lease 1ms          | 2 | must be from 1s to 1h
            search --cluster 127.0.0.1:5701 --losses 0           | 2 | --losses is 0
            search --cluster 127.0.0.1:5701 --secret-file nosuch | 3 | There is no cluster secret
            worker                                               | 2 | --join
            worker --join 127.0.0.1:5701 --slots 0               | 2 | --slots is 0
            worker --join 127.0.0.1:5701 --patience soon         | 2 | 'soon' is no time
            worker --join a/b                                    | 3 | 'a/b' is no address
            worker --join 127.0.0.1:5701 --secret-file nosuch    | 3 | There is no cluster secret
            cluster                                              | 2 | --join
            cluster --join 127.0.0.1:5701 --secret-file nosuch   | 3 | There is no cluster secret
            """)
    void wrongUseIsOneLine(String line, int code, String reason) {
        CommandRun run = CommandRun.of(line.strip().split(" ", -1));
        assertEquals(code, run.code(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(reason), run.err());
    }

    @Test
    void nobodyThereIsOneLine() {
        CommandRun run = CommandRun.of("cluster", "--join", endpoint, "--secret-file", secret.toString());
        assertEquals(ExitCode.BAD_INPUT, run.code(), run.err());
        assertTrue(run.err().contains("There is no coordinator at " + endpoint), run.err());
        CommandRun worker = CommandRun.of(worker("--patience", "1s").toArray(String[]::new));
        assertEquals(ExitCode.FAILED, worker.code(), worker.err());
        assertTrue(worker.err().contains("there is no coordinator at " + endpoint), worker.err());
    }

    private List<String> worker(String... more) {
        return with(List.of("worker", "--join", endpoint, "--slots", "1", "--secret-file", secret.toString()), more);
    }

    private List<String> with(List<String> arguments, String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        if (all.contains("--cluster")) {
            all.addAll(List.of("--secret-file", secret.toString()));
        }
        return all;
    }

    private Process start(String name, List<String> arguments) throws IOException {
        ProcessBuilder builder = Program.with(arguments);
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        Process process =
                builder.redirectOutput(folder.resolve(name + ".out").toFile()).start();
        processes.add(process);
        return process;
    }

    private String said(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".out"));
    }

    private void await(String name, String words, Process process) throws IOException, InterruptedException {
        while (!said(name).contains(words)) {
            boolean alive = process.isAlive();
            String all = said(name);
            assertTrue(alive || all.contains(words), name + " ended before it said " + words + ": " + all);
            Thread.sleep(50);
        }
    }

    private static List<String> weights(Path run) throws IOException {
        List<String> weights = new ArrayList<>();
        try (Stream<Path> files = Files.list(run.resolve("weights"))) {
            for (Path file : files.sorted().toList()) {
                weights.add(file.getFileName() + " " + Sha256.hex(Files.readAllBytes(file)));
            }
        }
        return weights;
    }
}
