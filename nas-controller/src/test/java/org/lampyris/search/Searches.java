package org.lampyris.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.evaluation.execution.EvaluationBackend;
import org.lampyris.evaluation.execution.LocalBackend;
import org.lampyris.search.genetic.RegularizedEvolution;
import org.lampyris.search.random.RandomStrategy;
import org.lampyris.search.reward.MnasNetReward;
import org.lampyris.search.reward.Reward;
import org.lampyris.search.store.InMemoryTrialStore;
import org.lampyris.search.store.TrialStore;

/** Searches of the synthetic space, which the tests of the controller share. */
final class Searches {
    static final List<Objective> OBJECTIVES = List.of(
            Objective.maximize(Metrics.ACCURACY),
            Objective.minimize(Metrics.LATENCY_MS).within(6));
    static final Reward REWARD = MnasNetReward.soft(Metrics.LATENCY_MS, 4, OBJECTIVES);
    static final int WINDOW = 8;
    static final int TRAINED = 40;

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
        try (EvaluationBackend backend = new LocalBackend(evaluator, workers)) {
            return new NasController(evolution(), backend, store, REWARD, settings).run(new SearchListener() {});
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
