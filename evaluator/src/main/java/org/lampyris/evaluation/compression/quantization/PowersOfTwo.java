package org.lampyris.evaluation.compression.quantization;

import org.lampyris.evaluation.weights.Tensor;

/**
 * Each weight as a signed power of two, or as the sum of two of them, so that products are shifts: LightNN-1 and
 * LightNN-2. The first is the nearest to the weight, the second the nearest to what is left. Zero is possible. The
 * exponents of a tensor are the one of its largest weight and those right below.
 *
 * <p>Everything is a multiple of the smallest power, so the result is exact in 8-bit integers too.
 *
 * @param terms 1 or 2
 * @param exponents 1 to 7: with 7, sign and exponent or zero take 4 bits
 * @see "Ding et al., LightNN: Filling the Gap between Conventional Deep Neural Networks and Binarized Networks, 2017"
 */
public record PowersOfTwo(int terms, int exponents) implements WeightQuantizer {
    /** As many as 3 bits hold beside zero. */
    public static final int EXPONENTS = 7;

    private static final int EXPONENT_BITS = 8;

    /** @throws IllegalArgumentException if a number isn't possible */
    public PowersOfTwo {
        if (terms < 1 || terms > 2 || exponents < 1 || exponents > EXPONENTS) {
            throw new IllegalArgumentException("no such powers: " + terms + " terms, " + exponents + " exponents");
        }
    }

    /** LightNN-1 or LightNN-2 with {@value #EXPONENTS} exponents. */
    public static PowersOfTwo ofTerms(int terms) {
        return new PowersOfTwo(terms, EXPONENTS);
    }

    /** The bits of one weight: 4 a term with 4 to 7 exponents. */
    public int bitsPerWeight() {
        return terms * bitsPerTerm(exponents);
    }

    /** A sign, and a code for zero and each exponent. */
    static int bitsPerTerm(int exponents) {
        return 1 + Integer.SIZE - Integer.numberOfLeadingZeros(exponents);
    }

    @Override
    public QuantizedTensor quantize(Tensor weights) {
        float[] values = weights.values();
        PowerGrid grid = PowerGrid.of(values, exponents);
        int[] integers = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            float first = grid.round(values[i]);
            float sum = terms == 1 ? first : first + grid.round((double) values[i] - first);
            integers[i] = Math.round(sum / grid.smallest());
        }
        return QuantizedTensor.of(Byte.SIZE, weights.shape(), new float[] {grid.smallest()}, new int[] {0}, integers);
    }

    /** The largest exponent counts as 8 bits. */
    @Override
    public long bits(Tensor weights) {
        return (long) bitsPerWeight() * weights.size() + EXPONENT_BITS;
    }
}
