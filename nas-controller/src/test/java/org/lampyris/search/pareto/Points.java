package org.lampyris.search.pareto;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.Trial;
import org.lampyris.space.Architecture;

/** Trials at points. */
final class Points {
    static final List<Objective> TWO =
            List.of(Objective.maximize(Metrics.ACCURACY), Objective.minimize(Metrics.LATENCY_MS));
    static final List<Objective> THREE = List.of(
            Objective.maximize(Metrics.ACCURACY),
            Objective.minimize(Metrics.LATENCY_MS),
            Objective.minimize(Metrics.FLASH_BYTES));

    private Points() {}

    static Trial trial(int number, double accuracy, double latency, double flash) {
        return trial(number, new Evaluated(metrics(accuracy, latency, flash), Optional.empty()));
    }

    static Trial trial(int number, EvaluationResult result) {
        return new Trial(number, new Architecture(List.of(number), "a" + number), result, 0, OptionalInt.empty());
    }

    static Metrics metrics(double accuracy, double latency, double flash) {
        return Metrics.of(Map.of(
                Metrics.ACCURACY, accuracy,
                Metrics.LATENCY_MS, latency,
                Metrics.FLASH_BYTES, flash));
    }

    /** On a coarse grid, so that equal values are frequent; some infeasible, some repeats. */
    static List<Trial> random(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Trial> trials = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            Metrics metrics = metrics(random.nextInt(8) / 8.0, 1 + random.nextInt(8), 100 * (1 + random.nextInt(8)));
            EvaluationResult result = random.nextInt(10) == 0
                    ? new Infeasible(metrics, "latency")
                    : new Evaluated(metrics, Optional.empty());
            OptionalInt repeats = random.nextInt(10) == 0 && i > 1 ? OptionalInt.of(1) : OptionalInt.empty();
            trials.add(new Trial(i, new Architecture(List.of(i), "a" + i), result, 0, repeats));
        }
        return trials;
    }
}
