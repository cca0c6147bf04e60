package org.lampyris.experiments.benchmark;

import java.util.Arrays;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/** How far two lists of values agree in their order, from -1 to 1; ties share their mean rank. */
final class RankCorrelation {
    private RankCorrelation() {}

    static double spearman(double[] x, double[] y) {
        return new SpearmansCorrelation().correlation(x, y);
    }

    /** Kendall's tau-b. */
    static double kendall(double[] x, double[] y) {
        return new KendallsCorrelation().correlation(x, y);
    }

    /** Spearman's correlation of x and y once what both share with z is taken out. */
    static double partial(double[] x, double[] y, double[] z) {
        double xz = spearman(x, z);
        double yz = spearman(y, z);
        return (spearman(x, y) - xz * yz) / Math.sqrt((1 - xz * xz) * (1 - yz * yz));
    }

    /** The values at these indices. */
    static double[] at(int[] indices, double[] values) {
        return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
    }
}
