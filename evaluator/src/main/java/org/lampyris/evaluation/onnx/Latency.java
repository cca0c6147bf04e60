package org.lampyris.evaluation.onnx;

import java.util.Arrays;

/**
 * How long one image took on this machine.
 *
 * @param medianMs the middle of all repeats, in milliseconds
 * @param spreadMs the interquartile range: the middle half of the repeats is this wide, in milliseconds
 * @param repeats how often it was measured, without the warm-up
 */
public record Latency(double medianMs, double spreadMs, int repeats) {

    /** @param milliseconds at least one; quartiles between two values are interpolated */
    static Latency of(double[] milliseconds) {
        double[] sorted = milliseconds.clone();
        Arrays.sort(sorted);
        return new Latency(quantile(sorted, 0.5), quantile(sorted, 0.75) - quantile(sorted, 0.25), milliseconds.length);
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
