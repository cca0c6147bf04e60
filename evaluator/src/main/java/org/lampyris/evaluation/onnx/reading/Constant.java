package org.lampyris.evaluation.onnx.reading;

import java.util.ArrayList;
import java.util.List;

/** Numbers with a shape, row-major: 32-bit floats, or integers, which are kept apart as shapes and axes are made of them. */
final class Constant implements Value {
    static final int MAX_LIST = 1024;

    private final List<Integer> shape;
    private final float[] floats;
    private final long[] integers;
    private final boolean real;

    private Constant(List<Integer> shape, float[] floats, long[] integers, boolean real) {
        this.shape = List.copyOf(shape);
        this.floats = floats;
        this.integers = integers;
        this.real = real;
    }

    /** @param values not to be changed any more */
    static Constant ofFloats(List<Integer> shape, float[] values) {
        return new Constant(shape, values, new long[0], true);
    }

    /** @param values not to be changed any more */
    static Constant ofIntegers(List<Integer> shape, long[] values) {
        return new Constant(shape, new float[0], values, false);
    }

    List<Integer> shape() {
        return shape;
    }

    int size() {
        return real ? floats.length : integers.length;
    }

    boolean isReal() {
        return real;
    }

    /** @throws IllegalArgumentException if it is no 32-bit float */
    float value(int index) {
        if (!real) {
            throw new IllegalArgumentException("a constant isn't of 32-bit floats");
        }
        return floats[index];
    }

    /** @throws IllegalArgumentException if it isn't one 32-bit float */
    float scalar() {
        if (size() != 1) {
            throw new IllegalArgumentException("one number is needed, not the shape " + shape);
        }
        return value(0);
    }

    /** @throws IllegalArgumentException if it is no integer */
    long integer(int index) {
        if (real) {
            throw new IllegalArgumentException("a constant isn't of integers");
        }
        return integers[index];
    }

    /** A list of integers. */
    List<Long> integers() {
        if (size() > MAX_LIST) {
            throw new IllegalArgumentException("a list of " + size() + " integers is no shape and no axes");
        }
        List<Long> list = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            list.add(integer(i));
        }
        return list;
    }

    /** The same numbers in another shape. */
    Constant shaped(List<Integer> other) {
        if (Shapes.elements(other) != size()) {
            throw new IllegalArgumentException(shape + " can't become " + other);
        }
        return new Constant(other, floats, integers, real);
    }

    /** With its axes in another order; axis {@code i} of the result is axis {@code order.get(i)} of this. */
    Constant transposed(List<Integer> order, MemoryBudget budget) {
        int rank = shape.size();
        List<Integer> sizes = order.stream().map(shape::get).toList();
        int[] strides = new int[rank];
        int stride = 1;
        for (int axis = rank - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape.get(axis);
        }
        float[] moved = new float[budget.take(floats.length, Float.BYTES)];
        long[] movedIntegers = new long[budget.take(integers.length, Long.BYTES)];
        int[] place = new int[rank];
        int from = 0;
        for (int to = 0; to < size(); to++) {
            if (real) {
                moved[to] = floats[from];
            } else {
                movedIntegers[to] = integers[from];
            }
            for (int axis = rank - 1; axis >= 0; axis--) {
                from += strides[order.get(axis)];
                if (++place[axis] < sizes.get(axis)) {
                    break;
                }
                from -= place[axis] * strides[order.get(axis)];
                place[axis] = 0;
            }
        }
        return new Constant(sizes, moved, movedIntegers, real);
    }
}
