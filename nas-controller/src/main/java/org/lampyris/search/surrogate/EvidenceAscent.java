package org.lampyris.search.surrogate;

import java.util.Arrays;
import java.util.List;

/**
 * Fits hyperparameters by climbing their logarithms' posterior density: the evidence of the points under broad normal
 * priors. A step goes by the sign of the gradient, with a length for each parameter that grows while the sign stays.
 *
 * @see <a href="https://gaussianprocess.org/gpml">Rasmussen &amp; Williams, Gaussian Processes for Machine Learning, 2006,
 *     section 5.4</a>; <a href="https://doi.org/10.1109/ICNN.1993.298623">Riedmiller &amp; Braun, A Direct Adaptive Method
 *     for Faster Backpropagation Learning: the RPROP Algorithm, 1993</a>
 */
final class EvidenceAscent {
    private static final int STEPS = 10;
    private static final double FIRST_LENGTH = 0.2;
    private static final double LONGEST = 0.5;
    private static final double GROWTH = 1.3;
    private static final double SHRINKAGE = 0.5;
    private static final double RATE_DEVIATION = 1;
    private static final double SIGNAL_DEVIATION = 1;
    private static final double NOISE_DEVIATION = 1;

    private final List<Point> points;

    /** A point of the process and the mean of the looks at it. */
    static final class Point {
        private final int[] choices;
        private final int looks;
        private final double value;

        Point(int[] choices, int looks, double value) {
            this.choices = choices;
            this.looks = looks;
            this.value = value;
        }
    }

    EvidenceAscent(List<Point> points) {
        this.points = points;
    }

    Hyperparameters ascend(Hyperparameters start) {
        int decisions = start.rates().length;
        double[] at = logarithms(start);
        double[] centre = logarithms(Hyperparameters.first(decisions));
        double[] lengths = new double[at.length];
        double[] before = new double[at.length];
        Arrays.fill(lengths, FIRST_LENGTH);
        double best = Double.NEGATIVE_INFINITY;
        double[] bestAt = at.clone();
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = new double[at.length];
            double density = density(at, centre, gradient);
            if (density > best) {
                best = density;
                bestAt = at.clone();
            }
            if (Double.isNaN(density)) {
                break;
            }
            for (int p = 0; p < at.length; p++) {
                double turned = gradient[p] * before[p];
                lengths[p] = turned < 0
                        ? lengths[p] * SHRINKAGE
                        : turned > 0 ? Math.min(LONGEST, lengths[p] * GROWTH) : lengths[p];
                at[p] += Math.signum(gradient[p]) * lengths[p];
            }
            before = gradient;
        }
        return parameters(bestAt);
    }

    private static double[] logarithms(Hyperparameters parameters) {
        int decisions = parameters.rates().length;
        double[] logarithms = new double[decisions + 2];
        for (int d = 0; d < decisions; d++) {
            logarithms[d] = StrictMath.log(parameters.rates()[d]);
        }
        logarithms[decisions] = StrictMath.log(parameters.signal());
        logarithms[decisions + 1] = StrictMath.log(parameters.noise());
        return logarithms;
    }

    private static Hyperparameters parameters(double[] logarithms) {
        int decisions = logarithms.length - 2;
        double[] rates = new double[decisions];
        for (int d = 0; d < decisions; d++) {
            rates[d] = StrictMath.exp(logarithms[d]);
        }
        return new Hyperparameters(
                rates, StrictMath.exp(logarithms[decisions]), StrictMath.exp(logarithms[decisions + 1]));
    }

    /** The logarithm of the density but for a constant; adds its gradient. */
    double density(double[] at, double[] centre, double[] gradient) {
        Hyperparameters parameters = parameters(at);
        int n = points.size();
        double[][] covariances = new double[n][n];
        double[][] inverse = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                covariances[i][j] = parameters.covariance(points.get(i).choices, points.get(j).choices);
                inverse[i][j] = covariances[i][j];
            }
            inverse[i][i] += parameters.noise() / points.get(i).looks;
        }
        double logDeterminant = SymmetricMatrix.invert(inverse);
        double fit = 0;
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                weights[i] += inverse[i][j] * points.get(j).value;
            }
            fit += weights[i] * points.get(i).value;
        }
        addEvidence(parameters, covariances, inverse, weights, gradient);
        double density = -0.5 * (fit + logDeterminant);
        for (int p = 0; p < at.length; p++) {
            double deviation =
                    p < at.length - 2 ? RATE_DEVIATION : p == at.length - 2 ? SIGNAL_DEVIATION : NOISE_DEVIATION;
            double off = (at[p] - centre[p]) / deviation;
            density -= 0.5 * off * off;
            gradient[p] -= off / deviation;
        }
        return density;
    }

    private void addEvidence(
            Hyperparameters parameters,
            double[][] covariances,
            double[][] inverse,
            double[] weights,
            double[] gradient) {
        int decisions = parameters.rates().length;
        double[] rates = parameters.rates();
        double signal = 0;
        double noise = 0;
        for (int i = 0; i < points.size(); i++) {
            int[] a = points.get(i).choices;
            double own = 0.5 * (weights[i] * weights[i] - inverse[i][i]);
            noise += own * parameters.noise() / points.get(i).looks;
            signal += own * covariances[i][i];
            for (int j = 0; j < i; j++) {
                double share = (weights[i] * weights[j] - inverse[i][j]) * covariances[i][j];
                signal += share;
                int[] b = points.get(j).choices;
                for (int d = 0; d < decisions; d++) {
                    if (a[d] != b[d]) {
                        gradient[d] -= share * rates[d];
                    }
                }
            }
        }
        gradient[decisions] += signal;
        gradient[decisions + 1] += noise;
    }
}
