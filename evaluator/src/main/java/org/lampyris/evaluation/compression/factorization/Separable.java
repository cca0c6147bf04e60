package org.lampyris.evaluation.compression.factorization;

import java.util.List;
import org.lampyris.evaluation.weights.Tensor;

/**
 * The weights of a convolution [out, in, rows, columns] as a k x 1 convolution [rank, in, rows, 1] before a 1 x k one [out,
 * rank, 1, columns], both taking the same part of the singular values. It is the singular value decomposition of the
 * weights as a matrix [(out, columns), (in, rows)], so that no other pair of the rank comes closer.
 *
 * @see "Speeding up Convolutional Neural Networks with Low Rank Expansions (Jaderberg et al. 2014), scheme 2"
 * @see "Convolutional Neural Networks with Low-Rank Regularization (Tai et al. 2016), theorem 1"
 */
final class Separable implements Decomposed {
    private final TruncatedSvd matrix;
    private final int out;
    private final int in;
    private final int rows;
    private final int columns;

    Separable(Tensor weight) {
        this.out = weight.shape().get(0);
        this.in = weight.shape().get(1);
        this.rows = weight.shape().get(2);
        this.columns = weight.shape().get(3);
        float[] values = new float[weight.size()];
        for (int i = 0; i < values.length; i++) {
            int column = i % columns;
            int row = i / columns % rows;
            int channel = i / (columns * rows) % in;
            int filter = i / (columns * rows * in);
            values[((filter * columns + column) * in + channel) * rows + row] = weight.value(i);
        }
        this.matrix = new TruncatedSvd(Tensor.of(values, out * columns, in * rows));
    }

    @Override
    public Ranks full() {
        return Ranks.separable(matrix.full().in());
    }

    @Override
    public Ranks keeping(double energy) {
        return Ranks.separable(matrix.keeping(energy).in());
    }

    @Override
    public double relativeError(Ranks ranks) {
        return matrix.relativeError(ranks);
    }

    @Override
    public List<Tensor> factors(Ranks ranks) {
        int rank = ranks.in();
        List<Tensor> factors = matrix.factors(ranks);
        float[] second = new float[out * rank * columns];
        for (int i = 0; i < second.length; i++) {
            int column = i % columns;
            int inner = i / columns % rank;
            int filter = i / (columns * rank);
            second[i] = factors.get(1).value((filter * columns + column) * rank + inner);
        }
        return List.of(Tensor.of(factors.get(0).values(), rank, in, rows, 1), Tensor.of(second, out, rank, 1, columns));
    }
}
