package org.lampyris.evaluation.proxy;

import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.TensorShape;

/** A convolution of one image in double precision, [channels, rows, columns], weights [out, in / groups, kernel, kernel]. */
final class Correlation {
    private final int kernel;
    private final int stride;
    private final int groups;
    private final TensorShape in;
    private final TensorShape out;

    Correlation(Convolution convolution, TensorShape in, TensorShape out) {
        boolean pointwise = convolution.kernel() == 1 && convolution.stride() == 1;
        this.kernel = convolution.kernel();
        this.stride = convolution.stride();
        this.groups = convolution.groups();
        this.in = pointwise ? oneRow(in) : in;
        this.out = pointwise ? oneRow(out) : out;
    }

    /** Pixels that don't touch each other may lie in one row: loops are longer. */
    private static TensorShape oneRow(TensorShape shape) {
        return new TensorShape(shape.channels(), 1, shape.height() * shape.width());
    }

    /** Adds to y. */
    void apply(double[] x, double[] w, double[] y) {
        int depth = in.channels() / groups;
        int breadth = out.channels() / groups;
        int at = 0;
        for (int o = 0; o < out.channels(); o++) {
            for (int i = 0; i < depth; i++) {
                int channel = o / breadth * depth + i;
                for (int row = 0; row < kernel; row++) {
                    for (int column = 0; column < kernel; column++) {
                        addPlane(x, channel, y, o, row - kernel / 2, column - kernel / 2, w[at++]);
                    }
                }
            }
        }
    }

    /** One weight's share of a channel of the result. */
    private void addPlane(double[] x, int from, double[] y, int to, int down, int right, double weight) {
        int first = Math.max(0, (stride - 1 - right) / stride);
        int end = Math.min(out.width(), Math.floorDiv(in.width() - 1 - right, stride) + 1);
        for (int row = 0; row < out.height(); row++) {
            int source = row * stride + down;
            if (source >= 0 && source < in.height()) {
                int xAt = (from * in.height() + source) * in.width() + right;
                int yAt = (to * out.height() + row) * out.width();
                if (stride == 1) {
                    add(x, xAt + first, y, yAt + first, end - first, weight);
                } else {
                    for (int column = first; column < end; column++) {
                        y[yAt + column] += weight * x[xAt + column * stride];
                    }
                }
            }
        }
    }

    private static void add(double[] x, int xAt, double[] y, int yAt, int count, double weight) {
        for (int i = 0; i < count; i++) {
            y[yAt + i] += weight * x[xAt + i];
        }
    }
}
