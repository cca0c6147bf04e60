package org.lampyris.evaluation.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.Evaluator;

class LocalBackendTest extends EvaluationBackendContract {

    @Override
    protected EvaluationBackend backend(Evaluator evaluator, int workers) {
        return new LocalBackend(evaluator, workers);
    }

    @Test
    void oneThreadServesAllEvenAfterErrors() throws Exception {
        Set<Long> threads = ConcurrentHashMap.newKeySet();
        List<Integer> order = new ArrayList<>();
        Evaluator failing = request -> {
            threads.add(Thread.currentThread().getId());
            order.add(request.trial());
            throw new OutOfMemoryError("direct buffer memory");
        };
        try (EvaluationBackend backend = backend(failing, 1)) {
            List<CompletableFuture<EvaluationResult>> results = new ArrayList<>();
            for (int i = 1; i <= 20; i++) {
                results.add(backend.submit(request(i)));
            }
            results.get(19).get();
        }
        assertEquals(1, threads.size());
        assertEquals(20, order.size());
        assertEquals(order.stream().sorted().toList(), order);
    }
}
