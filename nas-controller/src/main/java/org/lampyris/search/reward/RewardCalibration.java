package org.lampyris.search.reward;

import java.util.List;

/**
 * The exponents of {@link MnasNetReward} for a target and the costs of networks that were sampled from the space, so that
 * the most accurate network within the target has the highest reward, or one hardly worse that is cheaper.
 *
 * <p>Up to the target, going down to the cheapest sampled network (or to half the target, if that is farther) is worth
 * {@link #SAVING} of the accuracy. Over the target, going up to the dearest (or to twice the target, if that is nearer)
 * costs {@link #EXCESS} of it. Only ratios of costs count, so any unit will do.
 *
 * @param alpha the exponent up to the target, from -0.0044 to 0
 * @param beta the exponent over the target, from {@link #STEEPEST} to -2
 */
public record RewardCalibration(double alpha, double beta) {
    /** The share of the accuracy that the whole spread of costs within the target is worth. */
    public static final double SAVING = 0.003;

    /** The share of the accuracy that is lost at twice the target, or earlier where no network is as dear. */
    public static final double EXCESS = 0.75;

    /** The least that beta can be; it holds, too, where nothing that was sampled is over the target. */
    public static final double STEEPEST = -10;

    /**
     * @param target the cost to aim at
     * @param costs those of sampled networks, in the unit of the target
     * @throws IllegalArgumentException if there are no costs, or one or the target isn't a finite number over 0
     */
    public static RewardCalibration of(double target, List<Double> costs) {
        double cheapest = Double.POSITIVE_INFINITY;
        double dearest = 0;
        for (double cost : costs) {
            cheapest = Math.min(cheapest, positive(cost));
            dearest = Math.max(dearest, cost);
        }
        if (costs.isEmpty()) {
            throw new IllegalArgumentException("there are no costs to calibrate a reward by");
        }
        double down = Math.max(positive(target) / cheapest, 2);
        double up = Math.min(dearest / target, 2);
        double alpha = -StrictMath.log(1 + SAVING) / StrictMath.log(down);
        double beta = up > 1 ? StrictMath.log(1 - EXCESS) / StrictMath.log(up) : STEEPEST;
        return new RewardCalibration(alpha, Math.max(beta, STEEPEST));
    }

    private static double positive(double cost) {
        if (!(cost > 0) || Double.isInfinite(cost)) {
            throw new IllegalArgumentException("a cost or target is " + cost + " and must be a number over 0");
        }
        return cost;
    }
}
