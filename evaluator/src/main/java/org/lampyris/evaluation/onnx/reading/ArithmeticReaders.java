package org.lampyris.evaluation.onnx.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.Operator.Activation;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.HardSigmoid;
import org.lampyris.space.graph.Operator.Multiplication;
import org.lampyris.space.graph.TensorShape;

/**
 * Sums, products, batch normalisations and concatenations. What is added or multiplied by a constant for each channel is
 * folded into the convolution, dense layer or batch normalisation before, or is a batch normalisation of its own.
 */
final class ArithmeticReaders {
    private static final HardSigmoid SWISH_GATE = new HardSigmoid(1f / 6, 0.5f);

    private ArithmeticReaders() {}

    static Value add(Call call) {
        return constantSide(call) < 0 ? sum(call) : shift(call, 1);
    }

    static Value subtract(Call call) {
        int side = constantSide(call);
        if (side < 0) {
            throw new IllegalArgumentException("it subtracts two results");
        }
        return side == 1 ? shift(call, -1) : affine(call, -1, constants(call, 0));
    }

    static Value multiply(Call call) {
        return constantSide(call) < 0 ? product(call) : scale(call, constants(call, constantSide(call)));
    }

    static Value divide(Call call) {
        if (constantSide(call) != 1) {
            throw new IllegalArgumentException("only a result can be divided by a constant");
        }
        float[] factors = constants(call, 1);
        for (int i = 0; i < factors.length; i++) {
            factors[i] = 1 / factors[i];
        }
        return scale(call, factors);
    }

    /** Any number of inputs. */
    static Value sum(Call call) {
        int count = call.inputs().size();
        if (count == 1) {
            return call.result(0);
        }
        List<List<Dimension>> axes = aligned(call, count);
        int[] nodes = new int[count];
        Arrays.setAll(nodes, i -> call.result(i).node());
        return new Value.Result(call.sketch().add(call.name(), new Addition(), nodes), new Layout(axes), true);
    }

    private static Value product(Call call) {
        List<List<Dimension>> axes = aligned(call, 2);
        int first = call.result(0).node();
        int second = call.result(1).node();
        if (gates(call, first, second) || gates(call, second, first)) {
            int plain = gates(call, first, second) ? first : second;
            Operator swish = new Activation(Activation.Function.HARD_SWISH);
            return new Value.Result(call.sketch().add(call.name(), swish, plain), new Layout(axes), true);
        }
        boolean turned = call.sketch().shape(first).elements()
                < call.sketch().shape(second).elements();
        int node =
                call.sketch().add(call.name(), new Multiplication(), turned ? second : first, turned ? first : second);
        return new Value.Result(node, new Layout(axes), true);
    }

    /** Whether the second is the hard sigmoid that makes a hard swish of the first. */
    private static boolean gates(Call call, int first, int second) {
        return call.sketch().node(second).operator().equals(SWISH_GATE)
                && call.sketch().node(second).inputs().equals(List.of(first));
    }

