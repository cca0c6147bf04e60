package org.lampyris.evaluation.compression.sharing;

/**
 * Shared values by a grid of equal steps: the values within a step share their weighted mean. With a code whose words have
 * different lengths that is nearly as good as anything, and asks for no search.
 *
 * @see <a href="https://arxiv.org/abs/1612.01543">Choi, El-Khamy and Lee, Towards the limit of network quantization, ICLR
 *     2017, section 5.1</a>
 */
public final class UniformSharing {
    private static final int MOST_CLUSTERS = 1 << 20;

    private UniformSharing() {}

    /**
     * @param step the width of a cluster, positive; zero is in the middle of one
     * @throws IllegalArgumentException if a value isn't finite, a measure of importance is negative, or there would be over
     *     2²⁰ clusters
     */
    public static Clustering of(float[] values, double[] importance, double step) {
        Clustering.check(values, importance, 1);
        double[] places = new double[values.length];
        double least = 0;
        double largest = 0;
        for (int i = 0; i < values.length; i++) {
            places[i] = Math.rint(values[i] / step);
            least = Math.min(least, places[i]);
            largest = Math.max(largest, places[i]);
        }
        double clusters = largest - least + 1;
        if (!(step > 0) || !(clusters <= MOST_CLUSTERS)) {
            throw new IllegalArgumentException("a step of " + step + " makes " + clusters + " clusters");
        }
        int[] assignment = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            assignment[i] = (int) (places[i] - least);
        }
        return Clustering.ofMeans(values, importance, assignment, (int) clusters);
    }
}
