package org.lampyris.evaluation.compression.factorization;

import java.util.List;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.lampyris.evaluation.weights.Tensor;

/** The weights of one layer, ready to be split at any ranks. */
sealed interface Decomposed permits TruncatedSvd, Tucker, Separable {

    /** The largest ranks, at which nothing is lost. */
    Ranks full();

    /** The smallest ranks that keep a part of the squared norm, 0 to 1, along each axis. */
    Ranks keeping(double energy);

    /** The Frobenius norm of what is lost over that of the weights; an upper bound where the split is improved later. */
    double relativeError(Ranks ranks);

    /** The weights of the layers of the chain, in order. */
    List<Tensor> factors(Ranks ranks);

    /** A tensor as a matrix with one row for each place of its first axis. */
    static RealMatrix matrix(Tensor tensor) {
        int rows = tensor.shape().get(0);
        int columns = tensor.size() / rows;
        double[][] values = new double[rows][columns];
        for (int i = 0; i < tensor.size(); i++) {
            double value = tensor.value(i);
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a weight is no finite number");
            }
            values[i / columns][i % columns] = value;
        }
        return MatrixUtils.createRealMatrix(values);
    }

    static Tensor tensor(RealMatrix matrix, List<Integer> shape) {
        float[] values = new float[matrix.getRowDimension() * matrix.getColumnDimension()];
        int place = 0;
        for (int row = 0; row < matrix.getRowDimension(); row++) {
            for (double value : matrix.getRow(row)) {
                values[place++] = (float) value;
            }
        }
        return Tensor.of(values, shape);
    }
}