    /** The axes of results that are aligned from the last axis on; each axis must stand for the same in all. */
    private static List<List<Dimension>> aligned(Call call, int count) {
        int rank = 0;
        for (int i = 0; i < count; i++) {
            rank = Math.max(rank, call.result(i).layout().rank());
        }
        Set<Dimension> seen = EnumSet.noneOf(Dimension.class);
        List<List<Dimension>> axes = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            List<Dimension> here = List.of();
            List<Dimension> full = List.of();
            for (int i = 0; i < count; i++) {
                Value.Result in = call.result(i);
                int own = axis - rank + in.layout().rank();
                List<Dimension> other = own < 0 ? List.of() : in.layout().at(own, call.shape(in));
                if (!here.isEmpty() && !other.isEmpty() && !here.equals(other)) {
                    throw new IllegalArgumentException("its inputs' axes stand for " + here + " and " + other);
                }
                here = here.isEmpty() ? other : here;
                full = full.isEmpty() && own >= 0 ? in.layout().axes().get(own) : full;
            }
            axes.add(full.containsAll(here) ? full : here);
            for (Dimension dimension : here) {
                if (!seen.add(dimension)) {
                    throw new IllegalArgumentException("its inputs hold " + dimension + " on different axes");
                }
            }
        }
        return axes;
    }

    /** 0 or 1, whichever input is a constant, or -1. */
    private static int constantSide(Call call) {
        boolean second = call.value(1) instanceof Constant;
        return call.value(0) instanceof Constant ? 0 : second ? 1 : -1;
    }

    /** One value of the constant for each channel of the other input. */
    private static float[] constants(Call call, int side) {
        Constant constant = call.constant(side);
        Value.Result in = call.result(1 - side);
        TensorShape shape = call.shape(in);
        int rank = in.layout().rank();
        int extra = constant.shape().size() - rank;
        if (constant.size() != 1 && constant.size() != shape.channels()) {
            throw new IllegalArgumentException("the constant of shape " + constant.shape()
                    + " isn't one number for each of " + shape.channels() + " channels");
        }
        for (int i = 0; i < constant.shape().size(); i++) {
            boolean channels = i >= extra && in.layout().at(i - extra, shape).equals(List.of(Dimension.CHANNEL));
            if (constant.shape().get(i) > 1 && !channels) {
                throw new IllegalArgumentException(
                        "the constant of shape " + constant.shape() + " isn't along the channels");
            }
        }
        if (extra > 0) {
            throw new IllegalArgumentException("the constant has more axes than the other input");
        }
        float[] values = new float[call.budget().take(shape.channels(), Float.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = constant.value(constant.size() == 1 ? 0 : i);
        }
        return values;
    }

    private static Value scale(Call call, float[] factors) {
        Value.Result in = call.result(1 - constantSide(call));
        if (in.sole() && call.sketch().isLinear(in.node())) {
            call.sketch().scale(in.node(), factors);
            return in;
        }
        return normalization(call, in, factors, new float[call.budget().take(factors.length, Float.BYTES)]);
    }

    private static Value shift(Call call, float sign) {
        int side = constantSide(call);
        Value.Result in = call.result(1 - side);
        float[] summands = constants(call, side);
        for (int i = 0; i < summands.length; i++) {
            summands[i] *= sign;
        }
        if (in.sole() && call.sketch().isLinear(in.node())) {
            call.sketch().shift(in.node(), summands);
            return in;
        }
        return affine(call, 1, summands);
    }

    /** A factor for all channels, a summand for each. */
    private static Value affine(Call call, float factor, float[] summands) {
        Value.Result in = call.result(1 - constantSide(call));
        float[] factors = new float[call.budget().take(summands.length, Float.BYTES)];
        Arrays.fill(factors, factor);
        return normalization(call, in, factors, summands);
    }

    /** A batch normalisation that has a mean of 0 and, with epsilon, a variance of 1. */
    private static Value normalization(Call call, Value.Result in, float[] gamma, float[] beta) {
        float[] mean = new float[call.budget().take(gamma.length, Float.BYTES)];
        float[] variance = new float[call.budget().take(gamma.length, Float.BYTES)];
        Arrays.fill(variance, (float) (1 - NetworkWeights.EPSILON));
        return Call.like(in, normalization(call, in.node(), gamma, beta, mean, variance));
    }

    private static int normalization(Call call, int node, float[] gamma, float[] beta, float[] mean, float[] variance) {
        Map<String, float[]> weights = Map.of(
                NetworkWeights.GAMMA,
                gamma,
                NetworkWeights.BETA,
                beta,
                NetworkWeights.MEAN,
                mean,
                NetworkWeights.VARIANCE,
                variance);
        return call.sketch().add(call.name(), new BatchNormalization(), weights, node);
    }

    /** Our epsilon is always the same, so the variance takes up the difference. */
    static Value batchNormalization(Call call) {
        Value.Result in = call.result(0);
        TensorShape shape = call.shape(in);
        if (call.attributes().flag("training_mode")) {
            throw new IllegalArgumentException("it is in training mode");
        }
        boolean second = in.layout().rank() > 1
                && (shape.channels() == 1 || in.layout().at(1, shape).equals(List.of(Dimension.CHANNEL)));
        if (!second) {
            throw new IllegalArgumentException("its channels aren't the second axis");
        }
        float[] gamma = call.vector(1, shape.channels());
        float[] variance = call.vector(4, shape.channels());
        float epsilon = call.attributes().number("epsilon", (float) NetworkWeights.EPSILON);
        if (epsilon != (float) NetworkWeights.EPSILON) {
            for (int i = 0; i < variance.length; i++) {
                double sum = (double) variance[i] + epsilon;
                variance[i] = (float) Math.max(0, sum - NetworkWeights.EPSILON);
                gamma[i] = (float) (gamma[i] * Math.sqrt((variance[i] + NetworkWeights.EPSILON) / sum));
            }
        }
        int node = normalization(
                call, in.node(), gamma, call.vector(2, shape.channels()), call.vector(3, shape.channels()), variance);
        return Call.like(in, node);
    }

    /** Along the channels; integers are joined to longer lists. */
    static Value concatenate(Call call) {
        int count = call.inputs().size();
        if (call.value(0) instanceof Constant) {
            return ShapeReaders.joined(call);
        }
        if (count == 1) {
            return call.result(0);
        }
        Layout first = call.result(0).layout();
        int axis = Shapes.axis(call.attributes().integer("axis", 1), first.rank());
        int[] nodes = new int[count];
        List<List<Dimension>> others = null;
        for (int i = 0; i < count; i++) {
            Value.Result in = call.result(i);
            TensorShape shape = call.shape(in);
            List<List<Dimension>> axes = new ArrayList<>(in.layout().significant(shape));
            if (axes.size() != first.rank()) {
                throw new IllegalArgumentException("its inputs have different numbers of axes");
            }
            List<Dimension> here = axes.set(axis, List.of());
            boolean channels = shape.channels() == 1 ? here.isEmpty() : here.equals(List.of(Dimension.CHANNEL));
            others = others == null ? axes : others;
            if (!channels || !others.equals(axes)) {
                throw new IllegalArgumentException("its inputs aren't joined along the channels");
            }
            nodes[i] = in.node();
        }
        List<List<Dimension>> axes = new ArrayList<>(first.axes().stream()
                .map(list -> list.stream().filter(d -> d != Dimension.CHANNEL).toList())
                .toList());
        axes.set(axis, List.of(Dimension.CHANNEL));
        return new Value.Result(call.sketch().add(call.name(), new Concatenation(), nodes), new Layout(axes), true);
    }
}
