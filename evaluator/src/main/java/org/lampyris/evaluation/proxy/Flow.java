package org.lampyris.evaluation.proxy;

import java.util.Arrays;
import java.util.List;
import org.lampyris.space.graph.TensorShape;

/**
 * A node's result and its slope as all weights grow by the same factor, channel after channel, row after row. Both are
 * in units of 2^exponent, so that deep networks don't overflow.
 */
final class Flow {
    private final TensorShape shape;
    private final double[] values;
    private final double[] growth;
    private final int exponent;

    /**
     * Takes the arrays over.
     *
     * @param values never negative
     * @param growth the derivative of the values by t at t = 0 if each weight w becomes w (1 + t)
     */
    Flow(TensorShape shape, double[] values, double[] growth, int exponent) {
        this.shape = shape;
        this.values = values;
        this.growth = growth;
        this.exponent = exponent;
    }

    TensorShape shape() {
        return shape;
    }

    double[] values() {
        return values;
    }

    double[] growth() {
        return growth;
    }

    int exponent() {
        return exponent;
    }

    static Flow ones(TensorShape shape) {
        double[] values = new double[(int) shape.elements()];
        Arrays.fill(values, 1);
        return new Flow(shape, values, new double[values.length], 0);
    }

    /** The same with a largest value from 1 to below 2; exact but for values that are vanishingly small beside it. */
    Flow scaled() {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        return largest == 0 ? this : in(exponent + Math.getExponent(largest));
    }

    /** The same in other units. */
    Flow in(int other) {
        if (other == exponent) {
            return this;
        }
        return new Flow(shape, shifted(values, exponent - other), shifted(growth, exponent - other), other);
    }

    /** The sum of flows of one shape. */
    static Flow sum(List<Flow> flows) {
        int exponent = largestExponent(flows);
        double[] values = new double[flows.get(0).values.length];
        double[] growth = new double[values.length];
        for (Flow flow : flows) {
            Flow part = flow.in(exponent);
            for (int i = 0; i < values.length; i++) {
                values[i] += part.values[i];
                growth[i] += part.growth[i];
            }
        }
        return new Flow(flows.get(0).shape, values, growth, exponent);
    }

    /** The flows' channels one after the other. */
    static Flow concatenation(List<Flow> flows, TensorShape shape) {
        int exponent = largestExponent(flows);
        double[] values = new double[(int) shape.elements()];
        double[] growth = new double[values.length];
        int at = 0;
        for (Flow flow : flows) {
            Flow part = flow.in(exponent);
            System.arraycopy(part.values, 0, values, at, part.values.length);
            System.arraycopy(part.growth, 0, growth, at, part.growth.length);
            at += part.values.length;
        }
        return new Flow(shape, values, growth, exponent);
    }

    private static int largestExponent(List<Flow> flows) {
        return flows.stream().mapToInt(flow -> flow.exponent).max().orElseThrow();
    }

    private static double[] shifted(double[] from, int by) {
        double factor = Math.scalb(1.0, by);
        double[] to = new double[from.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = from[i] * factor;
        }
        return to;
    }

    /** The natural logarithm of the sum of the growth. */
    double logGrowth() {
        double sum = 0;
        for (double g : growth) {
            sum += g;
        }
        return StrictMath.log(sum) + exponent * StrictMath.log(2);
    }
}
