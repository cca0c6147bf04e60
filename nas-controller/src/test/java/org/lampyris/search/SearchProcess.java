package org.lampyris.search;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.evaluation.execution.EvaluationBackend;
import org.lampyris.evaluation.execution.LocalBackend;
import org.lampyris.search.genetic.RegularizedEvolution;
import org.lampyris.search.reward.MnasNetReward;
import org.lampyris.search.store.RunIdentity;
import org.lampyris.search.store.RunLock;
import org.lampyris.search.store.SqliteTrialStore;

/** A process that starts or resumes a search in a folder and prints the number of each trial that it adds. */
final class SearchProcess {
    static final RunIdentity IDENTITY = RunIdentity.of(Map.of("profile", "5e1f", "space", "synthetic"));

    private SearchProcess() {}

    public static void main(String[] args) {
        search(Path.of(args[0]), Integer.parseInt(args[1]), 999_999);
    }

    /** The hash of the whole history. */
    @SuppressWarnings("try")
    static String search(Path folder, int workers, int nanoseconds) {
        Evaluator evaluator = request -> {
            Thread.sleep(0, nanoseconds == 0 ? 0 : Math.floorMod(request.seed(), nanoseconds));
            return SyntheticSpace.evaluate(request);
        };
        List<Objective> objectives =
                List.of(Objective.maximize(Metrics.ACCURACY), Objective.minimize(Metrics.LATENCY_MS));
        SearchSettings settings = new SearchSettings(11, 6, SearchBudget.trained(60), objectives, () -> Instant.EPOCH);
        try (RunLock lock = RunLock.acquire(folder);
                SqliteTrialStore store = SqliteTrialStore.exists(folder)
                        ? SqliteTrialStore.open(folder, IDENTITY)
                        : SqliteTrialStore.create(folder, IDENTITY);
                EvaluationBackend backend = new LocalBackend(evaluator, workers)) {
            SearchStrategy strategy =
                    new RegularizedEvolution(new SyntheticSpace(), RegularizedEvolution.Settings.DEFAULT, 11);
            new NasController(strategy, backend, store, MnasNetReward.soft(Metrics.LATENCY_MS, 4, objectives), settings)
                    .run(new SearchListener() {
                        @Override
                        public void trialFinished(Trial trial, boolean replayed) {
                            if (!replayed) {
                                System.out.println(trial.number());
                            }
                        }
                    });
            return store.hash();
        }
    }
}
