package org.lampyris.search.surrogate;

import java.util.Arrays;

/**
 * Between the unit of the values and that of the model, which has mean 0 and variance 1 after the lower values are cut
 * off: what is far from good needn't be told apart, and would take the model's attention.
 *
 * @param floor what lower values are raised to
 * @param mean of the values after that
 * @param deviation their standard deviation; 1 if they are all the same
 */
record Scale(double floor, double mean, double deviation) {
    /** Where no values are known. */
    static final Scale NONE = new Scale(Double.NEGATIVE_INFINITY, 0, 1);

    /**
     * @param values at least one, in any order
     * @param cut the share of them that is cut off at the lower end, 0 to under 1
     */
    static Scale of(double[] values, double cut) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double floor = sorted[(int) (cut * (sorted.length - 1))];
        double sum = 0;
        double squares = 0;
        for (double value : sorted) {
            double kept = Math.max(floor, value);
            sum += kept;
            squares += kept * kept;
        }
        double mean = sum / sorted.length;
        double variance = squares / sorted.length - mean * mean;
        return new Scale(floor, mean, variance > 1e-12 * mean * mean ? Math.sqrt(variance) : 1);
    }

    double raised(double value) {
        return Math.max(floor, value);
    }

    /** A value in the model's unit. */
    double standard(double value) {
        return (value - mean) / deviation;
    }

    /** What the model says in the unit of the values. */
    double value(double standard) {
        return mean + deviation * standard;
    }

    Prediction value(Prediction standard) {
        return new Prediction(value(standard.mean()), deviation * standard.deviation());
    }
}
