package org.lampyris.evaluation.compression.sharing;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Different values in ascending order, each with its importance; sums over any range of them come at once. */
final class SortedWeights {
    private final double[] values;
    /** Sums over all values before a place: importance, importance * value, importance * value², values. */
    private final double[] weights;

    private final double[] firstMoments;
    private final double[] secondMoments;
    private final double[] plain;
    /** What values are less in the moments, so that nothing is lost by cancellation. */
    private final double centre;

    private SortedWeights(double[] values, double[] importance) {
        int size = values.length;
        this.values = values;
        this.centre = (values[0] + values[size - 1]) / 2;
        this.weights = new double[size + 1];
        this.firstMoments = new double[size + 1];
        this.secondMoments = new double[size + 1];
        this.plain = new double[size + 1];
        for (int i = 0; i < size; i++) {
            double x = values[i] - centre;
            weights[i + 1] = weights[i] + importance[i];
            firstMoments[i + 1] = firstMoments[i] + importance[i] * x;
            secondMoments[i + 1] = secondMoments[i] + importance[i] * x * x;
            plain[i + 1] = plain[i] + x;
        }
    }

    /** @param values at least one, finite; equal ones are put together */
    static SortedWeights of(float[] values, double[] importance) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Float.compare(values[a], values[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] different = new double[values.length];
        double[] weights = new double[values.length];
        int size = 0;
        for (int i : order) {
            if (size == 0 || different[size - 1] != values[i]) {
                different[size++] = values[i];
            }
            weights[size - 1] += importance[i];
        }
        return new SortedWeights(Arrays.copyOf(different, size), Arrays.copyOf(weights, size));
    }

    /** The same in bins of equal width; those without values are left out. */
    SortedWeights histogram(int bins) {
        double least = values[0];
        double width = (values[size() - 1] - least) / bins;
        double[] centres = new double[bins];
        double[] importance = new double[bins];
        int size = 0;
        int start = 0;
        for (int bin = 1; bin <= bins; bin++) {
            int end = bin == bins ? size() : firstOver(least + bin * width);
            if (end > start) {
                centres[size] = mean(start, end);
                importance[size++] = weights[end] - weights[start];
                start = end;
            }
        }
        return new SortedWeights(Arrays.copyOf(centres, size), Arrays.copyOf(importance, size));
    }

    int size() {
        return values.length;
    }

    double value(int place) {
        return values[place];
    }

    /** The weighted mean of the values from a place to before another; the plain one where nothing is of importance. */
    double mean(int start, int end) {
        double weight = weights[end] - weights[start];
        double mean = weight > 0
                ? (firstMoments[end] - firstMoments[start]) / weight
                : (plain[end] - plain[start]) / (end - start);
        return centre + mean;
    }

    /** The sum of {@code importance * (value - mean)²} over the values from a place to before another. */
    double distortion(int start, int end) {
        double weight = weights[end] - weights[start];
        double first = firstMoments[end] - firstMoments[start];
        double second = secondMoments[end] - secondMoments[start];
        return weight > 0 ? Math.max(0, second - first * first / weight) : 0;
    }

    /** The place of the first value that is larger. */
    int firstOver(double limit) {
        int low = 0;
        int high = values.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values[middle] > limit) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
