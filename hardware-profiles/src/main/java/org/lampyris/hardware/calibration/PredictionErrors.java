package org.lampyris.hardware.calibration;

import java.util.Arrays;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * How far predicted latencies are off measured ones.
 *
 * @param networks how many were compared
 * @param meanPercent the mean of the absolute errors in percent of the measured latency (MAPE)
 * @param medianPercent their median
 * @param biasPercent the mean of the errors with their signs
 * @param within10 the share of networks that are off by at most 10 %, 0 to 1
 * @param spearman the rank correlation, NaN for less than three networks
 * @param kendall Kendall's tau-b, the same
 */
public record PredictionErrors(
        int networks,
        double meanPercent,
        double medianPercent,
        double biasPercent,
        double within10,
        double spearman,
        double kendall) {
    private static final double WITHIN = 10;

    /**
     * @param predicted milliseconds
     * @param measured the same networks', above 0
     */
    public static PredictionErrors of(double[] predicted, double[] measured) {
        double[] errors = new double[measured.length];
        Arrays.setAll(errors, i -> 100 * (predicted[i] / measured[i] - 1));
        double[] sizes = Arrays.stream(errors).map(Math::abs).toArray();
        boolean ranked = measured.length > 2;
        return new PredictionErrors(
                measured.length,
                Arrays.stream(sizes).average().orElse(Double.NaN),
                new Median().evaluate(sizes),
                Arrays.stream(errors).average().orElse(Double.NaN),
                (double) Arrays.stream(sizes).filter(size -> size <= WITHIN).count() / measured.length,
                ranked ? new SpearmansCorrelation().correlation(predicted, measured) : Double.NaN,
                ranked ? new KendallsCorrelation().correlation(predicted, measured) : Double.NaN);
    }
}
