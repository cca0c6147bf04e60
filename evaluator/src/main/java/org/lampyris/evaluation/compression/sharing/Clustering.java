package org.lampyris.evaluation.compression.sharing;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Values put into clusters, each with the one value that stands for it. Never changed. */
public final class Clustering {
    /** The cluster of a value that stays zero. */
    public static final int ZERO = -1;

    private final float[] centroids;
    private final int[] assignment;

    private Clustering(float[] centroids, int[] assignment) {
        this.centroids = centroids;
        this.assignment = assignment;
    }

    /** A way to put values into clusters. */
    @FunctionalInterface
    public interface Method {
        /**
         * @param values finite
         * @param importance how much an error of each counts, as many, none negative
         */
        Clustering cluster(float[] values, double[] importance);
    }

    /**
     * Leaves zeros, pruned weights, out: they stay exactly zero and are in the cluster {@link #ZERO}.
     *
     * @param method what puts the other values into clusters
     */
    public static Clustering withoutZeros(float[] values, double[] importance, Method method) {
        int[] kept =
                IntStream.range(0, values.length).filter(i -> values[i] != 0).toArray();
        float[] others = new float[kept.length];
        double[] weights = new double[kept.length];
        for (int i = 0; i < kept.length; i++) {
            others[i] = values[kept[i]];
            weights[i] = importance[kept[i]];
        }
        Clustering found = method.cluster(others, weights);
        int[] assignment = new int[values.length];
        Arrays.fill(assignment, ZERO);
        for (int i = 0; i < kept.length; i++) {
            assignment[kept[i]] = found.assignment[i];
        }
        return new Clustering(found.centroids, assignment);
    }

    /**
     * Clusters that have the importance-weighted means of their values as centroids; those without values are left out.
     *
     * @param assignment the cluster of each value, from 0 to {@code clusters} - 1
     */
    static Clustering ofMeans(float[] values, double[] importance, int[] assignment, int clusters) {
        double[] means = means(values, importance, assignment, clusters);
        int[] moved = new int[clusters];
        float[] centroids = new float[clusters];
        int used = 0;
        for (int k = 0; k < clusters; k++) {
            moved[k] = used;
            if (!Double.isNaN(means[k])) {
                centroids[used++] = (float) means[k];
            }
        }
        int[] places = IntStream.of(assignment).map(k -> moved[k]).toArray();
        return new Clustering(Arrays.copyOf(centroids, used), places);
    }

    /** The same with the values of a cluster as zeros. */
    Clustering zeroing(int cluster) {
        int[] moved = IntStream.of(assignment)
                .map(k -> k == cluster ? ZERO : k - (k > cluster ? 1 : 0))
                .toArray();
        float[] others = new float[centroids.length - 1];
        for (int k = 0; k < others.length; k++) {
            others[k] = centroids[k < cluster ? k : k + 1];
        }
        return new Clustering(others, moved);
    }

    /** The weighted means, plain ones where nothing is of importance, not a number where there is no value. */
    static double[] means(float[] values, double[] importance, int[] assignment, int clusters) {
        double[] weights = new double[clusters];
        double[] sums = new double[clusters];
        double[] plain = new double[clusters];
        int[] counts = new int[clusters];
        for (int i = 0; i < values.length; i++) {
            int k = assignment[i];
            weights[k] += importance[i];
            sums[k] += importance[i] * values[i];
            plain[k] += values[i];
            counts[k]++;
        }
        double[] means = new double[clusters];
        Arrays.setAll(means, k -> weights[k] > 0 ? sums[k] / weights[k] : plain[k] / counts[k]);
        return means;
    }

    /** @throws IllegalArgumentException if the values and their importance don't fit or aren't what they should be */
    static void check(float[] values, double[] importance, int clusters) {
        if (values.length != importance.length || clusters < 1) {
            throw new IllegalArgumentException(values.length + " values, " + importance.length
                    + " measures of importance and " + clusters + " clusters");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i]) || !(importance[i] >= 0) || !Double.isFinite(importance[i])) {
                throw new IllegalArgumentException("a value " + values[i] + " of the importance " + importance[i]);
            }
        }
    }

    /** The number of clusters but for {@link #ZERO}. */
    public int size() {
        return centroids.length;
    }

    /** The value that stands for each cluster; a copy. */
    public float[] centroids() {
        return centroids.clone();
    }

    /** The cluster of each value; a copy. */
    public int[] assignment() {
        return assignment.clone();
    }

    /** What stands for each value. */
    public float[] values() {
        float[] values = new float[assignment.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = assignment[i] == ZERO ? 0 : centroids[assignment[i]];
        }
        return values;
    }

    /** The sum of {@code importance * (value - centroid)²}, zero being the centroid of {@link #ZERO}. */
    public double distortion(float[] values, double[] importance) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            double error = values[i] - (assignment[i] == ZERO ? 0.0 : centroids[assignment[i]]);
            sum += importance[i] * error * error;
        }
        return sum;
    }
}
