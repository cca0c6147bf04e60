package org.lampyris.space.graph;

import java.util.List;
import org.lampyris.space.graph.Operator.Activation;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.Input;
import org.lampyris.space.graph.Operator.Pooling;

/** The shape of an operator's result. */
final class ShapeInference {
    private ShapeInference() {}

    /** @throws IllegalArgumentException if the operator can't take these inputs */
    static TensorShape result(Node node, List<TensorShape> inputs) {
        Operator operator = node.operator();
        int arity = inputs.size();
        boolean many = operator instanceof Addition || operator instanceof Concatenation;
        if (many ? arity < 2 : arity != (operator instanceof Input ? 0 : 1)) {
            throw new IllegalArgumentException(node.name() + " can't take " + arity + " inputs");
        }
        if (operator instanceof Input input) {
            return input.shape();
        }
        TensorShape in = inputs.get(0);
        if (operator instanceof Convolution c) {
            if (in.channels() % c.groups() != 0) {
                throw new IllegalArgumentException(
                        node.name() + " can't split " + in.channels() + " channels into " + c.groups() + " groups");
            }
            return new TensorShape(c.outChannels(), reduced(in.height(), c.stride()), reduced(in.width(), c.stride()));
        }
        if (operator instanceof Pooling p) {
            return new TensorShape(
                    in.channels(),
                    pooled(in.height(), p.kernel(), p.stride()),
                    pooled(in.width(), p.kernel(), p.stride()));
        }
        if (operator instanceof GlobalAveragePooling) {
            return new TensorShape(in.channels(), 1, 1);
        }
        if (operator instanceof Dense d) {
            return new TensorShape(d.units(), 1, 1);
        }
        if (operator instanceof Addition) {
            if (!inputs.stream().allMatch(in::equals)) {
                throw new IllegalArgumentException(node.name() + " can't add " + inputs);
            }
            return in;
        }
        if (operator instanceof Concatenation) {
            int channels = 0;
            for (TensorShape shape : inputs) {
                if (shape.height() != in.height() || shape.width() != in.width()) {
                    throw new IllegalArgumentException(node.name() + " can't concatenate " + inputs);
                }
                channels += shape.channels();
            }
            return new TensorShape(channels, in.height(), in.width());
        }
        if (operator instanceof BatchNormalization || operator instanceof Activation) {
            return in;
        }
        throw new AssertionError(operator);
    }

    private static int reduced(int size, int stride) {
        return (size - 1) / stride + 1;
    }

    /** Odd kernels pad by half; even ones don't pad and drop what is left over. */
    private static int pooled(int size, int kernel, int stride) {
        int padding = kernel % 2 == 0 ? 0 : kernel / 2;
        return (size + 2 * padding - kernel) / stride + 1;
    }
}
