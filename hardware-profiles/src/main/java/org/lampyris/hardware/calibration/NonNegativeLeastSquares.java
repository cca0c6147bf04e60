package org.lampyris.hardware.calibration;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * Least squares with coefficients of at least 0, by active set on the normal equations.
 *
 * @see "Lawson and Hanson, Solving Least Squares Problems, 1974, chapter 23"
 */
final class NonNegativeLeastSquares {
    private static final double RIDGE = 1e-13;
    private static final double TOLERANCE = 1e-12;
    private static final int MAX_STEPS = 200;

    private final RealMatrix gram;
    private final RealVector moment;
    private final boolean[] passive;
    private double[] solution;

    private NonNegativeLeastSquares(RealMatrix gram, RealVector moment) {
        this.gram = gram;
        this.moment = moment;
        this.passive = new boolean[moment.getDimension()];
        this.solution = new double[moment.getDimension()];
    }

    /**
     * @param gram the transposed design times the design, columns scaled to about 1
     * @param moment the transposed design times the observations
     */
    static double[] solve(RealMatrix gram, RealVector moment) {
        return new NonNegativeLeastSquares(gram, moment).run();
    }

    private double[] run() {
        for (int step = 0; step < MAX_STEPS; step++) {
            int entering = steepest();
            if (entering < 0) {
                return solution;
            }
            passive[entering] = true;
            double[] trial = unconstrained();
            while (hasNegative(trial)) {
                retreatTowards(trial);
                trial = unconstrained();
            }
            solution = trial;
        }
        return solution;
    }

    /** The zero coefficient whose growth lowers the error most, or -1 if none does. */
    private int steepest() {
        double[] gradient = moment.subtract(gram.operate(new ArrayRealVector(solution, false)))
                .toArray();
        int best = -1;
        double most = TOLERANCE * Math.max(1, moment.getLInfNorm());
        for (int i = 0; i < passive.length; i++) {
            if (!passive[i] && gram.getEntry(i, i) > 0 && gradient[i] > most) {
                most = gradient[i];
                best = i;
            }
        }
        return best;
    }

    private double[] unconstrained() {
        int[] free = IntStream.range(0, passive.length).filter(i -> passive[i]).toArray();
        double[] full = new double[passive.length];
        if (free.length == 0) {
            return full;
        }
        RealMatrix part = new Array2DRowRealMatrix(free.length, free.length);
        double[] right = new double[free.length];
        for (int i = 0; i < free.length; i++) {
            right[i] = moment.getEntry(free[i]);
            for (int j = 0; j < free.length; j++) {
                part.setEntry(i, j, gram.getEntry(free[i], free[j]) * (i == j ? 1 + RIDGE : 1));
            }
        }
        double[] solved = new CholeskyDecomposition(part, 1e-8, 1e-300)
                .getSolver()
                .solve(new ArrayRealVector(right, false))
                .toArray();
        for (int i = 0; i < free.length; i++) {
            full[free[i]] = solved[i];
        }
        return full;
    }

    private boolean hasNegative(double[] trial) {
        return IntStream.range(0, trial.length).anyMatch(i -> passive[i] && trial[i] <= 0);
    }

    /** Goes as far towards the trial as no coefficient gets below 0, and takes out what got there. */
    private void retreatTowards(double[] trial) {
        double step = 1;
        for (int i = 0; i < trial.length; i++) {
            if (passive[i] && trial[i] <= 0) {
                step = Math.min(step, solution[i] / (solution[i] - trial[i] + Double.MIN_NORMAL));
            }
        }
        double[] next = Arrays.copyOf(solution, solution.length);
        for (int i = 0; i < trial.length; i++) {
            next[i] = solution[i] + step * (trial[i] - solution[i]);
            if (passive[i] && trial[i] <= 0 && next[i] <= TOLERANCE * Math.max(solution[i], Double.MIN_NORMAL)) {
                passive[i] = false;
                next[i] = 0;
            }
        }
        solution = next;
    }
}
