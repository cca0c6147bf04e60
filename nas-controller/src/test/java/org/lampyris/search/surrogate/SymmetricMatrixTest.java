package org.lampyris.search.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricMatrixTest {

    @ParameterizedTest(name = "{0} rows")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 16, 33, 60})
    void invertsAsCommonsMathDoes(int rows) {
        double[][] matrix = positiveDefinite(rows, rows);
        double[][] inverse = lowerTriangle(matrix);
        double logDeterminant = SymmetricMatrix.invert(inverse);
        if (rows == 0) {
            assertEquals(0, logDeterminant);
            return;
        }
        LUDecomposition decomposition = new LUDecomposition(new Array2DRowRealMatrix(matrix));
        assertEquals(StrictMath.log(decomposition.getDeterminant()), logDeterminant, 1e-9);
        double[][] expected = decomposition.getSolver().getInverse().getData();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < rows; j++) {
                assertEquals(expected[i][j], inverse[i][j], 1e-9, i + ", " + j);
                assertEquals(inverse[j][i], inverse[i][j], i + ", " + j);
            }
        }
    }

    @Test
    void aMatrixThatIsNotPositiveDefiniteHasNoLogarithm() {
        assertTrue(Double.isNaN(SymmetricMatrix.invert(new double[][] {{0}})));
        assertTrue(Double.isNaN(SymmetricMatrix.invert(new double[][] {{-1}})));
        assertTrue(Double.isNaN(SymmetricMatrix.invert(new double[][] {{Double.NaN}})));
        assertTrue(Double.isNaN(SymmetricMatrix.invert(new double[][] {{1, 1}, {1, 1}})));
        for (long seed = 1; seed <= 20; seed++) {
            double[][] matrix = positiveDefinite(6, seed);
            int at = (int) (seed % 6);
            matrix[at][at] = -matrix[at][at];
            assertTrue(Double.isNaN(SymmetricMatrix.invert(matrix)), "seed " + seed);
        }
    }

    private static double[][] positiveDefinite(int rows, long seed) {
        if (rows == 0) {
            return new double[0][0];
        }
        SplittableRandom random = new SplittableRandom(seed);
        RealMatrix root = new Array2DRowRealMatrix(rows, rows);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < rows; j++) {
                root.setEntry(i, j, random.nextDouble(-1, 1));
            }
            root.addToEntry(i, i, 2);
        }
        return root.multiply(root.transpose()).getData();
    }

    /** The upper half is not read. */
    private static double[][] lowerTriangle(double[][] matrix) {
        double[][] lower = new double[matrix.length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                lower[i][j] = j <= i ? matrix[i][j] : Double.NaN;
            }
        }
        return lower;
    }
}
