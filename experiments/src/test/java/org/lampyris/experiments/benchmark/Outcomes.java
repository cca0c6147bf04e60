package org.lampyris.experiments.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Metrics;
import org.lampyris.search.Trial;
import org.lampyris.space.Architecture;

/** Outcomes of searches that weren't run. */
final class Outcomes {
    private static final Trial SOME = new Trial(
            1,
            new Architecture(List.of(0), "0"),
            new Evaluated(Metrics.of(Map.of("accuracy", 1.0)), Optional.empty()),
            1,
            OptionalInt.empty());

    private Outcomes() {}

    /** A run with these regrets at 10, 20, …: 10 evaluations of 20 samples each, 30 milliseconds in all. */
    static TabularOutcome of(long seed, double... regrets) {
        List<Checkpoint> checkpoints = new ArrayList<>();
        for (int i = 1; i <= regrets.length; i++) {
            double regret = regrets[i - 1];
            checkpoints.add(new Checkpoint(10 * i, regret, 1 - regret, 9 * i, 20 * i, Double.NaN));
        }
        int evaluations = Math.max(1, 10 * regrets.length);
        return new TabularOutcome(
                seed, checkpoints, Collections.nCopies(evaluations, SOME), 2 * evaluations, 30_000_000);
    }
}
