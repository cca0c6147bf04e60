package org.lampyris.hardware.calibration.networks;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Independent coefficients with a variance for each group; a group that explains nothing dies.
 *
 * @see "MacKay, Bayesian interpolation, Neural Computation 4(3), 1992; Tipping, Sparse Bayesian learning and the
 *     relevance vector machine, JMLR 1, 2001"
 */
final class GroupPrior implements Prior {
    private static final double FIRST_VARIANCE = 1e-2;

    /** Relative to a latency of 1: a standard deviation of 0.003 %. */
    private static final double DEAD = 1e-9;

    private final int[] groupOf;
    private final double[] variances;

    GroupPrior(List<int[]> groups, int columns) {
        groupOf = new int[columns];
        for (int group = 0; group < groups.size(); group++) {
            for (int column : groups.get(group)) {
                groupOf[column] = group;
            }
        }
        variances = new double[groups.size()];
        Arrays.fill(variances, FIRST_VARIANCE);
    }

    @Override
    public boolean alive(int column) {
        return variances[groupOf[column]] > DEAD;
    }

    @Override
    public void addPrecision(RealMatrix to, int[] active) {
        for (int i = 0; i < active.length; i++) {
            to.addToEntry(i, i, 1 / variances[groupOf[active[i]]]);
        }
    }

    @Override
    public void learn(double[] mean, RealMatrix covariance, int[] active) {
        double[] squares = new double[variances.length];
        double[] determined = new double[variances.length];
        for (int i = 0; i < active.length; i++) {
            int group = groupOf[active[i]];
            squares[group] += mean[i] * mean[i];
            determined[group] += 1 - covariance.getEntry(i, i) / variances[group];
        }
        for (int group = 0; group < variances.length; group++) {
            variances[group] = squares[group] / Math.max(determined[group], 1e-6);
        }
    }
}
