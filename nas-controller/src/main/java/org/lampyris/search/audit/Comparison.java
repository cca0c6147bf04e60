package org.lampyris.search.audit;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The strategy's own trials against the random ones in one measure of which more is better.
 *
 * @param own how the strategy's own trials fared
 * @param random how the random ones did
 * @param low the lower end of the 95 % interval of the difference of the means
 * @param high the upper end
 * @param beats how probable it is that an own trial is better than a random one
 * @see <a href="https://doi.org/10.1093/biomet/34.1-2.28">Welch, The generalization of Student's problem when several
 *     different population variances are involved, 1947</a>, for the interval of the difference
 */
public record Comparison(Group own, Group random, double low, double high, BeatProbability beats) {
    private static final double QUANTILE = 0.975;

    /**
     * @param size of the sample
     * @param best the mean best of as many trials as the smaller group has, drawn from this group
     */
    public record Group(int size, double mean, double best) {
        static Group of(double[] values, int draws) {
            return new Group(values.length, StatUtils.mean(values), expectedBest(values, draws));
        }
    }

    /** Empty if a group has fewer than two trials. */
    static Optional<Comparison> of(double[] own, double[] random) {
        int draws = Math.min(own.length, random.length);
        if (draws < 2) {
            return Optional.empty();
        }
        Group mine = Group.of(own, draws);
        Group others = Group.of(random, draws);
        double difference = mine.mean() - others.mean();
        double margin = margin(own, random);
        return Optional.of(new Comparison(
                mine, others, difference - margin, difference + margin, BeatProbability.of(own, random)));
    }

    /** By how much the mean of the own trials is higher. */
    public double difference() {
        return own.mean() - random.mean();
    }

    private static double margin(double[] a, double[] b) {
        double ofA = StatUtils.variance(a) / a.length;
        double ofB = StatUtils.variance(b) / b.length;
        double variance = ofA + ofB;
        if (variance == 0) {
            return 0;
        }
        double freedom = variance * variance / (ofA * ofA / (a.length - 1) + ofB * ofB / (b.length - 1));
        return Math.sqrt(variance) * new TDistribution(null, freedom).inverseCumulativeProbability(QUANTILE);
    }

    /** The mean over all choices of {@code draws} of the values of the greatest among them. */
    static double expectedBest(double[] values, int draws) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double mean = 0;
        double probability = (double) draws / sorted.length;
        for (int i = sorted.length; i >= draws; i--) {
            mean += probability * sorted[i - 1];
            probability *= i == 1 ? 0 : (double) (i - draws) / (i - 1);
        }
        return mean;
    }
}
