package org.lampyris.evaluation.data;

import java.util.function.IntToDoubleFunction;

/**
 * A line of samples at another length: shrinking averages the area that a new sample covers, enlarging interpolates
 * linearly between the two nearest centres. The weights of a new sample add up to 1.
 */
final class Resampling {
    private final int[] first;
    private final double[][] weights;

    Resampling(int from, int to) {
        first = new int[to];
        weights = new double[to][];
        double scale = (double) from / to;
        for (int i = 0; i < to; i++) {
            if (scale >= 1) {
                average(i, i * scale, Math.min(from, (i + 1) * scale), from);
            } else {
                interpolate(i, Math.max(0, Math.min(from - 1, (i + 0.5) * scale - 0.5)), from);
            }
        }
    }

    private void average(int i, double begin, double end, int from) {
        first[i] = (int) begin;
        int last = Math.min(from - 1, (int) Math.ceil(end) - 1);
        weights[i] = new double[last - first[i] + 1];
        for (int k = 0; k < weights[i].length; k++) {
            int sample = first[i] + k;
            weights[i][k] = (Math.min(end, sample + 1) - Math.max(begin, sample)) / (end - begin);
        }
    }

    private void interpolate(int i, double centre, int from) {
        first[i] = Math.min((int) centre, from - 1);
        double right = centre - first[i];
        weights[i] = first[i] + 1 < from ? new double[] {1 - right, right} : new double[] {1};
    }

    /** The new sample {@code i} of the line that {@code samples} gives. */
    double at(int i, IntToDoubleFunction samples) {
        double sum = 0;
        for (int k = 0; k < weights[i].length; k++) {
            sum += weights[i][k] * samples.applyAsDouble(first[i] + k);
        }
        return sum;
    }
}
