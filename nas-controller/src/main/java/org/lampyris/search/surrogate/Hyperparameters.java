package org.lampyris.search.surrogate;

import java.util.Arrays;

/** Of a {@link CategoricalProcess}, for values of variance 1. */
final class Hyperparameters {
    /** Of the signal; less makes covariance matrices that can't be inverted. */
    private static final double LEAST_NOISE = 1e-6;

    private static final double FIRST_NOISE = 0.05;

    private final double[] rates;
    private final double[] factors;
    private final double signal;
    private final double noise;

    /**
     * @param rates for each decision how much less alike two architectures are that differ in it: the logarithm of the
     *     correlation falls by so much; over 0
     * @param signal the variance of the values
     * @param noise the variance of a single look
     */
    Hyperparameters(double[] rates, double signal, double noise) {
        this.rates = rates.clone();
        this.factors = Arrays.stream(rates).map(rate -> StrictMath.exp(-rate)).toArray();
        this.signal = signal;
        this.noise = Math.max(noise, LEAST_NOISE * signal);
    }

    /** Before anything is known: architectures that differ in everything have a correlation of 1/e. */
    static Hyperparameters first(int decisions) {
        double[] rates = new double[decisions];
        Arrays.fill(rates, 1.0 / decisions);
        return new Hyperparameters(rates, 1, FIRST_NOISE);
    }

    double[] rates() {
        return rates.clone();
    }

    double signal() {
        return signal;
    }

    double noise() {
        return noise;
    }

    /** The covariance of two architectures; decisions that don't apply are a choice of their own. */
    double covariance(int[] a, int[] b) {
        double product = signal;
        for (int d = 0; d < factors.length; d++) {
            product *= a[d] != b[d] ? factors[d] : 1;
        }
        return product;
    }
}
