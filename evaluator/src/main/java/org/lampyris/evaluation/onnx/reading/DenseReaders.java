package org.lampyris.evaluation.onnx.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.TensorShape;

/** Fully connected layers; their weights are put into the order channel, row, column of what they take. */
final class DenseReaders {
    private DenseReaders() {}

    static Value gemm(Call call) {
        Attributes attributes = call.attributes();
        if (attributes.flag("transA")) {
            throw new IllegalArgumentException("it transposes its first input");
        }
        if (call.result(0).layout().rank() != 2) {
            throw new IllegalArgumentException("its first input isn't [batch, values]");
        }
        boolean transposed = attributes.flag("transB");
        int units =
                call.constant(1).shape().size() == 2 ? call.constant(1).shape().get(transposed ? 0 : 1) : 0;
        float[] bias = new float[call.budget().take(units, Float.BYTES)];
        if (call.has(2)) {
            Constant summand = call.constant(2);
            float beta = attributes.number("beta", 1);
            boolean row = summand.size() == 1
                    || (summand.size() == units
                            && summand.shape().get(summand.shape().size() - 1) == units);
            if (!row) {
                throw new IllegalArgumentException("its summand has the shape " + summand.shape());
            }
            for (int i = 0; i < units; i++) {
                bias[i] = beta * summand.value(summand.size() == 1 ? 0 : i);
            }
        }
        return dense(call, transposed, attributes.number("alpha", 1), bias);
    }

    static Value product(Call call) {
        List<Integer> shape = call.constant(1).shape();
        int units = shape.size() == 2 ? shape.get(1) : 0;
        return dense(call, false, 1, new float[call.budget().take(units, Float.BYTES)]);
    }

    private static Value dense(Call call, boolean transposed, float factor, float[] bias) {
        Value.Result in = call.result(0);
        TensorShape shape = call.shape(in);
        int last = in.layout().rank() - 1;
        Constant matrix = call.constant(1);
        int[] order = order(last < 0 ? List.of() : in.layout().axes().get(last), shape, call.budget());
        boolean whole = last > 0 && !in.layout().axes().get(last).contains(Dimension.BATCH);
        if (!whole || order.length != shape.elements()) {
            throw new IllegalArgumentException("its first input doesn't hold all values on its last axis");
        }
        int units = bias.length;
        List<Integer> expected = transposed ? List.of(units, order.length) : List.of(order.length, units);
        if (units < 1 || !matrix.shape().equals(expected)) {
            throw new IllegalArgumentException(
                    "its weights have the shape " + matrix.shape() + " for " + order.length + " values");
        }
        float[] weight = new float[call.budget().take((long) units * order.length, Float.BYTES)];
        for (int i = 0; i < order.length; i++) {
            for (int unit = 0; unit < units; unit++) {
                int from = transposed ? unit * order.length + i : i * units + unit;
                weight[unit * order.length + order[i]] = factor * matrix.value(from);
            }
        }
        Map<String, float[]> weights = Map.of(NetworkWeights.WEIGHT, weight, NetworkWeights.BIAS, bias);
        int node = call.sketch().add(call.name(), new Dense(units), weights, in.node());
        return new Value.Result(node, in.layout().channelsAt(last), true);
    }

    /** For each value of a flattened axis its place in the order channel, row, column. */
    private static int[] order(List<Dimension> axis, TensorShape shape, MemoryBudget budget) {
        List<Dimension> dimensions = new ArrayList<>(axis);
        dimensions.remove(Dimension.BATCH);
        long size = dimensions.stream().mapToLong(d -> d.size(shape)).reduce(1, (a, b) -> a * b);
        int[] order = new int[budget.take(size, Integer.BYTES)];
        for (int i = 0; i < order.length; i++) {
            int rest = i;
            int place = 0;
            for (int d = dimensions.size() - 1; d >= 0; d--) {
                int length = dimensions.get(d).size(shape);
                place += rest % length * stride(dimensions.get(d), shape);
                rest /= length;
            }
            order[i] = place;
        }
        return order;
    }

    private static int stride(Dimension dimension, TensorShape shape) {
        return switch (dimension) {
            case BATCH -> 0;
            case CHANNEL -> shape.height() * shape.width();
            case HEIGHT -> shape.width();
            case WIDTH -> 1;
        };
    }
}
