package org.lampyris.evaluation.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.EvaluationResult.Lost;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.Metrics;

class RetryingBackendTest extends EvaluationBackendContract {

    @Override
    protected EvaluationBackend backend(Evaluator evaluator, int workers) {
        return new RetryingBackend(new LocalBackend(evaluator, workers), 3);
    }

    @Test
    void givesLostOnesOutAgain() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        Evaluator losing = request -> tries.incrementAndGet() < 3 ? lost() : evaluated(0.75);
        try (EvaluationBackend backend = backend(losing, 1)) {
            assertEquals(evaluated(0.75), backend.submit(request(1)).get());
        }
        assertEquals(3, tries.get());
    }

    @Test
    void givesUpAfterTheLastAttemptAndSaysSo() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        Evaluator losing = request -> {
            tries.incrementAndGet();
            return lost();
        };
        try (EvaluationBackend backend = backend(losing, 1)) {
            assertEquals(
                    new Lost(Metrics.of(Map.of()), "the worker died (attempt 3 of 3)"),
                    backend.submit(request(1)).get());
        }
        assertEquals(3, tries.get());
    }

    private static Lost lost() {
        return new Lost(Metrics.of(Map.of()), "the worker died");
    }
}
