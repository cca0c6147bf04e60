package org.lampyris.search.surrogate;

import org.apache.commons.math3.special.Erf;

/** How much a normally distributed value is expected to lie over a level. */
final class Improvement {
    /** In standard deviations: beyond, a tail is nothing, in whichever unit. */
    private static final double FARTHEST = 30;

    private static final double ROOT_2 = Math.sqrt(2);
    private static final double ROOT_2_PI = Math.sqrt(2 * Math.PI);

    private Improvement() {}

    /**
     * The mean of {@code max(0, X - level)} for a normal X.
     *
     * @see <a href="https://doi.org/10.1023/A:1008306431147">Jones et al., Efficient Global Optimization of Expensive
     *     Black-Box Functions, 1998, equation 15</a>
     */
    static double over(double level, double mean, double deviation) {
        double gap = mean - level;
        double z = gap / deviation;
        if (!(deviation > 0) || Math.abs(z) > FARTHEST) {
            return Math.max(0, gap);
        }
        double density = StrictMath.exp(-0.5 * z * z) / ROOT_2_PI;
        double share = 0.5 * Erf.erfc(-z / ROOT_2);
        return gap * share + deviation * density;
    }

    /**
     * What one more noisy look at an architecture is expected to raise the best expected value by, where its own
     * expectation moves alone. One that was looked at gains as much by losing the first place as by taking it.
     *
     * @param best the highest expected value among the others that were looked at
     * @param known whether it was looked at before, so that it might be the best already
     * @param noise the standard deviation of a look
     * @see <a href="https://doi.org/10.1287/ijoc.1080.0314">Frazier et al., The Knowledge-Gradient Policy for Correlated
     *     Normal Beliefs, 2009</a>
     */
    static double byLook(double best, Prediction prediction, boolean known, double noise) {
        double variance = prediction.deviation() * prediction.deviation();
        double moved = variance > 0 ? variance / Math.sqrt(variance + noise * noise) : 0;
        double mean = prediction.mean();
        return known ? over(Math.max(best, mean), Math.min(best, mean), moved) : over(best, mean, moved);
    }
}
