package org.lampyris.hardware.calibration;

import java.util.List;
import org.lampyris.hardware.latency.OperatorKind;
import org.lampyris.hardware.latency.Primitive;

/** What a latency is made of: counts of an operator that its time grows with, each at least 0. */
final class Features {
    static final int DENSE_MULTIPLY_ADDS = 1;
    static final int DEPTHWISE_MULTIPLY_ADDS = 2;
    static final int GROUPED_ACTIVATIONS = 3;
    static final int COUNT = 5;

    static final int OPERATORS = 0;
    static final int MOVED = 4;

    private Features() {}

    /**
     * The sums over operators of one; multiply-adds of dense and of depthwise convolutions; activations of grouped ones,
     * which are split and concatenated again; and values moved, activations and weights alike.
     */
    static double[] sums(List<Primitive> operators) {
        double[] sums = new double[COUNT];
        for (int i = 0; i < operators.size(); i++) {
            add(operators.get(i), sums);
        }
        return sums;
    }

    private static void add(Primitive operator, double[] sums) {
        Primitive.Work work = operator.work();
        boolean depthwise = operator.key().kind() == OperatorKind.DEPTHWISE_CONVOLUTION;
        sums[OPERATORS] += 1;
        sums[DENSE_MULTIPLY_ADDS] += depthwise ? 0 : work.multiplyAdds();
        sums[DEPTHWISE_MULTIPLY_ADDS] += depthwise ? work.multiplyAdds() : 0;
        sums[GROUPED_ACTIVATIONS] += operator.key().form().groups() > 1 ? work.activations() : 0;
        sums[MOVED] += work.activations() + work.weights();
    }

    static void add(double[] to, double[] what, double factor) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * what[i];
        }
    }
}
