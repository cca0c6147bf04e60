package org.lampyris.search.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A coordinator and workers as processes, in a folder of theirs. */
final class Cluster implements AutoCloseable {
    /** Below the ports that systems give to outgoing connections, which could take it while nobody listens. */
    private static final int FIRST_PORT = 20_000;

    private static final int LAST_PORT = 32_000;
    private static final Duration STANDSTILL = Duration.ofSeconds(100);
    private static final long PAUSE_MILLIS = 20;
    private static final Pattern MARKED = Pattern.compile("trials (\\d+)");

    private final Path folder;
    private final int port;
    private final int trials;
    private final int evaluationMillis;
    private final List<String> options;
    private final List<Process> workers = new ArrayList<>();
    private Process coordinator;

    /**
     * Starts them.
     *
     * @param first where the first coordinator halts
     * @param evaluationMillis how long an evaluation takes at least
     * @param options of all JVMs
     */
    Cluster(Path folder, HaltPoint first, int trials, int workers, int evaluationMillis, List<String> options) {
        this.folder = folder;
        this.trials = trials;
        this.evaluationMillis = evaluationMillis;
        this.options = options;
        this.port = freePort();
        try {
            Files.createDirectory(run());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        coordinator = startCoordinator(first);
        for (int i = 0; i < workers; i++) {
            this.workers.add(startWorker());
        }
    }

    private static int freePort() {
        int port = FIRST_PORT + (int) (ProcessHandle.current().pid() % (LAST_PORT - FIRST_PORT));
        while (true) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                port = port < LAST_PORT ? port + 1 : FIRST_PORT;
            }
        }
    }

    Path run() {
        return folder.resolve("run");
    }

    private Path out(String name) {
        return folder.resolve(name + ".txt");
    }

    private Process startCoordinator(HaltPoint wanted) {
        return ChildProcess.start(
                CoordinatorProcess.class,
                out("coordinator"),
                options,
                List.of(run().toString(), "" + port, "" + trials, wanted.name()));
    }

    private Process startWorker() {
        return ChildProcess.start(
                WorkerProcess.class, out("workers"), options, List.of("" + port, "" + evaluationMillis));
    }

    int workers() {
        return workers.size();
    }

    void killWorker(int index) {
        end(workers.get(index));
        workers.set(index, startWorker());
    }

    void killCoordinator() {
        end(coordinator);
        coordinator = startCoordinator(HaltPoint.NEVER);
    }

    /** Waits until the coordinator halted, and starts the next one. */
    void awaitHalt(HaltPoint wanted, HaltPoint next) throws InterruptedException {
        await(() -> !coordinator.isAlive());
        assertEquals(1, coordinator.exitValue(), this::report);
        assertTrue(lines("coordinator").contains("halt " + wanted), this::report);
        coordinator = startCoordinator(next);
    }

    /** Kills workers until the coordinator ends because one had a trial. */
    void killWorkersUntilHalt() throws InterruptedException {
        for (int kill = 0; coordinator.isAlive(); kill++) {
            int before = stored();
            await(() -> stored() >= before + 2 || !coordinator.isAlive());
            if (coordinator.isAlive()) {
                killWorker(kill % workers.size());
            }
        }
    }

    /** Stops a worker for longer than its lease. */
    void pauseWorker(int index) throws InterruptedException {
        pause(workers.get(index));
    }

    /** Stops the coordinator for longer than the lease. */
    void pauseCoordinator() throws InterruptedException {
        pause(coordinator);
    }

    private static void pause(Process process) throws InterruptedException {
        signal("-STOP", process);
        Thread.sleep(ClusterSearch.DISPATCH.lease().multipliedBy(3).dividedBy(2).toMillis());
        signal("-CONT", process);
    }

    private static void signal(String name, Process process) throws InterruptedException {
        try {
            new ProcessBuilder("kill", name, "" + process.pid()).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many trials are stored. */
    int stored() {
        try {
            Path mark = run().resolve("run.mark");
            Matcher matcher = MARKED.matcher(Files.exists(mark) ? Files.readString(mark) : "");
            return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until so many trials are stored, or the search ended. */
    void awaitStored(int wanted) throws InterruptedException {
        await(() -> stored() >= wanted || !coordinator.isAlive());
        if (stored() < wanted) {
            throw new AssertionError("the coordinator ended with " + coordinator.exitValue() + report());
        }
    }

    /** Waits until the search ended well. */
    void awaitEnd() throws InterruptedException {
        await(() -> !coordinator.isAlive());
        assertEquals(0, coordinator.exitValue(), this::report);
        assertEquals("done", last(lines("coordinator")), this::report);
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        int before = -1;
        long waited = 0;
        while (!condition.getAsBoolean()) {
            int now = stored();
            waited = now > before ? 0 : waited + PAUSE_MILLIS;
            before = now;
            if (waited > STANDSTILL.toMillis()) {
                throw new AssertionError("nothing happens after " + now + " trials" + report());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** What the coordinators printed, or the workers. */
    List<String> lines(String name) {
        try {
            Path out = out(name);
            return Files.exists(out)
                    ? List.of(Files.readString(out, StandardCharsets.UTF_8).split("\n", 0))
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String last(List<String> lines) {
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    private String report() {
        return Stream.of("coordinator", "coordinator.txt.err", "workers", "workers.txt.err")
                .map(name -> {
                    List<String> lines = name.endsWith(".err") ? errors(name) : lines(name);
                    return "\n" + name + ":\n"
                            + String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
                })
                .reduce("", String::concat);
    }

    private List<String> errors(String name) {
        try {
            return Files.readAllLines(folder.resolve(name));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static void end(Process process) {
        process.toHandle().destroyForcibly();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kills all that is left. */
    @Override
    public void close() {
        end(coordinator);
        workers.forEach(Cluster::end);
    }
}
