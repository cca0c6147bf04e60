package org.lampyris.evaluation.proxy;

import org.lampyris.space.graph.Operator.Pooling;
import org.lampyris.space.graph.TensorShape;

/** Pools a {@link Flow}; the growth of a maximum is that of the first value that is the largest. */
final class FlowPooling {
    private final Pooling pooling;
    private final TensorShape in;
    private final TensorShape out;

    FlowPooling(Pooling pooling, TensorShape in, TensorShape out) {
        this.pooling = pooling;
        this.in = in;
        this.out = out;
    }

    Flow apply(Flow flow) {
        Flow result =
                new Flow(out, new double[(int) out.elements()], new double[(int) out.elements()], flow.exponent());
        int at = 0;
        for (int channel = 0; channel < out.channels(); channel++) {
            for (int row = 0; row < out.height(); row++) {
                for (int column = 0; column < out.width(); column++) {
                    pool(flow, channel, row, column, result, at++);
                }
            }
        }
        return result;
    }

    private void pool(Flow flow, int channel, int row, int column, Flow result, int at) {
        int padding = pooling.kernel() % 2 == 0 ? 0 : pooling.kernel() / 2;
        int top = row * pooling.stride() - padding;
        int left = column * pooling.stride() - padding;
        int count = 0;
        int largest = -1;
        for (int y = Math.max(0, top); y < Math.min(in.height(), top + pooling.kernel()); y++) {
            for (int x = Math.max(0, left); x < Math.min(in.width(), left + pooling.kernel()); x++) {
                int source = (channel * in.height() + y) * in.width() + x;
                count++;
                largest = largest < 0 || flow.values()[source] > flow.values()[largest] ? source : largest;
                result.values()[at] += flow.values()[source];
                result.growth()[at] += flow.growth()[source];
            }
        }
        boolean maximum = pooling.kind() == Pooling.Kind.MAXIMUM;
        result.values()[at] = maximum ? flow.values()[largest] : result.values()[at] / count;
        result.growth()[at] = maximum ? flow.growth()[largest] : result.growth()[at] / count;
    }
}
