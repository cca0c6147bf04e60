package org.lampyris.evaluation.execution.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.execution.dispatch.InMemoryAssignmentLog;
import org.lampyris.evaluation.execution.dispatch.Ticket;
import org.lampyris.evaluation.execution.hazelcast.ClusterWorker.Settings;
import org.lampyris.evaluation.execution.hazelcast.Message.Briefed;
import org.lampyris.evaluation.execution.hazelcast.Message.Claim;
import org.lampyris.evaluation.execution.hazelcast.Message.Complete;
import org.lampyris.evaluation.execution.hazelcast.Message.Hello;
import org.lampyris.evaluation.execution.hazelcast.Message.Join;
import org.lampyris.evaluation.execution.hazelcast.Message.Refusal;
import org.lampyris.evaluation.execution.hazelcast.TestCluster.RunningWorker;
import org.lampyris.evaluation.execution.hazelcast.TestCluster.TestWorkshop;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.Architecture;

/** Who isn't let in, and what they can't do. Each test ends with a worker that is let in and does the work. */
@Timeout(60)
class ClusterSecurityTest {
    private static final ClusterSecret OTHER = ClusterSecret.of("a secret of somebody else");
    private static final AtomicInteger EXECUTED = new AtomicInteger();

    private final Endpoint endpoint = TestCluster.freeEndpoint();
    private final AtomicInteger evaluations = new AtomicInteger();
    private final Evaluator evaluator = request -> {
        evaluations.incrementAndGet();
        return new Evaluated(Metrics.of(Map.of(Metrics.ACCURACY, 0.5)), Optional.empty());
    };
    private Set<String> listening = Set.of();
    private ClusterBackend backend;
    private CompletableFuture<EvaluationResult> result;

