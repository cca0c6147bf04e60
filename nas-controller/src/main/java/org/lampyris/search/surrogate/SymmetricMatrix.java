package org.lampyris.search.surrogate;

/** Arithmetic on symmetric positive definite matrices, row by row. */
final class SymmetricMatrix {
    private SymmetricMatrix() {}

    /**
     * Inverts in place by Cholesky's decomposition.
     *
     * @return the logarithm of the determinant; not a number if the matrix isn't positive definite, and is then spoilt
     */
    static double invert(double[][] matrix) {
        int n = matrix.length;
        double logDeterminant = 0;
        for (int j = 0; j < n; j++) {
            double[] row = matrix[j];
            for (int k = 0; k < j; k++) {
                row[k] = (row[k] - dot(row, matrix[k], k)) / matrix[k][k];
            }
            double pivot = row[j] - dot(row, row, j);
            if (!(pivot > 0)) {
                return Double.NaN;
            }
            row[j] = Math.sqrt(pivot);
            logDeterminant += 2 * StrictMath.log(row[j]);
        }
        invertLower(matrix);
        multiplyByTransposed(matrix);
        return logDeterminant;
    }

    /** The lower triangle becomes that of the triangle's inverse, which is kept transposed in the upper one. */
    private static void invertLower(double[][] l) {
        int n = l.length;
        for (int i = 0; i < n; i++) {
            double[] row = l[i];
            double diagonal = 1 / row[i];
            for (int j = 0; j < i; j++) {
                double[] inverse = l[j];
                double sum = 0;
                for (int k = j; k < i; k++) {
                    sum += row[k] * inverse[k];
                }
                l[j][i] = -diagonal * sum;
            }
            row[i] = diagonal;
        }
    }

    /** From the transposed inverse of the triangle in the upper half to the whole inverse. */
    private static void multiplyByTransposed(double[][] m) {
        int n = m.length;
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                double sum = 0;
                double[] a = m[i];
                double[] b = m[j];
                for (int k = j; k < n; k++) {
                    sum += a[k] * b[k];
                }
                m[i][j] = sum;
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                m[i][j] = m[j][i];
            }
        }
    }

    private static double dot(double[] a, double[] b, int length) {
        double sum = 0;
        for (int k = 0; k < length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
