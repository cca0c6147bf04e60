package org.lampyris.evaluation.compression.sharing;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Weights that share few values, by k-means in one dimension: the sum of {@code importance * (value - centroid)²} is to be
 * small. With an importance of one everywhere that is Deep Compression's; with the diagonal of the loss's Hessian it is
 * the Hessian-weighted k-means, whose centroids are {@code sum(h w) / sum(h)}.
 *
 * @see <a href="https://arxiv.org/abs/1510.00149">Han, Mao and Dally, Deep compression: Compressing deep neural networks
 *     with pruning, trained quantization and Huffman coding, ICLR 2016, section 3</a>
 * @see <a href="https://arxiv.org/abs/1612.01543">Choi, El-Khamy and Lee, Towards the limit of network quantization, ICLR
 *     2017, section 4</a>
 */
public final class WeightSharing {
    /** The most different values for which the least possible sum is found; more are merged to so many for a start. */
    static final int MOST_EXACT = 4096;

    private static final int MOST_ROUNDS = 1000;

    private WeightSharing() {}

    /**
     * The clusters with the least possible sum if there are no more than 4096 different values; else those of a histogram
     * of so many bins, improved by {@link #lloyd} until nothing changes.
     *
     * @param clusters the most, at least 1
     * @throws IllegalArgumentException if a value isn't finite or a measure of importance is negative
     */
    public static Clustering of(float[] values, double[] importance, int clusters) {
        Clustering.check(values, importance, clusters);
        if (values.length == 0) {
            return Clustering.ofMeans(values, importance, new int[0], clusters);
        }
        SortedWeights sorted = SortedWeights.of(values, importance);
        SortedWeights bins = sorted.size() > MOST_EXACT ? sorted.histogram(MOST_EXACT) : sorted;
        int[] starts = OptimalPartition.of(bins, clusters);
        double[] centroids = IntStream.range(0, starts.length)
                .mapToDouble(k -> bins.mean(starts[k], k + 1 < starts.length ? starts[k + 1] : bins.size()))
                .toArray();
        return sorted.size() > MOST_EXACT
                ? lloyd(values, importance, sorted, centroids)
                : assigned(values, importance, bins, starts);
    }

    /**
     * Lloyd's algorithm as in Deep Compression: the centroids start evenly spread from the least to the largest value;
     * values go to the nearest centroid and centroids to the mean of their values until nothing changes.
     *
     * @param clusters the most, at least 1; those that lose all values are left out
     * @throws IllegalArgumentException if a value isn't finite or a measure of importance is negative
     */
    public static Clustering lloyd(float[] values, double[] importance, int clusters) {
        Clustering.check(values, importance, clusters);
        if (values.length == 0) {
            return Clustering.ofMeans(values, importance, new int[0], clusters);
        }
        SortedWeights sorted = SortedWeights.of(values, importance);
        return lloyd(values, importance, sorted, linear(sorted, clusters));
    }

    static double[] linear(SortedWeights sorted, int clusters) {
        double least = sorted.value(0);
        double span = sorted.value(sorted.size() - 1) - least;
        double[] centroids = new double[clusters];
        Arrays.setAll(centroids, k -> clusters == 1 ? least + span / 2 : least + span * k / (clusters - 1));
        return centroids;
    }

    private static Clustering lloyd(float[] values, double[] importance, SortedWeights sorted, double[] centroids) {
        int[] starts = {};
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int[] nearest = nearest(sorted, centroids);
            if (Arrays.equals(nearest, starts)) {
                break;
            }
            starts = nearest;
            move(sorted, starts, centroids);
        }
        return assigned(values, importance, sorted, starts);
    }

    /** The first value that belongs to each centroid. */
    static int[] nearest(SortedWeights sorted, double[] centroids) {
        int[] starts = new int[centroids.length];
        for (int k = 1; k < starts.length; k++) {
            starts[k] = sorted.firstOver((centroids[k - 1] + centroids[k]) / 2);
        }
        return starts;
    }

    /** Centroids without values stay where they are. */
    static void move(SortedWeights sorted, int[] starts, double[] centroids) {
        for (int k = 0; k < starts.length; k++) {
            int end = k + 1 < starts.length ? starts[k + 1] : sorted.size();
            if (end > starts[k]) {
                centroids[k] = sorted.mean(starts[k], end);
            }
        }
    }

    private static Clustering assigned(float[] values, double[] importance, SortedWeights sorted, int[] starts) {
        int[] assignment = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            int place = sorted.firstOver(values[i]) - 1;
            int found = Arrays.binarySearch(starts, place);
            int k = found >= 0 ? found : -found - 2;
            while (k + 1 < starts.length && starts[k + 1] <= place) {
                k++;
            }
            assignment[i] = k;
        }
        return Clustering.ofMeans(values, importance, assignment, starts.length);
    }
}
