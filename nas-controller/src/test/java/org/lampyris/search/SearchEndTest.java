package org.lampyris.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lampyris.search.Searches.OBJECTIVES;
import static org.lampyris.search.Searches.REWARD;
import static org.lampyris.search.Searches.TRAINED;
import static org.lampyris.search.Searches.WINDOW;
import static org.lampyris.search.Searches.evolution;
import static org.lampyris.search.Searches.proposing;
import static org.lampyris.search.Searches.search;
import static org.lampyris.search.Searches.settings;
import static org.lampyris.search.Searches.uninterrupted;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Failed;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.evaluation.EvaluationResult.Lost;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.execution.EvaluationBackend;
import org.lampyris.evaluation.execution.LocalBackend;
import org.lampyris.input.InvalidInputException;
import org.lampyris.search.store.InMemoryTrialStore;
import org.lampyris.search.store.TrialStore;

@Timeout(60)
class SearchEndTest {
    @Test
    void exactlySoManyAreTrainedThoughMostAreInfeasible() {
        AtomicInteger trainings = new AtomicInteger();
        Evaluator mostlyInfeasible = request -> {
            if (request.trial() % 5 != 0) {
                return new Infeasible(Metrics.of(Map.of(Metrics.LATENCY_MS, 9.0)), "latency_ms 9 > 6");
            }
            trainings.incrementAndGet();
            return request.trial() % 10 == 0
                    ? new Failed(Metrics.of(Map.of()), "NaN")
                    : SyntheticSpace.evaluate(request);
        };
        TrialStore store = new InMemoryTrialStore();
        SearchSettings settings = settings(3, 4, SearchBudget.trained(9));
        assertEquals(StopReason.TRAINED, search(mostlyInfeasible, 4, store, settings));
        assertEquals(9, store.trials().stream().filter(Trial::trained).count());
        assertEquals(9, trainings.get());
    }

