package org.lampyris.evaluation.onnx.reading;

import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.Operator.Activation;
import org.lampyris.space.graph.Operator.Clip;
import org.lampyris.space.graph.Operator.HardSigmoid;
import org.lampyris.space.graph.Operator.LeakyRelu;
import org.lampyris.space.graph.Operator.Softmax;
import org.lampyris.space.graph.TensorShape;

/** Activation functions. */
final class PointwiseReaders {
    private static final int OPSET_OF_ONE_AXIS = 13;

    private PointwiseReaders() {}

    static Value activation(Call call, Activation.Function function) {
        return add(call, new Activation(function));
    }

    static Value leakyRelu(Call call) {
        return add(call, new LeakyRelu(call.attributes().number("alpha", 0.01f)));
    }

    static Value hardSigmoid(Call call) {
        return add(
                call,
                new HardSigmoid(
                        call.attributes().number("alpha", 0.2f),
                        call.attributes().number("beta", 0.5f)));
    }

    /** The bounds are attributes up to opset 10, inputs from 11 on; the largest numbers are no bounds. */
    static Value clip(Call call) {
        float low = call.has(1) ? call.constant(1).scalar() : call.attributes().number("min", -Float.MAX_VALUE);
        float high = call.has(2) ? call.constant(2).scalar() : call.attributes().number("max", Float.MAX_VALUE);
        low = low == -Float.MAX_VALUE ? Float.NEGATIVE_INFINITY : low;
        high = high == Float.MAX_VALUE ? Float.POSITIVE_INFINITY : high;
        if (low == 0 && high == Float.POSITIVE_INFINITY) {
            return activation(call, Activation.Function.RELU);
        }
        boolean free = low == Float.NEGATIVE_INFINITY && high == Float.POSITIVE_INFINITY;
        return free ? call.result(0) : add(call, new Clip(low, high));
    }

    /** Up to opset 12 it is over all axes from one on. */
    static Value softmax(Call call) {
        Value.Result in = call.result(0);
        TensorShape shape = call.shape(in);
        boolean one = call.opset() >= OPSET_OF_ONE_AXIS;
        int axis = Shapes.axis(
                call.attributes().integer("axis", one ? -1 : 1), in.layout().rank());
        int channels = 0;
        int batch = -1;
        for (int i = 0; i < in.layout().rank(); i++) {
            channels = in.layout().at(i, shape).contains(Dimension.CHANNEL) ? i : channels;
            batch = in.layout().at(i, shape).contains(Dimension.BATCH) ? i : batch;
        }
        boolean overChannels = shape.channels() == 1 || (one ? axis == channels : axis <= channels);
        if (!overChannels || axis <= batch || channels == batch) {
            throw new IllegalArgumentException("it isn't over the channels");
        }
        return add(call, new Softmax());
    }

    private static Value add(Call call, Operator operator) {
        Value.Result in = call.result(0);
        return Call.like(in, call.sketch().add(call.name(), operator, in.node()));
    }
}
