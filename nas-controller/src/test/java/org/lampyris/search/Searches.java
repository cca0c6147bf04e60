package org.lampyris.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.evaluation.execution.EvaluationBackend;
import org.lampyris.evaluation.execution.LocalBackend;
import org.lampyris.search.genetic.RegularizedEvolution;
import org.lampyris.search.random.RandomStrategy;
import org.lampyris.search.reward.MnasNetReward;
import org.lampyris.search.reward.Reward;
import org.lampyris.search.reward.RewardCalibration;
import org.lampyris.search.store.InMemoryTrialStore;
import org.lampyris.search.store.TrialStore;

/** Searches of the synthetic space, which the tests of the controller share. */
final class Searches {
    static final List<Objective> OBJECTIVES = List.of(
            Objective.maximize(Metrics.ACCURACY),
            Objective.minimize(Metrics.LATENCY_MS).within(6));
    static final Reward REWARD = calibrated(4);
    static final int WINDOW = 8;
    static final int TRAINED = 40;

    private static Reward calibrated(double target) {
        SplittableRandom random = new SplittableRandom(1);
        List<Double> latencies = Stream.generate(() -> new SyntheticSpace().sample(random))
                .limit(200)
                .map(SyntheticSpace::latency)
                .toList();
        RewardCalibration exponents = RewardCalibration.of(target, latencies);
        return new MnasNetReward(Metrics.LATENCY_MS, target, exponents.alpha(), exponents.beta(), OBJECTIVES);
    }

    static SearchSettings settings(long seed, int window, SearchBudget budget) {
        return new SearchSettings(seed, window, budget, OBJECTIVES, () -> Instant.EPOCH);
    }

    static SearchStrategy evolution() {
        return new RegularizedEvolution(new SyntheticSpace(), RegularizedEvolution.Settings.DEFAULT, 7);
    }

    /** Takes up to 2 ms, differently in each run. */
    static Evaluator delayed(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return request -> {
            long delay;
            synchronized (random) {
                delay = random.nextLong(2_000_000);
            }
            Thread.sleep(delay / 1_000_000, (int) (delay % 1_000_000));
            return SyntheticSpace.evaluate(request);
        };
    }

    static StopReason search(Evaluator evaluator, int workers, TrialStore store, SearchSettings settings) {
        return search(evolution(), evaluator, workers, store, settings);
    }

    static StopReason search(
            SearchStrategy strategy, Evaluator evaluator, int workers, TrialStore store, SearchSettings settings) {
        try (EvaluationBackend backend = new LocalBackend(evaluator, workers)) {
            return new NasController(strategy, backend, store, REWARD, settings).run(new SearchListener() {});
        }
    }

    /** Stops when so many trials were added, while those after them are evaluated; only repeats may be added to them. */
    static StopReason searchFor(
            int trials, SearchStrategy strategy, int workers, TrialStore store, SearchSettings settings) {
        int last = store.trials().size() + trials;
        Evaluator endless = request -> {
            if (request.trial() > last) {
                new CountDownLatch(1).await();
            }
            return SyntheticSpace.evaluate(request);
        };
        CompletableFuture<NasController> searching = new CompletableFuture<>();
        try (EvaluationBackend backend = new LocalBackend(endless, workers)) {
            NasController controller = new NasController(strategy, backend, store, REWARD, settings);
            searching.complete(controller);
            return controller.run(new SearchListener() {
                @Override
                public void trialFinished(Trial trial, boolean replayed) {
                    if (trial.number() == last) {
                        searching.join().stop();
                    }
                }
            });
        }
    }

    /** How often a search of a new strategy each time was stopped, after so many trials more, until it ended. */
    static int stops(int trials, Supplier<SearchStrategy> strategy, TrialStore store, SearchSettings settings) {
        for (int stops = 0; ; stops++) {
            int before = store.trials().size();
            int workers = 1 + stops % 3;
            if (searchFor(trials, strategy.get(), workers, store, settings) != StopReason.INTERRUPTED) {
                return stops;
            }
            assertTrue(store.trials().size() > before, "nothing is added to " + before + " trials");
        }
    }

    static List<Trial> uninterrupted() {
        TrialStore store = new InMemoryTrialStore();
        SearchSettings settings = settings(3, WINDOW, SearchBudget.trained(TRAINED));
        assertEquals(StopReason.TRAINED, search(SyntheticSpace::evaluate, 1, store, settings));
        return store.trials();
    }

    static SearchStrategy proposing(List<Integer> proposals) {
        SyntheticSpace space = new SyntheticSpace();
        List<Proposal> choice = new RandomStrategy(space, 12).ask(5);
        return new SearchStrategy() {
            private int next;

            @Override
            public List<Proposal> ask(int n) {
                return List.of(choice.get(proposals.get(next++ % proposals.size())));
            }

            @Override
            public void tell(List<Trial> finished) {}
        };
    }

    private Searches() {}
}
