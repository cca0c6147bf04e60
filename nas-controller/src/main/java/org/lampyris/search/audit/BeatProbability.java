package org.lampyris.search.audit;

import java.util.function.DoublePredicate;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/**
 * How probable it is that a value of one sample is greater than one of another, ties counting half: Mann and Whitney's
 * U / (n m).
 *
 * @param low the lower end of the 95 % interval
 * @param high the upper end
 * @param pValue of {@code estimate} = 0.5, two-sided
 * @see <a href="https://doi.org/10.1002/sim.2324">Newcombe, Confidence intervals for an effect size measure based on the
 *     Mann-Whitney statistic, part 2, 2006, method 5</a>
 */
public record BeatProbability(double estimate, double low, double high, double pValue) {
    /** The normal distribution's 97.5 % quantile. */
    private static final double QUANTILE = 1.959963984540054;

    private static final int HALVINGS = 60;

    static BeatProbability of(double[] values, double[] others) {
        double pairs = (double) values.length * others.length;
        double[] pooled = new double[values.length + others.length];
        System.arraycopy(values, 0, pooled, 0, values.length);
        System.arraycopy(others, 0, pooled, values.length, others.length);
        double[] ranks = new NaturalRanking().rank(pooled);
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += ranks[i];
        }
        double estimate = (sum - values.length * (values.length + 1.0) / 2) / pairs;
        DoublePredicate near = truth -> {
            double distance = estimate - truth;
            return distance * distance <= QUANTILE * QUANTILE * variance(truth, values.length, others.length);
        };
        return new BeatProbability(
                estimate,
                edge(estimate, 0, near),
                edge(estimate, 1, near),
                new MannWhitneyUTest().mannWhitneyUTest(values, others));
    }

    boolean aboveChance() {
        return low > 0.5;
    }

    boolean belowChance() {
        return high < 0.5;
    }

    /** Hanley and McNeil's variance of the estimate with the means of both samples' sizes in place of each. */
    private static double variance(double truth, int n, int m) {
        double more = (n + m) / 2.0 - 1;
        return truth * (1 - truth) * (1 + more * ((1 - truth) / (2 - truth) + truth / (1 + truth))) / ((double) n * m);
    }

    /** How far towards {@code end} the predicate holds. */
    private static double edge(double from, double end, DoublePredicate holds) {
        double inside = from;
        double outside = end;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (inside + outside) / 2;
            if (holds.test(middle)) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return outside;
    }
}
