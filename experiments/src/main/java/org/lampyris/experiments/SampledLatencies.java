package org.lampyris.experiments;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.OptionalDouble;
import org.lampyris.experiments.config.RewardSettings;
import org.lampyris.search.reward.RewardCalibration;

/**
 * Latencies of networks that were sampled from a space, and what a reward is to aim at by them.
 *
 * @param sorted in milliseconds, the lowest first
 * @param limit the most that a network may take
 */
public record SampledLatencies(List<Double> sorted, OptionalDouble limit) {
    /** How many networks are sampled. */
    static final int COUNT = 200;

    private static final MathContext DIGITS = new MathContext(4);

    public SampledLatencies {
        sorted = List.copyOf(sorted);
    }

    /**
     * The latency that this share of the networks doesn't exceed, linear between two of them.
     *
     * @param share from 0 (the lowest) to 1 (the highest)
     */
    public double quantile(double share) {
        double position = share * (sorted.size() - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (position - below) * (sorted.get(above) - sorted.get(below));
    }

    /**
     * The settings with a target and exponents: what is given stays; the target is else the limit, else the median, and the
     * exponents are calibrated by it.
     */
    public RewardSettings resolve(RewardSettings given) {
        double target = given.targetMs().orElse(limit.orElse(rounded(quantile(0.5))));
        RewardCalibration calibrated = RewardCalibration.of(target, sorted);
        return given.withTarget(target)
                .withExponents(
                        given.alpha().orElse(rounded(calibrated.alpha())),
                        given.beta().orElse(rounded(calibrated.beta())));
    }

    private static double rounded(double value) {
        return new BigDecimal(value).round(DIGITS).doubleValue();
    }
}
