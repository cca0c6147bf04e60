package org.lampyris.evaluation.compression.quantization;

import java.util.Arrays;
import org.lampyris.evaluation.weights.Tensor;

/**
 * Each filter (the weights of an output channel) as no, one or two powers of two a weight: FLightNN. The first is used
 * where the filter's Euclidean norm is over a threshold, the second where the norm of what the first leaves is over
 * another. Filters differ in their number of terms, so accuracy is bought where it matters.
 *
 * @param first the threshold of the first term, not negative
 * @param second the threshold of the second term, not negative; infinite for LightNN-1, 0 for LightNN-2
 * @param exponents 1 to 7, as in {@link PowersOfTwo}
 * @see "Ding et al., FLightNNs: Lightweight Quantized Deep Neural Networks for Fast and Accurate Inference, 2019"
 */
public record FilterWisePowers(double first, double second, int exponents) implements WeightQuantizer {
    /** @throws IllegalArgumentException if a number isn't possible */
    public FilterWisePowers {
        if (!(first >= 0) || !(second >= 0) || exponents < 1 || exponents > PowersOfTwo.EXPONENTS) {
            throw new IllegalArgumentException(
                    "no such powers: thresholds " + first + " and " + second + ", " + exponents + " exponents");
        }
    }

    /** The number of terms of each filter, 0 to 2. */
    public int[] terms(Tensor weights) {
        return gates(weights).terms();
    }

    @Override
    public QuantizedTensor quantize(Tensor weights) {
        FilterGates gates = gates(weights);
        float[] values = gates.weights();
        float smallest = PowerGrid.of(weights.values(), exponents).smallest();
        int[] integers = new int[values.length];
        Arrays.setAll(integers, i -> Math.round(values[i] / smallest));
        return QuantizedTensor.of(Byte.SIZE, weights.shape(), new float[] {smallest}, new int[] {0}, integers);
    }

    /**
     * A filter's weights, one bit that tells whether they have a second term (a filter without any is one of zeros), and
     * 8 bits for the tensor's largest exponent.
     */
    @Override
    public long bits(Tensor weights) {
        int[] terms = terms(weights);
        long each = (long) weights.size() / terms.length * PowersOfTwo.bitsPerTerm(exponents);
        return Arrays.stream(terms).mapToLong(k -> Math.max(1, k) * each + 1).sum() + 8;
    }

    private FilterGates gates(Tensor weights) {
        return FilterGates.forward(
                weights.values(),
                weights.shape().get(0),
                new FilterGates.Thresholds(first, second),
                new FilterGates.Settings(exponents, 1, false));
    }
}
