package org.lampyris.search.reward;

import java.util.List;
import java.util.OptionalDouble;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.evaluation.EvaluationResult.Lost;
import org.lampyris.evaluation.Objective;

/** The rewards of what wasn't evaluated: all at most 0. */
final class Penalties {
    /** Of failed and timed out trials: nothing is worse. */
    static final double FAILED = -1;

    /** Of lost trials; nobody learns from it. */
    static final double LOST = 0;

    private Penalties() {}

    static double of(EvaluationResult result, List<Objective> bounds) {
        if (result instanceof Infeasible) {
            double violation = violation(result, bounds);
            return -violation / (1 + violation);
        }
        return result instanceof Lost ? LOST : FAILED;
    }

    /** The sum of what the bounds are exceeded by, relative to each bound; 1 if no known metric exceeds any. */
    private static double violation(EvaluationResult result, List<Objective> bounds) {
        double sum = 0;
        for (Objective objective : bounds) {
            OptionalDouble value = result.metrics().find(objective.metric());
            if (value.isPresent() && !objective.feasible(value.getAsDouble())) {
                double bound = objective.bound().getAsDouble();
                double scale = Math.max(Math.abs(bound), 1e-9);
                sum += Math.abs(value.getAsDouble() - bound) / scale;
            }
        }
        return sum > 0 ? Math.min(sum, 1e9) : 1;
    }
}
