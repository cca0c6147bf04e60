package org.lampyris.hardware.calibration.networks;

import org.apache.commons.math3.linear.RealMatrix;

/** A normal distribution of coefficients around 0 whose variances are learnt from the data (empirical Bayes). */
interface Prior {
    /** Whether a coefficient can be other than 0. */
    boolean alive(int column);

    /** Adds the inverse of the covariance of the coefficients {@code active}, in that order, to a matrix. */
    void addPrecision(RealMatrix to, int[] active);

    /** Learns from the coefficients' posterior mean and covariance. */
    void learn(double[] mean, RealMatrix covariance, int[] active);
}
