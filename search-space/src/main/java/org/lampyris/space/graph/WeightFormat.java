package org.lampyris.space.graph;

/**
 * How a device holds the weights of a convolution or dense layer.
 *
 * @param bits of a weight: {@value #FLOAT_BITS} as the device's networks usually have it, else integers of 2 to 8 bits
 *     with a scale for each output channel
 * @param sparsity the share of weights that are zero, from 0 to below 1
 */
public record WeightFormat(int bits, double sparsity) {
    /** What stands for numbers that aren't integers. */
    public static final int FLOAT_BITS = 32;

    /** Neither rounded nor pruned. */
    public static final WeightFormat PLAIN = new WeightFormat(FLOAT_BITS, 0);

    private static final int LEAST_BITS = 2;
    private static final int MOST_BITS = 8;

    public WeightFormat {
        if (!isPossible(bits) || !(sparsity >= 0 && sparsity < 1)) {
            throw new IllegalArgumentException("no such format: " + bits + " bits, sparsity " + sparsity);
        }
        sparsity = sparsity == 0 ? 0 : sparsity; // Not -0.
    }

    /** Whether weights can have so many bits. */
    public static boolean isPossible(int bits) {
        return bits == FLOAT_BITS || (bits >= LEAST_BITS && bits <= MOST_BITS);
    }

    public boolean isPlain() {
        return equals(PLAIN);
    }

    /** Whether weights are integers. */
    public boolean isInteger() {
        return bits != FLOAT_BITS;
    }

    /** The same without zeros. */
    public WeightFormat dense() {
        return new WeightFormat(bits, 0);
    }

    /** How many of a layer's weights are zero. */
    public long zeros(long weights) {
        return (long) Math.floor(sparsity * weights);
    }
}
