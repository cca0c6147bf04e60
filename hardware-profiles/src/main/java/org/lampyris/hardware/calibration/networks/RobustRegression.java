package org.lampyris.hardware.calibration.networks;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Ridge regression of latencies whose errors are relative and now and then large (Student's t), and whose penalties are
 * learnt by {@link Prior}. Rows count less the further off they are.
 *
 * @see "Lange, Little and Taylor, Robust statistical modeling using the t distribution, JASA 84, 1989"
 */
final class RobustRegression {
    private static final int STEPS = 40;
    private static final double SETTLED = 2e-5;
    private static final double FREEDOM = 4;
    private static final double FIRST_NOISE = 1e-4;
    private static final double LEAST_NOISE = 1e-10;

    private final List<SparseRow> rows;
    private final double[] weights;
    private final Prior prior;
    private final double base;
    private final double[] scales;
    private final double[] coefficients;
    private double intercept;
    private double noise = FIRST_NOISE;

    private RobustRegression(List<SparseRow> rows, double[] ms, int columns, Prior prior) {
        this.rows = rows;
        this.prior = prior;
        this.base = Arrays.stream(ms).average().orElseThrow();
        this.scales = Arrays.stream(ms).map(y -> base / y).toArray();
        this.weights = new double[ms.length];
        Arrays.fill(weights, 1);
        this.coefficients = new double[columns];
    }

    /** What was learnt: a latency is {@code base * (1 + intercept + the sum of the features' coefficients)}. */
    static final class Fitted {
        private final double base;
        private final double intercept;
        private final double[] coefficients;

        private Fitted(double base, double intercept, double[] coefficients) {
            this.base = base;
            this.intercept = intercept;
            this.coefficients = coefficients;
        }

        /** At least 0. */
        double milliseconds(SparseRow row) {
            return Math.max(0, base * (1 + intercept + row.times(coefficients)));
        }
    }

    /** @param ms of each row, above 0 */
    static Fitted fit(List<SparseRow> rows, double[] ms, int columns, Prior prior) {
        RobustRegression regression = new RobustRegression(rows, ms, columns, prior);
        double[] before = new double[rows.size()];
        for (int step = 0; step < STEPS; step++) {
            double[] errors = regression.step();
            double moved = 0;
            for (int i = 0; i < errors.length; i++) {
                moved = Math.max(moved, Math.abs(errors[i] - before[i]));
            }
            if (moved < SETTLED) {
                break;
            }
            before = errors;
        }
        return new Fitted(regression.base, regression.intercept, regression.coefficients);
    }

    /** One step of expectation and maximisation; the rows' relative errors. */
    private double[] step() {
        int[] active =
                IntStream.range(0, coefficients.length).filter(prior::alive).toArray();
        int[] placeOf = new int[coefficients.length];
        Arrays.fill(placeOf, -1);
        for (int i = 0; i < active.length; i++) {
            placeOf[active[i]] = i;
        }
        int size = active.length + 1;
        double[][] gram = new double[size][size];
        double[] moment = new double[size];
        for (int i = 0; i < rows.size(); i++) {
            accumulate(i, placeOf, gram, moment);
        }
        RealMatrix precision = new Array2DRowRealMatrix(gram, false);
        prior.addPrecision(precision, active);
        CholeskyDecomposition solver = new CholeskyDecomposition(precision, 1e-6, 0);
        RealMatrix covariance = solver.getSolver().getInverse();
        double[] mean = covariance.operate(new ArrayRealVector(moment, false)).toArray();
        Arrays.fill(coefficients, 0);
        for (int i = 0; i < active.length; i++) {
            coefficients[active[i]] = mean[i];
        }
        intercept = mean[active.length];
        prior.learn(mean, covariance, active);
        return weigh();
    }

    private void accumulate(int i, int[] placeOf, double[][] gram, double[] moment) {
        SparseRow row = rows.get(i);
        int last = moment.length - 1;
        int count = 0;
        int[] places = new int[row.size() + 1];
        double[] values = new double[places.length];
        for (int k = 0; k < row.size(); k++) {
            int place = placeOf[row.column(k)];
            if (place >= 0) {
                places[count] = place;
                values[count++] = row.value(k) * scales[i];
            }
        }
        places[count] = last;
        values[count++] = scales[i];
        double target = 1 - scales[i];
        double weight = weights[i] / noise;
        for (int a = 0; a < count; a++) {
            double left = weight * values[a];
            double[] to = gram[places[a]];
            moment[places[a]] += left * target;
            for (int b = 0; b < count; b++) {
                to[places[b]] += left * values[b];
            }
        }
    }

    private double[] weigh() {
        Fitted fitted = new Fitted(base, intercept, coefficients);
        double[] errors = new double[rows.size()];
        double sum = 0;
        for (int i = 0; i < errors.length; i++) {
            errors[i] = fitted.milliseconds(rows.get(i)) * scales[i] / base - 1;
            double square = errors[i] * errors[i];
            weights[i] = (FREEDOM + 1) / (FREEDOM + square / noise);
            sum += weights[i] * square;
        }
        noise = Math.max(LEAST_NOISE, sum / errors.length);
        return errors;
    }
}
