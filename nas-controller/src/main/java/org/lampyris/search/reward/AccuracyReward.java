package org.lampyris.search.reward;

import java.util.List;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;

/**
 * Accuracy alone; other outcomes as in {@link MnasNetReward}.
 *
 * @param bounds the objectives with the bounds that make an architecture infeasible
 */
public record AccuracyReward(List<Objective> bounds) implements Reward {
    public AccuracyReward {
        bounds = List.copyOf(bounds);
    }

    @Override
    public double of(EvaluationResult result) {
        return result instanceof Evaluated ? result.metrics().get(Metrics.ACCURACY) : Penalties.of(result, bounds);
    }
}
