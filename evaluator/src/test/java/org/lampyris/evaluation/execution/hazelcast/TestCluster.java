package org.lampyris.evaluation.execution.hazelcast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.execution.EvaluationBackend;
import org.lampyris.evaluation.execution.dispatch.AssignmentLog;
import org.lampyris.evaluation.execution.dispatch.DispatchSettings;
import org.lampyris.evaluation.execution.dispatch.InMemoryAssignmentLog;
import org.lampyris.evaluation.execution.hazelcast.ClusterBackend.Listening;
import org.lampyris.evaluation.training.EpochListener;

/** Coordinators and workers on loopback, in this process. */
final class TestCluster {
    static final ClusterSecret SECRET = ClusterSecret.of("a secret that only tests know");
    static final SortedMap<String, String> FACTS = new TreeMap<>(Map.of("data", "d1", "profile", "p1"));
    static final DispatchSettings QUICK = DispatchSettings.ofLease(Duration.ofSeconds(2), 10);

    private TestCluster() {}

    static Endpoint freeEndpoint() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Endpoint("127.0.0.1", socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ClusterBackend backend(Endpoint endpoint, AssignmentLog log) {
        return backend(endpoint, log, SECRET);
    }

    static ClusterBackend backend(Endpoint endpoint, AssignmentLog log, ClusterSecret secret) {
        return new ClusterBackend(new Listening(endpoint, secret, QUICK), job(new NoShipping()), log, System::nanoTime);
    }

    static ClusterJob job(ClusterJob.Shipping shipping) {
        return new ClusterJob("a test", "1", new TreeMap<>(Map.of("text", "hello")), FACTS, shipping);
    }

    static RunningWorker worker(Endpoint endpoint, int slots, Evaluator evaluator) {
        return new RunningWorker(settings(endpoint, slots), SECRET, new TestWorkshop(evaluator, FACTS));
    }

    static ClusterWorker.Settings settings(Endpoint endpoint, int slots) {
        return new ClusterWorker.Settings("w", "1", List.of(endpoint), slots, Duration.ofSeconds(20));
    }

    /** A coordinator with one worker as a backend of its own. */
    static EvaluationBackend withWorker(Evaluator evaluator, int slots) {
        Endpoint endpoint = freeEndpoint();
        ClusterBackend backend = backend(endpoint, new InMemoryAssignmentLog());
        RunningWorker worker = worker(endpoint, slots, evaluator);
        return new EvaluationBackend() {
            @Override
            public CompletableFuture<EvaluationResult> submit(EvaluationRequest request) {
                return backend.submit(request);
            }

            @Override
            public void withdraw() {
                backend.withdraw();
            }

            @Override
            public void close() {
                backend.close();
                worker.close();
            }
        };
    }

    /** A worker on a thread of this process. */
    static final class RunningWorker implements AutoCloseable {
        private final ClusterWorker worker;
        private final Thread thread;
        private final CompletableFuture<ClusterWorker.Ending> ending = new CompletableFuture<>();

        RunningWorker(ClusterWorker.Settings settings, ClusterSecret secret, Workshop.Builder builder) {
            worker = new ClusterWorker(settings, secret, builder, line -> {}, System::nanoTime);
            thread = new Thread(() -> {
                try {
                    ending.complete(worker.run());
                } catch (Throwable e) {
                    ending.completeExceptionally(e);
                }
            });
            thread.start();
        }

        CompletableFuture<ClusterWorker.Ending> ending() {
            return ending;
        }

        @Override
        public void close() {
            worker.stop();
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** One evaluator for all. */
    record TestWorkshop(Evaluator evaluator, SortedMap<String, String> facts) implements Workshop, Workshop.Builder {
        @Override
        public Workshop build(Briefing briefing, DataSource data) {
            return this;
        }

        @Override
        public Evaluator evaluator(EpochListener listener) {
            return evaluator;
        }

        @Override
        public Path weights(int trial) {
            return Path.of("no-weights-" + trial);
        }

        @Override
        public void close() {}
    }
}
