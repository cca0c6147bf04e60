package org.lampyris.evaluation.execution.hazelcast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.execution.dispatch.InMemoryAssignmentLog;
import org.lampyris.evaluation.training.EpochListener;
import org.lampyris.evaluation.weights.DurableFile;
import org.lampyris.space.Architecture;

@Timeout(60)
class DeliveryTest {
    private static final EvaluationRequest REQUEST = new EvaluationRequest(1, new Architecture(List.of(1), "a1"), 31);

    @TempDir
    private Path folder;

    private final byte[] weights = new byte[3_000_000];
    private final AtomicInteger trainings = new AtomicInteger();
    private Path here = Path.of("");
    private Path there = Path.of("");

    @BeforeEach
    void makeFolders() throws IOException {
        new SplittableRandom(1).nextBytes(weights);
        here = Files.createDirectory(folder.resolve("coordinator"));
        there = Files.createDirectory(folder.resolve("worker"));
    }

    /** Leaves weights at the worker. */
    private final class Training implements Workshop, Workshop.Builder {
        @Override
        public Workshop build(Briefing briefing, DataSource data) {
            return this;
        }

        @Override
        public SortedMap<String, String> facts() {
            return TestCluster.FACTS;
        }

        @Override
        public Evaluator evaluator(EpochListener listener) {
            return request -> {
                trainings.incrementAndGet();
                try {
                    String hash = DurableFile.write(weights(request.trial()), weights);
                    return new Evaluated(Metrics.of(Map.of()), Optional.of(hash));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            };
        }

        @Override
        public Path weights(int trial) {
            return there.resolve("trial-" + trial);
        }

        @Override
        public void close() {}
    }

    /** Fails the first time that it is asked whether weights are wanted, as a connection does that breaks. */
    private final class BrokenOnce implements ClusterJob.Shipping {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Path data() {
            throw new IllegalStateException("there is no data");
        }

        @Override
        public boolean wanted(EvaluationResult result) {
            if (asked.getAndIncrement() == 0) {
                throw new IllegalStateException("no answer this time");
            }
            return true;
        }

        @Override
        public Path weights(int trial) {
            return here.resolve("trial-" + trial);
        }
    }

    @Test
    @SuppressWarnings("try")
    void aDeliveryThatBreaksIsRepeatedWithItsWeights() throws Exception {
        Endpoint endpoint = TestCluster.freeEndpoint();
        try (ClusterBackend backend = new ClusterBackend(
                        new ClusterBackend.Listening(endpoint, TestCluster.SECRET, TestCluster.QUICK),
                        TestCluster.job(new BrokenOnce()),
                        new InMemoryAssignmentLog(),
                        System::nanoTime);
                TestCluster.RunningWorker worker = new TestCluster.RunningWorker(
                        TestCluster.settings(endpoint, 1), TestCluster.SECRET, new Training())) {
            Evaluated result = (Evaluated) backend.submit(REQUEST).get();
            assertArrayEquals(weights, Files.readAllBytes(here.resolve("trial-1")));
            assertEquals(1, trainings.get());
            assertEquals(
                    DurableFile.write(folder.resolve("copy"), weights),
                    result.weights().orElseThrow());
        }
        assertEquals(List.of(), files(there), "the worker tidies up");
        assertEquals(List.of("trial-1"), files(here));
    }

    private static List<String> files(Path in) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