    /** Two run, the time is up before the second ends: at most two more were started until that was noticed. */
    @Test
    void whenTheTimeIsUpWhatRunsIsFinishedAndWhatWaitsIsWithdrawn() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        CountDownLatch withdrawn = new CountDownLatch(1);
        Set<Integer> evaluated = ConcurrentHashMap.newKeySet();
        Evaluator late = request -> {
            evaluated.add(request.trial());
            if (request.trial() == 2) {
                now.set(Instant.EPOCH.plus(Duration.ofHours(1)));
            }
            if (request.trial() > 2) {
                withdrawn.await();
            }
            return SyntheticSpace.evaluate(request);
        };
        TrialStore store = new InMemoryTrialStore();
        SearchBudget budget = SearchBudget.trained(TRAINED).within(Duration.ofMinutes(10));
        assertEquals(StopReason.TIME, searchUntilWithdrawn(late, 2, store, withdrawn, budget, now::get));
        assertTrue(evaluated.size() <= 4, evaluated.toString());
        assertEquals(evaluated.size(), store.trials().size());
        search(SyntheticSpace::evaluate, 2, store, settings(3, WINDOW, SearchBudget.trained(TRAINED)));
        assertEquals(uninterrupted(), store.trials());
    }

    /** The clock stands still, so that only the wait itself can notice. */
    @Test
    void theTimeAlsoEndsDuringALongEvaluation() {
        CountDownLatch withdrawn = new CountDownLatch(1);
        Set<Integer> evaluated = ConcurrentHashMap.newKeySet();
        Evaluator slow = request -> {
            evaluated.add(request.trial());
            withdrawn.await();
            return SyntheticSpace.evaluate(request);
        };
        TrialStore store = new InMemoryTrialStore();
        SearchBudget budget = SearchBudget.trained(TRAINED).within(Duration.ofMillis(20));
        assertEquals(StopReason.TIME, searchUntilWithdrawn(slow, 1, store, withdrawn, budget, () -> Instant.EPOCH));
        assertTrue(evaluated.size() <= 1, evaluated.toString());
        assertEquals(uninterrupted().subList(0, evaluated.size()), store.trials());
    }

    @Test
    void lostTrialsAreNotCountedAsTrained() {
        Evaluator losing = request -> request.trial() % 3 == 0
                ? new Lost(Metrics.of(Map.of()), "the worker died")
                : SyntheticSpace.evaluate(request);
        TrialStore store = new InMemoryTrialStore();
        assertEquals(StopReason.TRAINED, search(losing, 4, store, settings(3, WINDOW, SearchBudget.trained(9))));
        assertEquals(
                9,
                store.trials().stream()
                        .filter(trial -> trial.repeats().isEmpty())
                        .filter(trial -> !(trial.result() instanceof Infeasible || trial.result() instanceof Lost))
                        .count());
    }

    private static StopReason searchUntilWithdrawn(
            Evaluator evaluator,
            int workers,
            TrialStore store,
            CountDownLatch withdrawn,
            SearchBudget budget,
            InstantSource clock) {
        try (EvaluationBackend local = new LocalBackend(evaluator, workers)) {
            EvaluationBackend telling = new EvaluationBackend() {
                @Override
                public CompletableFuture<EvaluationResult> submit(EvaluationRequest request) {
                    return local.submit(request);
                }

                @Override
                public void withdraw() {
                    local.withdraw();
                    withdrawn.countDown();
                }

                @Override
                public void close() {}
            };
            SearchSettings settings = new SearchSettings(3, WINDOW, budget, OBJECTIVES, clock);
            return new NasController(evolution(), telling, store, REWARD, settings).run(new SearchListener() {});
        }
    }

    @Test
    void aStrategyWithoutNewIdeasEnds() {
        TrialStore store = new InMemoryTrialStore();
        try (EvaluationBackend backend = new LocalBackend(SyntheticSpace::evaluate, 2)) {
            SearchSettings settings = settings(3, 4, SearchBudget.trained(2));
            StopReason reason = new NasController(proposing(List.of(0)), backend, store, REWARD, settings)
                    .run(new SearchListener() {});
            assertEquals(StopReason.PROPOSALS, reason);
        }
        assertEquals(2 * 50 + 1000, store.trials().size());
        assertEquals(1, store.trials().stream().filter(Trial::trained).count());
    }

    @Test
    void whatCannotBeStoredEndsTheSearchAndIsNotLearnedFrom() {
        InMemoryTrialStore log = new InMemoryTrialStore();
        TrialStore full = new TrialStore() {
            @Override
            public void append(Trial trial) {
                if (trial.number() > 5) {
                    throw new UncheckedIOException(new IOException("disk full"));
                }
                log.append(trial);
            }

            @Override
            public List<Trial> trials() {
                return log.trials();
            }

            @Override
            public void close() {}
        };
        SearchSettings settings = settings(3, WINDOW, SearchBudget.trained(TRAINED));
        assertThrows(UncheckedIOException.class, () -> search(SyntheticSpace::evaluate, 4, full, settings));
        assertEquals(uninterrupted().subList(0, 5), log.trials());
        search(SyntheticSpace::evaluate, 4, log, settings);
        assertEquals(uninterrupted(), log.trials());
    }

    @Test
    void badInputFoundByAnEvaluationEndsTheSearch() {
        Evaluator broken = request -> {
            if (request.trial() == 3) {
                throw new InvalidInputException("the image cat/7.png is broken");
            }
            return SyntheticSpace.evaluate(request);
        };
        TrialStore store = new InMemoryTrialStore();
        SearchSettings settings = settings(3, WINDOW, SearchBudget.trained(TRAINED));
        assertThrows(InvalidInputException.class, () -> search(broken, 4, store, settings));
        assertEquals(uninterrupted().subList(0, 2), store.trials());
    }

    @Test
    void anInterruptedThreadStopsTheSearch() {
        Thread.currentThread().interrupt();
        try (EvaluationBackend backend = new NeverBackend()) {
            SearchSettings settings = settings(3, 2, SearchBudget.trained(3));
            StopReason reason = new NasController(evolution(), backend, new InMemoryTrialStore(), REWARD, settings)
                    .run(new SearchListener() {});
            assertEquals(StopReason.INTERRUPTED, reason);
            assertTrue(Thread.interrupted());
        }
    }

    private static final class NeverBackend implements EvaluationBackend {
        @Override
        public CompletableFuture<EvaluationResult> submit(EvaluationRequest request) {
            return new CompletableFuture<>();
        }

        @Override
        public void withdraw() {}

        @Override
        public void close() {}
    }
}
