package org.lampyris.space.graph;

import java.util.List;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.Input;
import org.lampyris.space.graph.Operator.Multiplication;
import org.lampyris.space.graph.Operator.Padding;
import org.lampyris.space.graph.Operator.Pointwise;
import org.lampyris.space.graph.Operator.Pooling;
import org.lampyris.space.graph.Operator.Softmax;

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
        if (operator instanceof BatchNormalization || operator instanceof Pointwise) {
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
            return moved(node, "pool", p.window(), in.channels(), in);
        }
        if (operator instanceof GlobalAveragePooling) {
            return new TensorShape(in.channels(), 1, 1);
        }
        if (operator instanceof Dense d) {
            return new TensorShape(d.units(), 1, 1);
        }
        if (operator instanceof Multiplication) {
            return multiplied(node, in, shapes.get(node.inputs().get(1)));
        }
        if (operator instanceof Padding p) {
            return padded(p, in);
        }
        if (operator instanceof Softmax) {
            return vector(node, in);
        }
        throw new AssertionError(operator);
    }

    private static void checkInputs(Node node, int known) {
        Operator operator = node.operator();
        int arity = node.inputs().size();
        boolean many = operator instanceof Addition || operator instanceof Concatenation;
        int one = operator instanceof Input ? 0 : operator instanceof Multiplication ? 2 : 1;
        if (many ? arity < 2 : arity != one) {
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
        return moved(node, "convolve", c.window(), c.outChannels(), in);
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

    /** One result for each position of the window. */
    private static TensorShape moved(Node node, String verb, Window window, int channels, TensorShape in) {
        return new TensorShape(
                channels,
                positions(node, verb, window.rows(), in.height()),
                positions(node, verb, window.columns(), in.width()));
    }

    private static int positions(Node node, String verb, Window.Axis axis, int size) {
        long positions = axis.positions(size);
        if (positions < 1) {
            throw new IllegalArgumentException(
                    node.name() + " can't " + verb + " " + size + " pixels with a kernel of " + axis.kernel());
        }
        return Math.toIntExact(positions);
    }

    private static TensorShape multiplied(Node node, TensorShape in, TensorShape factor) {
        if (!factor.equals(in) && !factor.equals(new TensorShape(in.channels(), 1, 1))) {
            throw new IllegalArgumentException(node.name() + " can't multiply " + in + " by " + factor);
        }
        return in;
    }

    private static TensorShape padded(Padding p, TensorShape in) {
        int height = Math.addExact(in.height(), Math.addExact(p.top(), p.bottom()));
        int width = Math.addExact(in.width(), Math.addExact(p.left(), p.right()));
        return new TensorShape(in.channels(), height, width);
    }

    private static TensorShape vector(Node node, TensorShape in) {
        if (in.elements() != in.channels()) {
            throw new IllegalArgumentException(node.name() + " needs a vector, not " + in);
        }
        return in;
    }
}
