package org.lampyris.search.reinforce;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns rewards into advantages that don't depend on their scale: the share of earlier rewards that a reward beats (ties
 * count half), less the moving average of such shares. As the policy improves, so does what a trial is compared with.
 */
final class RewardRanks {
    private final double decay;
    private final List<Double> rewards = new ArrayList<>();
    private double average = 0.5;

    RewardRanks(double decay) {
        this.decay = decay;
    }

    /** The advantage of the next reward, -1 to 1. Not a number counts as the worst. */
    double advantage(double reward) {
        double value = Double.isNaN(reward) ? Double.NEGATIVE_INFINITY : reward;
        double beaten = 0.5;
        for (double other : rewards) {
            beaten += other < value ? 1 : other == value ? 0.5 : 0;
        }
        rewards.add(value);
        double share = beaten / rewards.size();
        double advantage = share - average;
        average = decay * average + (1 - decay) * share;
        return advantage;
    }
}
