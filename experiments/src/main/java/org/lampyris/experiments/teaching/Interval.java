package org.lampyris.experiments.teaching;

import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/** A mean of differences with its 95 % interval by Student's t. */
public record Interval(double mean, double low, double high) {
    private static final double TWO_SIDED_95 = 0.975;

    /** @param values at least two */
    static Interval of(List<Double> values) {
        DescriptiveStatistics statistics = new DescriptiveStatistics(
                values.stream().mapToDouble(Double::doubleValue).toArray());
        double quantile = new TDistribution(values.size() - 1).inverseCumulativeProbability(TWO_SIDED_95);
        double half = quantile * statistics.getStandardDeviation() / Math.sqrt(values.size());
        return new Interval(statistics.getMean(), statistics.getMean() - half, statistics.getMean() + half);
    }
}
