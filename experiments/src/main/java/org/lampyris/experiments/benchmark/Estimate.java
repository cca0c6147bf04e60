package org.lampyris.experiments.benchmark;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * A statistic of a sample with its 95 % interval, the percentiles 2.5 and 97.5 of 2,000 bootstrap samples.
 *
 * @param value of the sample as it is
 * @see <a href="https://doi.org/10.1201/9780429246593">Efron and Tibshirani, An Introduction to the Bootstrap, 1993,
 *     chapter 13</a>
 */
public record Estimate(double value, double low, double high) {
    private static final int RESAMPLES = 2_000;
    private static final double TAIL = 0.025;

    /**
     * @param size of the sample, at least 2
     * @param statistic of the members with these indices, some of them more than once, others not at all; where it
     *     isn't a number the bootstrap sample is left out
     */
    static Estimate bootstrap(int size, ToDoubleFunction<int[]> statistic, long seed) {
        int[] drawn = new int[size];
        Arrays.setAll(drawn, i -> i);
        double value = statistic.applyAsDouble(drawn);
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            Arrays.setAll(drawn, i -> random.nextInt(size));
            values[r] = statistic.applyAsDouble(drawn);
        }
        double[] sorted =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        return sorted.length == 0
                ? new Estimate(value, Double.NaN, Double.NaN)
                : new Estimate(value, percentile(sorted, TAIL), percentile(sorted, 1 - TAIL));
    }

    private static double percentile(double[] sorted, double share) {
        return sorted[(int) Math.rint(share * (sorted.length - 1))];
    }
}
