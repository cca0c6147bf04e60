package org.lampyris.evaluation.execution.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.execution.dispatch.InMemoryAssignmentLog;
import org.lampyris.evaluation.execution.hazelcast.ClusterStatus.InHand;
import org.lampyris.evaluation.execution.hazelcast.ClusterStatus.Member;
import org.lampyris.evaluation.execution.hazelcast.TestCluster.RunningWorker;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.Architecture;

@Timeout(60)
class ClusterVisitorTest {

    @Test
    void seesWhoWorksOnWhat() throws Exception {
        CountDownLatch started = new CountDownLatch(2);
        CountDownLatch release = new CountDownLatch(1);
        Evaluator evaluator = request -> {
            if (request.trial() > 1) {
                started.countDown();
                release.await();
            }
            return new Evaluated(Metrics.of(Map.of(Metrics.ACCURACY, 0.5)), Optional.empty());
        };
        Endpoint endpoint = TestCluster.freeEndpoint();
        try (ClusterBackend backend = TestCluster.backend(endpoint, new InMemoryAssignmentLog())) {
            CompletableFuture<EvaluationResult> first = backend.submit(request(1));
            try (RunningWorker worker = TestCluster.worker(endpoint, 2, evaluator)) {
                first.get();
                List<CompletableFuture<EvaluationResult>> others =
                        List.of(backend.submit(request(2)), backend.submit(request(3)), backend.submit(request(4)));
                started.await();
                ClusterStatus status = ClusterVisitor.status(endpoint, TestCluster.SECRET, "1");
                assertEquals(
                        new ClusterStatus(
                                "a test",
                                "1",
                                1,
                                List.of(new Member(
                                        "w",
                                        2,
                                        true,
                                        1,
                                        0,
                                        List.of(new InHand(2, 1, 0, null), new InHand(3, 1, 0, null))))),
                        status);
                assertFalse(worker.ending().isDone());
                release.countDown();
                for (CompletableFuture<EvaluationResult> other : others) {
                    other.get();
                }
            }
            Member gone = ClusterVisitor.status(endpoint, TestCluster.SECRET, "1")
                    .members()
                    .get(0);
            assertEquals(new Member("w", 2, false, 4, 0, List.of()), gone);
        }
        InvalidInputException nobody = assertThrows(
                InvalidInputException.class, () -> ClusterVisitor.status(endpoint, TestCluster.SECRET, "1"));
        assertTrue(String.valueOf(nobody.getMessage()).contains("There is no coordinator"), nobody.getMessage());
    }

    private static EvaluationRequest request(int trial) {
        return new EvaluationRequest(trial, new Architecture(List.of(trial), "a" + trial), 7);
    }
}