    /** What an attacker would have run. */
    static final class Gadget implements Serializable {
        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            EXECUTED.incrementAndGet();
        }
    }

    @BeforeEach
    void coordinate() throws IOException {
        listening = listeners();
        EXECUTED.set(0);
        backend = TestCluster.backend(endpoint, new InMemoryAssignmentLog());
        result = backend.submit(new EvaluationRequest(1, new Architecture(List.of(1), "a1"), 7, OptionalInt.empty()));
    }

    @AfterEach
    void theCoordinatorIsAliveAndGivesWorkToThoseWhoMayHaveIt() throws Exception {
        try (RunningWorker worker = TestCluster.worker(endpoint, 1, evaluator)) {
            assertInstanceOf(Evaluated.class, result.get(20, TimeUnit.SECONDS));
            assertFalse(worker.ending().isDone());
            assertEquals(1, evaluations.get());
            assertEquals(0, EXECUTED.get());
        } finally {
            backend.close();
        }
    }

    @Test
    void aWorkerWithoutTheSecretIsNotLetIn() {
        Settings settings = new Settings("w", "1", List.of(endpoint), 1, Duration.ofSeconds(20));
        assertRefused(
                new RunningWorker(settings, OTHER, new TestWorkshop(evaluator, TestCluster.FACTS)), "another secret");
    }

    @Test
    void aWorkerWithOtherDataIsRefusedByName() {
        var facts = new TreeMap<>(TestCluster.FACTS);
        facts.put("data", "d2");
        assertRefused(
                new RunningWorker(
                        TestCluster.settings(endpoint, 1), TestCluster.SECRET, new TestWorkshop(evaluator, facts)),
                "its data isn't the coordinator's: d2, not d1");
    }

    @Test
    void aWorkerOfAnotherVersionIsRefusedByName() {
        Settings settings = new Settings("w", "0.9", List.of(endpoint), 1, Duration.ofSeconds(20));
        assertRefused(
                new RunningWorker(settings, TestCluster.SECRET, new TestWorkshop(evaluator, TestCluster.FACTS)),
                "it is version 0.9 of Lampyris, and the coordinator is 1");
    }

    private void assertRefused(RunningWorker worker, String reason) {
        try (worker) {
            ExecutionException refused =
                    assertThrows(ExecutionException.class, () -> worker.ending().get(30, TimeUnit.SECONDS));
            Throwable cause = Objects.requireNonNull(refused.getCause());
            assertInstanceOf(InvalidInputException.class, cause);
            assertTrue(String.valueOf(cause.getMessage()).contains(reason), cause.getMessage());
            assertEquals(0, evaluations.get());
            assertFalse(result.isDone());
        }
    }

    @Test
    void aCallThatIsNotSignedGetsNoWorkAndItsResultIsRefused() throws Exception {
        HazelcastInstance client = intruder();
        try {
            Seal forged = new Seal(OTHER);
            for (Message message : List.of(
                    new Hello("1"),
                    new Join("w", "c", 1, TestCluster.FACTS, List.of()),
                    new Claim(1),
                    new Complete(new Ticket(1, 1), "evaluated", null, Map.of(Metrics.ACCURACY, 1.0)))) {
                Letter letter = forged.close(Seal.Direction.CALL, "intruder", "", 1, message, new byte[0]);
                Letter answer = send(client, letter);
                Message refusal = new Seal(TestCluster.SECRET)
                        .open(Seal.Direction.ANSWER, answer)
                        .orElseThrow()
                        .message();
                assertInstanceOf(Refusal.class, refusal);
            }
            assertFalse(result.isDone());
        } finally {
            client.shutdown();
        }
    }

    @Test
    void aCallThatWasOverheardIsRefusedWhenItIsSentAgain() throws Exception {
        HazelcastInstance client = intruder();
        try {
            Seal seal = new Seal(TestCluster.SECRET);
            Letter hello = send(client, seal.close(Seal.Direction.CALL, "w", "", 1, new Hello("1"), new byte[0]));
            Briefed briefed = (Briefed)
                    seal.open(Seal.Direction.ANSWER, hello).orElseThrow().message();
            Message join = new Join("w", "c", 1, TestCluster.FACTS, List.of());
            Letter claim = seal.close(Seal.Direction.CALL, "w", briefed.session(), 2, join, new byte[0]);
            assertInstanceOf(
                    Message.Done.class,
                    seal.open(Seal.Direction.ANSWER, send(client, claim))
                            .orElseThrow()
                            .message());
            assertEquals(
                    new Refusal("the call was here before"),
                    seal.open(Seal.Direction.ANSWER, send(client, claim))
                            .orElseThrow()
                            .message());
        } finally {
            client.shutdown();
        }
    }

    @Test
    void aGadgetIsNotDeserialisedEvenFromWhoGotIn() throws Exception {
        ClientConfig config = Transport.client(endpoint, TestCluster.SECRET, Duration.ofSeconds(3));
        config.getSerializationConfig().setJavaSerializationFilterConfig(null);
        HazelcastInstance client = HazelcastClient.newHazelcastClient(config);
        try {
            assertThrows(
                    RuntimeException.class, // The server reads the task.
                    () -> await(client.getExecutorService(Transport.CALLS).submit(new GadgetTask())));
            client.getMap("m").put("gadget", new Gadget());
            client.getTopic(Transport.NEWS).publish(new Gadget());
            assertEquals(0, EXECUTED.get());
        } finally {
            client.shutdown();
        }
    }

    /** A task whose class the coordinator has, but doesn't read. */
    static final class GadgetTask implements Callable<Integer>, Serializable {
        private static final long serialVersionUID = 1;
        private final Gadget gadget = new Gadget();

        @Override
        public Integer call() {
            return EXECUTED.incrementAndGet() + gadget.hashCode();
        }
    }

    private static void await(Future<?> future) {
        try {
            future.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void randomBytesAndASerialisedGadgetOnThePortDoNothing() throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        List<byte[]> greetings = List.of(
                new byte[0],
                "HZC".getBytes(StandardCharsets.US_ASCII),
                "CP2".getBytes(StandardCharsets.US_ASCII),
                "GET /hazelcast/health HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 1_000; i++) {
            byte[] blob = new byte[random.nextInt(2_000)];
            random.nextBytes(blob);
            knock(greetings.get(i % greetings.size()), blob);
        }
        ByteArrayOutputStream gadget = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(gadget)) {
            out.writeObject(new Gadget());
        }
        for (byte[] greeting : greetings) {
            knock(greeting, gadget.toByteArray());
        }
        assertEquals(0, EXECUTED.get());
        assertFalse(result.isDone());
    }

    private void knock(byte[] greeting, byte[] blob) {
        try (Socket socket = new Socket(endpoint.host(), endpoint.port());
                OutputStream out = socket.getOutputStream()) {
            out.write(greeting);
            out.write(blob);
        } catch (IOException e) {
            // The coordinator hung up.
        }
    }

    @Test
    void onePortIsOpenOnTheGivenAddressOnly() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/net")), "there is no /proc to look for open ports in");
        Set<String> now = new HashSet<>(listeners());
        now.removeAll(listening);
        String port = String.format("%04X", endpoint.port());
        assertEquals(1, now.size(), now.toString());
        String only = now.iterator().next();
        assertTrue(only.equals("0100007F:" + port) || only.equals("0000000000000000FFFF00000100007F:" + port), only);
    }

    /** The local addresses that this process listens on, in the hexadecimal words of the kernel. */
    private static Set<String> listeners() throws IOException {
        Set<String> sockets = new HashSet<>();
        if (!Files.isDirectory(Path.of("/proc/self/fd"))) {
            return sockets;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path file : files) {
                try {
                    sockets.add(Files.readSymbolicLink(file).toString());
                } catch (IOException e) {
                    // Closed meanwhile.
                }
            }
        }
        Set<String> listeners = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/self/net", table))) {
                String[] words = line.strip().split("\\s+", -1);
                if (words.length > 9 && words[3].equals("0A") && sockets.contains("socket:[" + words[9] + "]")) {
                    listeners.add(words[1]);
                }
            }
        }
        return listeners;
    }

    /** Somebody who found out the derived name, and nothing else. */
    private HazelcastInstance intruder() {
        return HazelcastClient.newHazelcastClient(
                Transport.client(endpoint, TestCluster.SECRET, Duration.ofSeconds(3)));
    }

    private static Letter send(HazelcastInstance client, Letter letter) throws Exception {
        return client.getExecutorService(Transport.CALLS)
                .submit(new Call(letter))
                .get(20, TimeUnit.SECONDS);
    }
}
