package org.lampyris.evaluation.compression.factorization;

import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The left singular vectors of a matrix, the strongest first, by the eigenvectors of its product with its transpose.
 * Exact to about 1e-8 of the largest singular value, finer than the float weights.
 */
final class PrincipalAxes {
    private final RealMatrix axes;
    private final double[] energies;

    /** @param matrix best with fewer rows than columns: an eigenproblem of its rows is solved */
    PrincipalAxes(RealMatrix matrix) {
        RealMatrix product = matrix.multiply(matrix.transpose());
        double[][] symmetric = product.getData();
        for (int i = 0; i < symmetric.length; i++) {
            for (int j = 0; j < i; j++) {
                symmetric[i][j] = symmetric[j][i];
            }
        }
        EigenDecomposition eigen = new EigenDecomposition(MatrixUtils.createRealMatrix(symmetric));
        this.axes = eigen.getV();
        this.energies = eigen.getRealEigenvalues();
        for (int i = 0; i < energies.length; i++) {
            energies[i] = Math.max(0, energies[i]);
        }
    }

    int size() {
        return energies.length;
    }

    /** The strongest axes, one a column. */
    RealMatrix first(int count) {
        return axes.getSubMatrix(0, axes.getRowDimension() - 1, 0, count - 1);
    }

    /** The part of the squared norm that the axes after the first ones have, 0 to 1. */
    double tail(int count) {
        double tail = 0;
        double all = 0;
        for (int i = energies.length - 1; i >= 0; i--) {
            all += energies[i];
            tail += i >= count ? energies[i] : 0;
        }
        return all > 0 ? tail / all : 0;
    }

    /** How many axes keep a part of the squared norm, at least 1. */
    int keeping(double energy) {
        int count = 1;
        while (count < energies.length && tail(count) > 1 - energy) {
            count++;
        }
        return count;
    }
}
