package org.lampyris.hardware.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * Ridge regression of the relative error, which draws coefficients to what is usual; rows that are far off count less.
 *
 * @see "Hoerl and Kennard, Ridge regression, Technometrics 12, 1970; Huber, Robust estimation of a location parameter,
 *     1964"
 */
public final class RelativeRidge {
    private static final int STEPS = 5;

    /** Errors of so many times the median one count in full. */
    private static final double USUAL_ERRORS = 2.5;

    private final double[] usual;
    private final double penalty;
    private final List<double[]> rows = new ArrayList<>();

    /**
     * @param usual what coefficients are drawn to
     * @param penalty how strongly, relative to features of at most 1; above 0
     */
    public RelativeRidge(double[] usual, double penalty) {
        this.usual = usual.clone();
        this.penalty = penalty;
    }

    /** @param value above 0 */
    public void add(double[] features, double value) {
        rows.add(Arrays.stream(features).map(feature -> feature / value).toArray());
    }

    /** The coefficients. */
    public double[] solve() {
        double[] scales = new double[usual.length];
        Arrays.setAll(scales, j -> {
            double largest =
                    rows.stream().mapToDouble(row -> Math.abs(row[j])).max().orElse(0);
            return largest > 0 ? largest : 1;
        });
        double[] weights = new double[rows.size()];
        Arrays.fill(weights, 1);
        double[] coefficients = usual;
        for (int step = 0; step < STEPS; step++) {
            coefficients = solve(scales, weights);
            weigh(coefficients, weights);
        }
        return coefficients.clone();
    }

    private double[] solve(double[] scales, double[] weights) {
        int size = usual.length;
        RealMatrix gram = new Array2DRowRealMatrix(size, size);
        RealVector moment = new ArrayRealVector(size);
        for (int i = 0; i < rows.size(); i++) {
            double[] row = rows.get(i);
            double rest = 1 - dot(row, usual);
            for (int a = 0; a < size; a++) {
                double left = weights[i] * row[a] / scales[a];
                moment.addToEntry(a, left * rest);
                for (int b = 0; b < size; b++) {
                    gram.addToEntry(a, b, left * row[b] / scales[b]);
                }
            }
        }
        for (int a = 0; a < size; a++) {
            gram.addToEntry(a, a, penalty * rows.size());
        }
        double[] moved = new CholeskyDecomposition(gram, 1e-8, 0)
                .getSolver()
                .solve(moment)
                .toArray();
        Arrays.setAll(moved, a -> usual[a] + moved[a] / scales[a]);
        return moved;
    }

    private void weigh(double[] coefficients, double[] weights) {
        double[] errors = rows.stream()
                .mapToDouble(row -> Math.abs(dot(row, coefficients) - 1))
                .toArray();
        double limit = USUAL_ERRORS * new Median().evaluate(errors);
        Arrays.setAll(weights, i -> errors[i] <= limit ? 1 : limit / errors[i]);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
