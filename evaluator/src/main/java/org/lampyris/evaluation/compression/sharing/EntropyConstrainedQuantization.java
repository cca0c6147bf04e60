package org.lampyris.evaluation.compression.sharing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shared values chosen with regard to the code that follows, zero always among them: the sum of
 * {@code importance * (value - centroid)² - lambda * log2(share of the cluster)} is to be small. Each round puts every
 * value where it costs least, then moves the centroids to their means and takes the clusters' shares anew; none of that
 * can raise the sum. Values that are zero stay so.
 *
 * @see <a href="https://arxiv.org/abs/1612.01543">Choi, El-Khamy and Lee, Towards the limit of network quantization,
 * ICLR 2017, section 5</a>
 * @see <a href="https://doi.org/10.1109/29.17498">Chou, Lookabaugh and Gray, Entropy-constrained vector quantization,
 * IEEE Transactions on Acoustics, Speech and Signal Processing 37(1), 1989</a>
 */
public final class EntropyConstrainedQuantization {
    private static final int MOST_ROUNDS = 300;
    private static final double LEAST_GAIN = 1e-6;
    /** The cluster whose centroid stays at zero. */
    private static final int ZERO = 0;

    private final float[] values;
    private final double[] importance;
    private final double lambda;
    private final int clusters;
    private final double[] centroids;
    /** What a value pays for the word of a cluster. */
    private final double[] prices;

    private final int[] assignment;
    private final List<Double> costs = new ArrayList<>();

    private EntropyConstrainedQuantization(float[] values, double[] importance, double lambda, int clusters) {
        this.values = values.clone();
        this.importance = importance.clone();
        this.lambda = lambda;
        this.clusters = clusters;
        this.centroids = new double[clusters];
        this.prices = new double[clusters];
        this.assignment = new int[values.length];
    }

    /**
     * @param importance how much an error of each value counts, e.g. the diagonal of the loss's Hessian
     * @param lambda what a bit may cost, at least 0
     * @param maxClusters to start with, that of the zeros among them, at least 1; those that lose all values are left out
     * @return what is at zero is in {@link Clustering#ZERO}
     * @throws IllegalArgumentException if a value isn't finite, a measure of importance or lambda negative
     */
    public static Clustering of(float[] values, double[] importance, double lambda, int maxClusters) {
        return run(values, importance, lambda, maxClusters).result();
    }

    static EntropyConstrainedQuantization run(float[] values, double[] importance, double lambda, int maxClusters) {
        Clustering.check(values, importance, maxClusters);
        if (!(lambda >= 0) || !Double.isFinite(lambda)) {
            throw new IllegalArgumentException("lambda is " + lambda);
        }
        EntropyConstrainedQuantization quantization =
                new EntropyConstrainedQuantization(values, importance, lambda, maxClusters);
        if (values.length > 0) {
            quantization.run();
        }
        return quantization;
    }

    /** The sum after each round. */
    List<Double> costs() {
        return List.copyOf(costs);
    }

    private Clustering result() {
        boolean any = IntStream.of(assignment).anyMatch(k -> k == ZERO);
        Clustering found = Clustering.ofMeans(values, importance, assignment, clusters);
        return any ? found.zeroing(ZERO) : found;
    }

    private void run() {
        double[] start = WeightSharing.linear(SortedWeights.of(values, importance), clusters);
        System.arraycopy(start, 0, centroids, 0, clusters);
        int nextToZero = IntStream.range(0, clusters)
                .boxed()
                .min(Comparator.comparingDouble(k -> Math.abs(start[k])))
                .orElse(ZERO);
        centroids[nextToZero] = centroids[ZERO];
        centroids[ZERO] = 0;
        double last = Double.POSITIVE_INFINITY;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            assign();
            update();
            double cost = cost();
            costs.add(cost);
            if (last - cost <= LEAST_GAIN * cost) {
                break;
            }
            last = cost;
        }
    }

    private void assign() {
        // Clusters that lost all values stay empty.
        int[] others = IntStream.range(ZERO + 1, clusters)
                .filter(k -> Double.isFinite(prices[k]))
                .toArray();
        for (int i = 0; i < values.length; i++) {
            assignment[i] = ZERO;
            if (values[i] == 0) {
                continue;
            }
            double least = cost(i, ZERO);
            for (int k : others) {
                double cost = cost(i, k);
                if (cost < least) {
                    least = cost;
                    assignment[i] = k;
                }
            }
        }
    }

    private double cost(int i, int k) {
        double error = values[i] - centroids[k];
        return importance[i] * error * error + prices[k];
    }

    private void update() {
        double[] means = Clustering.means(values, importance, assignment, clusters);
        int[] counts = new int[clusters];
        for (int k : assignment) {
            counts[k]++;
        }
        // Zero can be had even if nothing is zero yet.
        counts[ZERO] = Math.max(1, counts[ZERO]);
        for (int k = 0; k < clusters; k++) {
            if (counts[k] == 0) {
                prices[k] = Double.POSITIVE_INFINITY;
            } else {
                centroids[k] = k == ZERO ? 0 : means[k];
                prices[k] = -lambda * Math.log((double) counts[k] / values.length) / Math.log(2);
            }
        }
    }

    private double cost() {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += cost(i, assignment[i]);
        }
        return sum;
    }
}
