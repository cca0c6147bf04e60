package org.lampyris.evaluation.weights;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * An array of 32-bit floats with a shape, row-major (the last axis is the fastest), never changed. Two tensors are equal
 * if their shapes and the bits of their values are.
 */
public final class Tensor {
    private final List<Integer> shape;
    private final float[] values;

    private Tensor(List<Integer> shape, float[] values) {
        this.shape = shape;
        this.values = values;
    }

    /**
     * @param values as many as the product of the shape; copied
     * @param shape positive sizes, e.g. {@code 16, 3, 3, 3}
     * @throws IllegalArgumentException if the two don't fit
     */
    public static Tensor of(float[] values, int... shape) {
        List<Integer> sizes = Arrays.stream(shape).boxed().toList();
        long elements = elements(sizes);
        if (elements != values.length) {
            throw new IllegalArgumentException(
                    "the shape " + sizes + " needs " + elements + " values, not " + values.length);
        }
        return new Tensor(sizes, values.clone());
    }

    /** The same with the shape as a list. */
    public static Tensor of(float[] values, List<Integer> shape) {
        return of(values, shape.stream().mapToInt(Integer::intValue).toArray());
    }

    /**
     * The number of values of a shape.
     *
     * @throws IllegalArgumentException if a size isn't positive or there would be more than an array can hold
     */
    static long elements(List<Integer> shape) {
        long elements = 1;
        for (int size : shape) {
            if (size < 1) {
                throw new IllegalArgumentException("a shape needs positive sizes, not " + shape);
            }
            elements *= size;
            if (elements > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("the shape " + shape + " is too large");
            }
        }
        return elements;
    }

    public List<Integer> shape() {
        return shape;
    }

    /** A copy of the values. */
    public float[] values() {
        return values.clone();
    }

    /** A view of the values. */
    public FloatBuffer buffer() {
        return FloatBuffer.wrap(values).asReadOnlyBuffer();
    }

    /** The value at a place in the row-major order. */
    public float value(int index) {
        return values[index];
    }

    /** The number of values. */
    public int size() {
        return values.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor
                && shape.equals(tensor.shape)
                && Arrays.equals(bits(values), bits(tensor.values));
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(bits(values));
    }

    @Override
    public String toString() {
        return "Tensor" + shape;
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }
}
