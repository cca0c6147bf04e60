package org.lampyris.hardware.calibration;

import java.util.List;
import org.lampyris.hardware.latency.OperatorKind;
import org.lampyris.hardware.latency.Primitive;

/** What a latency is made of: counts of an operator that its time grows with, each at least 0. */
final class Features {
    static final int DENSE_MULTIPLY_ADDS = 1;
    static final int DEPTHWISE_MULTIPLY_ADDS = 2;
    static final int GROUPED_ACTIVATIONS = 4;
    static final int COUNT = 8;

    private Features() {}

    /**
     * One; multiply-adds of dense and of depthwise convolutions; results of depthwise ones; activations of grouped ones
     * (they are split and concatenated again); activations; weights of convolutions and of dense layers.
     */
    static double[] of(Primitive operator) {
        Primitive.Work work = operator.work();
        boolean depthwise = operator.key().kind() == OperatorKind.DEPTHWISE_CONVOLUTION;
        boolean connected = operator.key().kind() == OperatorKind.DENSE;
        return new double[] {
            1,
            depthwise ? 0 : work.multiplyAdds(),
            depthwise ? work.multiplyAdds() : 0,
            depthwise ? work.written() : 0,
            operator.key().form().groups() > 1 ? work.activations() : 0,
            work.activations(),
            connected ? 0 : work.weights(),
            connected ? work.weights() : 0
        };
    }

    /** The sums over operators. */
    static double[] sums(List<Primitive> operators) {
        double[] sums = new double[COUNT];
        for (Primitive operator : operators) {
            add(sums, of(operator), 1);
        }
        return sums;
    }

    static void add(double[] to, double[] what, double factor) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * what[i];
        }
    }
}
