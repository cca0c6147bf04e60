package org.lampyris.hardware.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;

class NonNegativeLeastSquaresTest {

    @Test
    void conditionsOfTheOptimumHold() {
        for (int seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int columns = 1 + random.nextInt(8);
            RealMatrix design = new Array2DRowRealMatrix(20, columns);
            RealVector target = new ArrayRealVector(20);
            for (int row = 0; row < 20; row++) {
                target.setEntry(row, random.nextDouble() - 0.3);
                for (int column = 0; column < columns; column++) {
                    design.setEntry(row, column, random.nextDouble());
                }
            }
            RealMatrix gram = design.transpose().multiply(design);
            RealVector moment = design.transpose().operate(target);
            RealVector solution = new ArrayRealVector(NonNegativeLeastSquares.solve(gram, moment));
            RealVector gradient = moment.subtract(gram.operate(solution));
            for (int i = 0; i < columns; i++) {
                String where = "seed " + seed + " coefficient " + i + " of " + solution + ", gradient " + gradient;
                assertTrue(solution.getEntry(i) >= 0, where);
                assertTrue(gradient.getEntry(i) <= 1e-6, where);
                assertEquals(0, gradient.getEntry(i) * solution.getEntry(i), 1e-6, where);
            }
        }
    }

    @Test
    void columnsThatAreEqualAreNoTrouble() {
        RealMatrix gram = new Array2DRowRealMatrix(new double[][] {{2, 2, 0}, {2, 2, 0}, {0, 0, 0}});
        double[] solution = NonNegativeLeastSquares.solve(gram, new ArrayRealVector(new double[] {4, 4, 0}));
        assertEquals(2, solution[0] + solution[1], 1e-6);
        assertEquals(0, solution[2]);
    }
}
