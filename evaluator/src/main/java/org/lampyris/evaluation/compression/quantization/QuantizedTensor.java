package org.lampyris.evaluation.compression.quantization;

import java.util.Arrays;
import java.util.List;
import org.lampyris.evaluation.weights.Tensor;

/**
 * A tensor as signed integers of at most 8 bits, row-major, with a scale and a zero point for all or for each index of
 * the first axis (the output channels). A value is {@code (integer - zero) * scale}. Never changed.
 */
public final class QuantizedTensor {
    private final int bits;
    private final List<Integer> shape;
    private final float[] scales;
    private final int[] zeros;
    private final int[] integers;

    private QuantizedTensor(int bits, List<Integer> shape, float[] scales, int[] zeros, int[] integers) {
        this.bits = bits;
        this.shape = shape;
        this.scales = scales;
        this.zeros = zeros;
        this.integers = integers;
    }

    /**
     * @param bits 2 to 8; integers and zero points are from {@code -2^(bits - 1)} to {@code 2^(bits - 1) - 1}
     * @param scales positive, one, or one for each index of the first axis; copied
     * @param zeros as many as scales; copied
     * @param integers as many as the product of the shape; copied
     * @throws IllegalArgumentException if they don't fit together
     */
    public static QuantizedTensor of(int bits, List<Integer> shape, float[] scales, int[] zeros, int[] integers) {
        long elements = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        if (bits < 2
                || bits > 8
                || elements != integers.length
                || elements == 0
                || zeros.length != scales.length
                || (scales.length != 1 && scales.length != shape.get(0))) {
            throw new IllegalArgumentException(integers.length + " integers of " + bits + " bits with " + scales.length
                    + " scales and " + zeros.length + " zero points for the shape " + shape);
        }
        int lowest = -(1 << (bits - 1));
        if (Arrays.stream(integers).anyMatch(i -> i < lowest || i >= -lowest)) {
            throw new IllegalArgumentException("an integer has more than " + bits + " bits");
        }
        for (int i = 0; i < scales.length; i++) {
            new QuantizationGrid(scales[i], zeros[i], lowest, -lowest - 1);
        }
        return new QuantizedTensor(bits, List.copyOf(shape), scales.clone(), zeros.clone(), integers.clone());
    }

    /** Rounds a tensor to one grid, or to one for each index of the first axis. */
    static QuantizedTensor of(int bits, Tensor tensor, List<QuantizationGrid> grids) {
        int each = tensor.size() / grids.size();
        int[] integers = new int[tensor.size()];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = grids.get(i / each).quantize(tensor.value(i));
        }
        float[] scales = new float[grids.size()];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = grids.get(i).scale();
        }
        int[] zeros = grids.stream().mapToInt(QuantizationGrid::zero).toArray();
        return of(bits, tensor.shape(), scales, zeros, integers);
    }

    public int bits() {
        return bits;
    }

    public List<Integer> shape() {
        return shape;
    }

    /** The number of values. */
    public int size() {
        return integers.length;
    }

    /** A copy: one, or one for each index of the first axis. */
    public float[] scales() {
        return scales.clone();
    }

    /** A copy: as many as scales. */
    public int[] zeros() {
        return zeros.clone();
    }

    /** A copy. */
    public int[] integers() {
        return integers.clone();
    }

    /** The integer at a place in the row-major order. */
    public int integer(int index) {
        return integers[index];
    }

    /** Whether each index of the first axis has a scale of its own. */
    public boolean perChannel() {
        return scales.length > 1;
    }

    /** Whether every zero point is 0. */
    public boolean symmetric() {
        return Arrays.stream(zeros).allMatch(zero -> zero == 0);
    }

    /** The numbers that the integers stand for. */
    public Tensor dequantize() {
        int each = integers.length / scales.length;
        float[] values = new float[integers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (integers[i] - zeros[i / each]) * scales[i / each];
        }
        return Tensor.of(values, shape);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QuantizedTensor tensor
                && bits == tensor.bits
                && shape.equals(tensor.shape)
                && Arrays.equals(scales, tensor.scales)
                && Arrays.equals(zeros, tensor.zeros)
                && Arrays.equals(integers, tensor.integers);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * shape.hashCode() + Arrays.hashCode(scales)) + Arrays.hashCode(integers);
    }

    @Override
    public String toString() {
        return "QuantizedTensor" + shape + " of " + bits + " bits";
    }
}
