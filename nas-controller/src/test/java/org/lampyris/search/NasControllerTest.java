package org.lampyris.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lampyris.search.Searches.OBJECTIVES;
import static org.lampyris.search.Searches.REWARD;
import static org.lampyris.search.Searches.TRAINED;
import static org.lampyris.search.Searches.WINDOW;
import static org.lampyris.search.Searches.delayed;
import static org.lampyris.search.Searches.evolution;
import static org.lampyris.search.Searches.proposing;
import static org.lampyris.search.Searches.search;
import static org.lampyris.search.Searches.settings;
import static org.lampyris.search.Searches.uninterrupted;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.execution.EvaluationBackend;
import org.lampyris.evaluation.execution.LocalBackend;
import org.lampyris.input.InvalidInputException;
import org.lampyris.search.pareto.ParetoFront;
import org.lampyris.search.random.RandomStrategy;
import org.lampyris.search.store.InMemoryTrialStore;
import org.lampyris.search.store.TrialStore;
import org.lampyris.space.Architecture;

@Timeout(60)
class NasControllerTest {
    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {1, 2, 4, 8, 13})
    void theTrialsAreTheSameWhateverTheWorkers(int workers) {
        TrialStore store = new InMemoryTrialStore();
        search(delayed(workers), workers, store, settings(3, WINDOW, SearchBudget.trained(TRAINED)));
        assertEquals(uninterrupted(), store.trials());
    }

    @Test
    void anotherSeedOrWindowGivesOtherTrials() {
        for (SearchSettings other : List.of(
                settings(4, WINDOW, SearchBudget.trained(TRAINED)), settings(3, 2, SearchBudget.trained(TRAINED)))) {
            TrialStore store = new InMemoryTrialStore();
            search(SyntheticSpace::evaluate, 1, store, other);
            assertFalse(uninterrupted().equals(store.trials()));
        }
    }

    @Test
    void searchesStoppedTwentyTimesInAllEqualAnUninterruptedOne() {
        int stops = 0;
        for (long seed = 1; stops < 20; seed++) {
            assertTrue(seed <= 20, "stopped only " + stops + " times in 20 searches");
            SplittableRandom random = new SplittableRandom(seed);
            TrialStore store = new InMemoryTrialStore();
            StopReason reason = StopReason.INTERRUPTED;
            for (int starts = 1; reason == StopReason.INTERRUPTED; starts++) {
                int evaluations = starts <= 20 ? 1 + random.nextInt(3) : Integer.MAX_VALUE;
                reason = searchUntil(evaluations, 1 + random.nextInt(8), store, random.nextLong());
                stops += reason == StopReason.INTERRUPTED ? 1 : 0;
            }
            assertEquals(uninterrupted(), store.trials(), "seed " + seed);
        }
    }

    /** Stops while so many evaluations have ended and others run, as a user's Ctrl-C would. */
    private static StopReason searchUntil(int evaluations, int workers, TrialStore store, long seed) {
        AtomicInteger left = new AtomicInteger(evaluations);
        CompletableFuture<NasController> searching = new CompletableFuture<>();
        Evaluator delayed = delayed(seed);
        Evaluator stopping = request -> {
            EvaluationResult result = delayed.evaluate(request);
            if (left.decrementAndGet() == 0) {
                searching.join().stop();
            }
            return result;
        };
        try (EvaluationBackend backend = new LocalBackend(stopping, workers)) {
            NasController controller = new NasController(
                    evolution(), backend, store, REWARD, settings(3, WINDOW, SearchBudget.trained(TRAINED)));
            searching.complete(controller);
            return controller.run(new SearchListener() {});
        }
    }

    /** The budget isn't part of what makes a run: a finished search can be continued with a larger one. */
    @Test
    void aLargerBudgetContinuesTheSameRun() {
        TrialStore store = new InMemoryTrialStore();
        for (int budget : new int[] {1, 7, 8, 23, TRAINED}) {
            StopReason reason = search(delayed(budget), 4, store, settings(3, WINDOW, SearchBudget.trained(budget)));
            assertEquals(StopReason.TRAINED, reason);
            assertEquals(budget, store.trials().stream().filter(Trial::trained).count());
        }
        assertEquals(uninterrupted(), store.trials());
        assertEquals(StopReason.TRAINED, search(delayed(1), 4, store, settings(3, WINDOW, SearchBudget.trained(5))));
        assertEquals(uninterrupted(), store.trials());
    }

    /** A strategy that checks what it knows at each ask. */
    @ParameterizedTest(name = "window {0}")
    @ValueSource(ints = {1, 2, 5, 8})
    void trialIIsAskedForWhenExactlyThoseUpToIMinusWindowAreTold(int window) {
        List<Integer> told = new ArrayList<>();
        AtomicInteger asked = new AtomicInteger();
        SearchStrategy random = new RandomStrategy(new SyntheticSpace(), 1);
        SearchStrategy checking = new SearchStrategy() {
            @Override
            public List<Proposal> ask(int n) {
                assertEquals(1, n);
                assertEquals(Math.max(0, asked.incrementAndGet() - window), told.size());
                return random.ask(n);
            }

            @Override
            public void tell(List<Trial> finished) {
                assertEquals(1, finished.size());
                told.add(finished.get(0).number());
                assertEquals(told.size(), finished.get(0).number());
            }
        };
        TrialStore store = new InMemoryTrialStore();
        try (EvaluationBackend backend = new LocalBackend(delayed(window), 3)) {
            SearchSettings settings = settings(3, window, SearchBudget.trained(30));
            new NasController(checking, backend, store, REWARD, settings).run(new SearchListener() {});
        }
        assertEquals(asked.get(), store.trials().size());
    }

    /** A second look has a seed of its own, more epochs of a look have the seed and the price of what was begun. */
    @Test
    void looksAndEpochsDecideWhatIsEvaluated() {
        Proposal first = new RandomStrategy(new SyntheticSpace(), 1).ask(1).get(0);
        List<Proposal> proposals =
                List.of(first.withEpochs(1), first.withEpochs(1), first.withEpochs(4), first, first.withLook(1), first);
        List<EvaluationRequest> requests = new ArrayList<>();
        SearchStrategy listed = new SearchStrategy() {
            private int next;

            @Override
            public List<Proposal> ask(int n) {
                return List.of(proposals.get(next++ % proposals.size()));
            }

            @Override
            public void tell(List<Trial> finished) {}
        };
        Evaluator evaluator = request -> {
            requests.add(request);
            return new EvaluationResult.Evaluated(
                    Metrics.of(Map.of(Metrics.ACCURACY, 0.5, Metrics.LATENCY_MS, 1.0)), Optional.empty());
        };
        TrialStore store = new InMemoryTrialStore();
        try (EvaluationBackend backend = new LocalBackend(evaluator, 1)) {
            SearchSettings settings = settings(3, 1, SearchBudget.trained(2).ofEpochs(4));
            StopReason reason =
                    new NasController(listed, backend, store, REWARD, settings).run(new SearchListener() {});
            assertEquals(StopReason.TRAINED, reason);
        }
        assertEquals(
                List.of(
                        OptionalInt.empty(),
                        OptionalInt.of(1),
                        OptionalInt.empty(),
                        OptionalInt.of(3),
                        OptionalInt.empty()),
                store.trials().stream().map(Trial::repeats).toList());
        assertEquals(
                List.of(1, 3, 5),
                requests.stream().map(EvaluationRequest::trial).toList());
        assertEquals(requests.get(0).seed(), requests.get(1).seed());
        assertNotEquals(requests.get(0).seed(), requests.get(2).seed());
        assertEquals(
                List.of(OptionalInt.of(1), OptionalInt.of(4), OptionalInt.empty()),
                requests.stream().map(EvaluationRequest::epochs).toList());
    }

    @Test
    void repeatsCostNothingAndTakeTheFirstOnesResult() {
        Set<String> evaluated = ConcurrentHashMap.newKeySet();
        Evaluator once = request -> {
            assertTrue(evaluated.add(request.architecture().id()));
            return delayed(1).evaluate(request);
        };
        TrialStore store = new InMemoryTrialStore();
        SearchStrategy few = proposing(List.of(0, 1, 0, 0, 2, 1, 3, 2, 4));
        StopReason reason;
        try (EvaluationBackend backend = new LocalBackend(once, 4)) {
            SearchSettings settings = settings(3, 6, new SearchBudget(100, 1, 9, Optional.empty()));
            reason = new NasController(few, backend, store, REWARD, settings).run(new SearchListener() {});
        }
        assertEquals(StopReason.PROPOSALS, reason);
        List<Trial> trials = store.trials();
        assertEquals(
                List.of(0, 0, 1, 1, 0, 2, 0, 5, 0),
                trials.stream().map(t -> t.repeats().orElse(0)).toList());
        for (Trial trial : trials) {
            trial.repeats().ifPresent(first -> {
                assertEquals(trials.get(first - 1).result(), trial.result());
                assertEquals(trials.get(first - 1).reward(), trial.reward());
                assertFalse(trial.trained());
            });
        }
    }

    @Test
    void eachTrialHasItsOwnSeed() {
        Set<Long> seeds = ConcurrentHashMap.newKeySet();
        List<Integer> requests = new ArrayList<>();
        Evaluator collecting = request -> {
            seeds.add(request.seed());
            requests.add(request.trial());
            return SyntheticSpace.evaluate(request);
        };
        search(collecting, 1, new InMemoryTrialStore(), settings(3, 2, SearchBudget.trained(TRAINED)));
        assertEquals(requests.size(), seeds.size());
        Set<Long> many = new HashSet<>();
        for (long run = 0; run < 100; run++) {
            for (int trial = 1; trial <= 100; trial++) {
                many.add(settings(run, 1, SearchBudget.trained(1)).seedOf(trial));
            }
        }
        assertEquals(10_000, many.size());
    }

    @Test
    void aLogOfOtherProposalsIsRefused() {
        TrialStore store = new InMemoryTrialStore();
        store.append(uninterrupted().get(0));
        Trial second = uninterrupted().get(1);
        Architecture other = new SyntheticSpace().sample(new SplittableRandom(99));
        store.append(new Trial(2, other, second.result(), second.reward(), OptionalInt.empty()));
        String message = assertThrows(
                        InvalidInputException.class,
                        () -> search(SyntheticSpace::evaluate, 1, store, settings(3, WINDOW, SearchBudget.trained(5))))
                .getMessage();
        assertTrue(message != null && message.contains("trial 2 is " + other.id()), message);
    }

    @Test
    void listenersHearOfTrialsFrontsAndTheEnd() {
        List<Trial> heard = new ArrayList<>();
        List<ParetoFront> fronts = new ArrayList<>();
        List<StopReason> reasons = new ArrayList<>();
        SearchListener listener = new SearchListener() {
            @Override
            public void trialFinished(Trial trial, boolean replayed) {
                assertEquals(trial.number() <= 10, replayed);
                heard.add(trial);
            }

            @Override
            public void frontChanged(ParetoFront front) {
                fronts.add(front);
            }

            @Override
            public void stopped(StopReason reason) {
                reasons.add(reason);
            }
        };
        TrialStore store = new InMemoryTrialStore();
        uninterrupted().subList(0, 10).forEach(store::append);
        try (EvaluationBackend backend = new LocalBackend(SyntheticSpace::evaluate, 2)) {
            new NasController(evolution(), backend, store, REWARD, settings(3, WINDOW, SearchBudget.trained(TRAINED)))
                    .run(listener);
        }
        assertEquals(uninterrupted(), heard);
        assertEquals(List.of(StopReason.TRAINED), reasons);
        assertEquals(
                ParetoFront.of(OBJECTIVES, uninterrupted()).members(),
                fronts.get(fronts.size() - 1).members());
    }
}
