package org.lampyris.evaluation.compression.factorization;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.RealMatrix;
import org.lampyris.evaluation.weights.Tensor;

/**
 * The singular value decomposition of the weights of a dense layer or a 1x1 convolution: U S V^T, split into U sqrt(S)
 * and sqrt(S) V^T. No other matrices of the rank come closer (Eckart and Young 1936).
 *
 * @see "Exploiting Linear Structure Within Convolutional Networks for Efficient Evaluation (Denton et al. 2014)"
 */
final class TruncatedSvd implements Decomposed {
    private final RealMatrix matrix;
    private final boolean wide;
    private final PrincipalAxes axes;
    /** What follows the first two sizes of the weights' shape. */
    private final List<Integer> window;

    TruncatedSvd(Tensor weight) {
        this.matrix = Decomposed.matrix(weight);
        this.wide = matrix.getRowDimension() <= matrix.getColumnDimension();
        this.axes = new PrincipalAxes(wide ? matrix : matrix.transpose());
        this.window = weight.shape().subList(2, weight.shape().size());
    }

    @Override
    public Ranks full() {
        return Ranks.of(axes.size());
    }

    @Override
    public Ranks keeping(double energy) {
        return Ranks.of(axes.keeping(energy));
    }

    @Override
    public double relativeError(Ranks ranks) {
        return Math.sqrt(axes.tail(ranks.in()));
    }

    @Override
    public List<Tensor> factors(Ranks ranks) {
        int rank = ranks.in();
        RealMatrix orthogonal = axes.first(rank);
        RealMatrix projected = orthogonal.transpose().multiply(wide ? matrix : matrix.transpose());
        for (int i = 0; i < rank; i++) {
            double root = Math.sqrt(projected.getRowVector(i).getNorm());
            double inverse = root > 0 ? 1 / root : 0;
            projected.setRowVector(i, projected.getRowVector(i).mapMultiply(inverse));
            orthogonal.setColumnVector(i, orthogonal.getColumnVector(i).mapMultiply(root));
        }
        RealMatrix down = wide ? projected : orthogonal.transpose();
        RealMatrix up = wide ? orthogonal : projected.transpose();
        return List.of(
                Decomposed.tensor(down, shape(rank, matrix.getColumnDimension())),
                Decomposed.tensor(up, shape(matrix.getRowDimension(), rank)));
    }

    private List<Integer> shape(int rows, int columns) {
        List<Integer> shape = new ArrayList<>(List.of(rows, columns));
        shape.addAll(window);
        return shape;
    }
}
