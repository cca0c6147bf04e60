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

    /**
     * @param shapes the results' shapes of all nodes before this one
     * @throws IllegalArgumentException if the operator can't take these inputs
     */
    static TensorShape result(Node node, List<TensorShape> shapes) {
        Operator operator = node.operator();
        checkInputs(node, shapes.size());
        if (operator instanceof Input input) {
            return input.shape();
        }
        TensorShape in = shapes.get(node.inputs().get(0));
        if (operator instanceof BatchNormalization || operator instanceof Activation) {
            return in;
        }
        if (operator instanceof Convolution c) {
            return convolved(node, c, in);
        }
        if (operator instanceof Addition) {
            return added(node, in, shapes);
        }
        if (operator instanceof Concatenation) {
            return concatenated(node, in, shapes);
        }
        if (operator instanceof Pooling p) {
            return new TensorShape(in.channels(), pooled(node, p, in.height()), pooled(node, p, in.width()));
        }
        if (operator instanceof GlobalAveragePooling) {
            return new TensorShape(in.channels(), 1, 1);
        }
        if (operator instanceof Dense d) {
            return new TensorShape(d.units(), 1, 1);
        }
        throw new AssertionError(operator);
    }

    private static void checkInputs(Node node, int known) {
        Operator operator = node.operator();
        int arity = node.inputs().size();
        boolean many = operator instanceof Addition || operator instanceof Concatenation;
        if (many ? arity < 2 : arity != (operator instanceof Input ? 0 : 1)) {
            throw new IllegalArgumentException(node.name() + " can't take " + arity + " inputs");
        }
        for (int input : node.inputs()) {
            if (input < 0 || input >= known) {
                throw new IllegalArgumentException(node.name() + " comes before its input " + input);
            }
        }
    }

    private static TensorShape convolved(Node node, Convolution c, TensorShape in) {
        if (in.channels() % c.groups() != 0) {
            throw new IllegalArgumentException(
                    node.name() + " can't split " + in.channels() + " channels into " + c.groups() + " groups");
        }
        int height = (in.height() - 1) / c.stride() + 1;
        int width = (in.width() - 1) / c.stride() + 1;
        return new TensorShape(c.outChannels(), height, width);
    }

    private static TensorShape added(Node node, TensorShape in, List<TensorShape> shapes) {
        for (int input : node.inputs()) {
            if (!in.equals(shapes.get(input))) {
                throw new IllegalArgumentException(node.name() + " can't add " + in + " and " + shapes.get(input));
            }
        }
        return in;
    }

    private static TensorShape concatenated(Node node, TensorShape in, List<TensorShape> shapes) {
        int channels = 0;
        for (int input : node.inputs()) {
            TensorShape shape = shapes.get(input);
            if (shape.height() != in.height() || shape.width() != in.width()) {
                throw new IllegalArgumentException(node.name() + " can't concatenate " + in + " and " + shape);
            }
            channels = Math.addExact(channels, shape.channels());
        }
        return new TensorShape(channels, in.height(), in.width());
    }

    /** Odd kernels pad by half; even ones don't pad and drop what is left over. */
    private static int pooled(Node node, Pooling pooling, int size) {
        int padding = pooling.kernel() % 2 == 0 ? 0 : pooling.kernel() / 2;
        if (size + 2 * padding < pooling.kernel()) {
            throw new IllegalArgumentException(
                    node.name() + " can't pool " + size + " pixels with a kernel of " + pooling.kernel());
        }
        return (size + 2 * padding - pooling.kernel()) / pooling.stride() + 1;
    }
}
