package org.lampyris.hardware.calibration.networks;

import java.util.Arrays;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Steps of all words together: their covariance is learnt, the same at each place up to a factor. So words that cost
 * about the same everywhere are drawn together, and places that cost the same too.
 */
final class StepPrior implements Prior {
    private static final double FIRST_VARIANCE = 1e-4;
    private static final double LEAST_VARIANCE = 1e-10;
    private static final double LEAST_FACTOR = 1e-9;

    /** How much of the mean variance each word has of its own at least. */
    private static final double OWN_SHARE = 0.02;

    private final int places;
    private final int words;
    private final double[] factors;
    private RealMatrix inverse;

    StepPrior(int places, int words) {
        this.places = places;
        this.words = words;
        this.factors = new double[places];
        Arrays.fill(factors, 1);
        this.inverse = MatrixUtils.createRealIdentityMatrix(words).scalarMultiply(1 / FIRST_VARIANCE);
    }

    @Override
    public boolean alive(int column) {
        return true;
    }

    @Override
    public void addPrecision(RealMatrix to, int[] active) {
        for (int place = 0; place < places; place++) {
            for (int i = 0; i < words; i++) {
                for (int j = 0; j < words; j++) {
                    to.addToEntry(place * words + i, place * words + j, inverse.getEntry(i, j) / factors[place]);
                }
            }
        }
    }

    @Override
    public void learn(double[] mean, RealMatrix covariance, int[] active) {
        RealMatrix[] moments = new RealMatrix[places];
        RealMatrix sum = MatrixUtils.createRealMatrix(words, words);
        for (int place = 0; place < places; place++) {
            int first = place * words;
            int last = first + words - 1;
            RealMatrix moment = covariance.getSubMatrix(first, last, first, last);
            for (int i = 0; i < words; i++) {
                for (int j = 0; j < words; j++) {
                    moment.addToEntry(i, j, mean[first + i] * mean[first + j]);
                }
            }
            moments[place] = moment;
            sum = sum.add(moment.scalarMultiply(1 / factors[place]));
        }
        double own = OWN_SHARE * sum.getTrace() / words / places / places + LEAST_VARIANCE;
        inverse = inverse(sum.scalarMultiply(1.0 / places)
                .add(MatrixUtils.createRealIdentityMatrix(words).scalarMultiply(own)));
        for (int place = 0; place < places; place++) {
            factors[place] =
                    Math.max(LEAST_FACTOR, inverse.multiply(moments[place]).getTrace() / words);
        }
        double size = Arrays.stream(factors).average().orElse(1);
        for (int place = 0; place < places; place++) {
            factors[place] /= size;
        }
        inverse = inverse.scalarMultiply(1 / size);
    }

    private static RealMatrix inverse(RealMatrix covariance) {
        return new CholeskyDecomposition(covariance, 1e-8, 0).getSolver().getInverse();
    }
}
