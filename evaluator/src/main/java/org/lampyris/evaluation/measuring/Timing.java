package org.lampyris.evaluation.measuring;

import java.util.Arrays;

/**
 * What the rounds of one model come to.
 *
 * @param ms the median of the rounds' medians, in milliseconds
 * @param spreadMs one standard deviation of single runs, by the median absolute deviation, which a few slow runs don't move
 * @param errorShare one standard deviation of {@code ms}, as a share of it
 * @param count the runs that were timed
 */
public record Timing(double ms, double spreadMs, double errorShare, long count) {
    /** The standard deviation of normal values whose median absolute deviation is 1. */
    private static final double DEVIATION_OF_MEDIAN = 1.4826;

    /** A median scatters more than a mean. */
    private static final double MEDIAN_OVER_MEAN = 1.2533;

    /** @param rounds the milliseconds of each run of each round, at least one each */
    static Timing of(double[][] rounds) {
        double[] medians = Arrays.stream(rounds).mapToDouble(Timing::median).toArray();
        double[] all = Arrays.stream(rounds).flatMapToDouble(Arrays::stream).toArray();
        double ms = median(medians);
        double between = deviation(medians, ms) * MEDIAN_OVER_MEAN / Math.sqrt(medians.length);
        return new Timing(ms, deviation(all, median(all)), between / ms, all.length);
    }

    private static double deviation(double[] values, double center) {
        return DEVIATION_OF_MEDIAN
                * median(Arrays.stream(values).map(v -> Math.abs(v - center)).toArray());
    }

    /** The median of at least one value. */
    public static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
