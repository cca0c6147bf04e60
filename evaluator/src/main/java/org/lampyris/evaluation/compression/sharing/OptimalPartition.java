package org.lampyris.evaluation.compression.sharing;

import java.util.Arrays;

/**
 * The best clusters in one dimension, by dynamic programming: the best {@code k} clusters of the first values are the best
 * {@code k - 1} of fewer and one more. The more values, the later the last cluster begins, which is used to divide and
 * conquer: O(k n log n).
 *
 * @see <a href="https://arxiv.org/abs/1701.07204">Grønlund et al., Fast exact k-means, k-medians and Bregman divergence
 *     clustering in 1D, 2017</a>
 */
final class OptimalPartition {
    private final SortedWeights sorted;
    private final int[][] lastStarts;
    private double[] previous;
    private double[] least;

    private OptimalPartition(SortedWeights sorted, int clusters) {
        this.sorted = sorted;
        this.lastStarts = new int[clusters][sorted.size() + 1];
        this.previous = new double[sorted.size() + 1];
        this.least = new double[sorted.size() + 1];
    }

    /** @return the places where the clusters begin, ascending, the first one 0; at most so many */
    static int[] of(SortedWeights sorted, int clusters) {
        return new OptimalPartition(sorted, Math.min(clusters, sorted.size())).solve();
    }

    private int[] solve() {
        int size = sorted.size();
        for (int end = 1; end <= size; end++) {
            least[end] = sorted.distortion(0, end);
        }
        for (int k = 1; k < lastStarts.length; k++) {
            double[] reused = previous;
            previous = least;
            least = reused;
            Arrays.fill(least, 0);
            extend(lastStarts[k], k + 1, size, k, size - 1);
        }
        int[] starts = new int[lastStarts.length];
        int end = size;
        for (int k = starts.length - 1; k > 0; k--) {
            end = lastStarts[k][end];
            starts[k] = end;
        }
        return starts;
    }

    /** For the ends from one to another, whose last clusters begin between two places. */
    private void extend(int[] lastStart, int firstEnd, int lastEnd, int from, int to) {
        if (firstEnd > lastEnd) {
            return;
        }
        int end = (firstEnd + lastEnd) >>> 1;
        double best = Double.POSITIVE_INFINITY;
        for (int start = from; start <= Math.min(to, end - 1); start++) {
            double sum = previous[start] + sorted.distortion(start, end);
            if (sum < best) {
                best = sum;
                lastStart[end] = start;
            }
        }
        least[end] = best;
        extend(lastStart, firstEnd, end - 1, from, lastStart[end]);
        extend(lastStart, end + 1, lastEnd, lastStart[end], to);
    }
}
