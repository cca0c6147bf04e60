package org.lampyris.search.reward;

import java.util.List;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;

/**
 * Accuracy weighed against one cost: {@code accuracy * (cost / target)^w} with {@code w = alpha} up to the target and
 * {@code beta} over it. It is at least 0.
 *
 * <p>Other outcomes: {@code -v / (1 + v)} for an infeasible one, where {@code v} is the sum of its violations relative to
 * their bounds, so that the strategy learns the direction (1 where the violation isn't known); -1 for a failed or timed
 * out one; 0 for a lost one.
 *
 * @param cost the metric of the cost, which must be over 0; any will do, e.g. {@link Metrics#ENERGY_UJ}
 * @param target the cost to aim at, in the metric's unit
 * @param alpha the exponent up to the target, at most 0
 * @param beta the exponent over the target, at most 0
 * @param bounds the objectives with the bounds that make an architecture infeasible
 * @see <a href="https://arxiv.org/abs/1807.11626">Tan et al., MnasNet: Platform-Aware Neural Architecture Search for
 *     Mobile, 2019, section 3</a>
 */
public record MnasNetReward(String cost, double target, double alpha, double beta, List<Objective> bounds)
        implements Reward {
    private static final double SOFT = -0.07;

    public MnasNetReward {
        bounds = List.copyOf(bounds);
        if (!(target > 0) || Double.isInfinite(target)) {
            throw new IllegalArgumentException("the target of " + cost + " is " + target + " and must be over 0");
        }
        if (!(alpha <= 0 && alpha >= -100 && beta <= 0 && beta >= -100)) {
            throw new IllegalArgumentException("alpha " + alpha + " and beta " + beta + " must be from -100 to 0");
        }
    }

    /** Twice the cost for 5 % relative accuracy: alpha = beta = -0.07. */
    public static MnasNetReward soft(String cost, double target, List<Objective> bounds) {
        return new MnasNetReward(cost, target, SOFT, SOFT, bounds);
    }

    /** Accuracy alone up to the target, then divided by the relative cost: alpha = 0, beta = -1. */
    public static MnasNetReward hard(String cost, double target, List<Objective> bounds) {
        return new MnasNetReward(cost, target, 0, -1, bounds);
    }

    /** @throws IllegalArgumentException if an evaluated network has no accuracy or no cost over 0 */
    @Override
    public double of(EvaluationResult result) {
        if (!(result instanceof Evaluated)) {
            return Penalties.of(result, bounds);
        }
        double value = result.metrics().get(cost);
        if (!(value > 0)) {
            throw new IllegalArgumentException(cost + " is " + value + " and must be over 0");
        }
        return result.metrics().get(Metrics.ACCURACY) * weight(value);
    }

    /** What the accuracy of a network of this cost is multiplied by: 1 at the target. */
    public double weight(double value) {
        return StrictMath.pow(value / target, value <= target ? alpha : beta);
    }
}
