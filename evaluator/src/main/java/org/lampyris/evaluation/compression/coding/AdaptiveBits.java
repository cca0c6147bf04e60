package org.lampyris.evaluation.compression.coding;

import java.util.Arrays;

/**
 * The probabilities of bits in contexts, learnt from the bits seen so far: the Krichevsky-Trofimov estimate, which after
 * a number of bits turns into a moving average. Integers only, so that every machine computes the same.
 *
 * @see <a href="https://doi.org/10.1109/TIT.1981.1056331">Krichevsky and Trofimov, The performance of universal encoding,
 *     IEEE Transactions on Information Theory 27(2), 1981</a>
 */
final class AdaptiveBits {
    /** Probabilities that the coder uses are of 2 to the power of this. */
    static final int SCALE = 16;

    /** Bits that the estimate looks back on, for sources that hardly change. */
    static final int STEADY = 1023;

    private static final int PRECISION = 30;
    private static final int LEAST = 16;
    private static final long[] RATES = rates();

    /** Of a one, of 2 to the power of {@link #PRECISION}. */
    private final int[] probabilities;

    private final short[] counts;

    private final int limit;

    AdaptiveBits(int contexts) {
        this(contexts, STEADY);
    }

    /** @param limit the bits that the estimate looks back on, up to {@link #STEADY} */
    AdaptiveBits(int contexts, int limit) {
        this.limit = limit;
        probabilities = new int[contexts];
        counts = new short[contexts];
        Arrays.fill(probabilities, 1 << (PRECISION - 1));
    }

    /** A copy, to learn on by itself. */
    AdaptiveBits(AdaptiveBits other) {
        this.limit = other.limit;
        this.probabilities = other.probabilities.clone();
        this.counts = other.counts.clone();
    }

    /** How likely a one is, never 0 or 1: of 2 to the power of {@link #SCALE}. */
    int probability(int context) {
        int probability = probabilities[context] >>> (PRECISION - SCALE);
        return Math.min(Math.max(probability, LEAST), (1 << SCALE) - LEAST);
    }

    /** How many bits the estimate looks back on. */
    int count(int context) {
        return counts[context];
    }

    void learn(int context, int bit) {
        int count = counts[context];
        long error = ((long) bit << PRECISION) - bit - probabilities[context];
        probabilities[context] += (int) ((error * RATES[count]) >> SCALE);
        if (count < limit) {
            counts[context]++;
        }
    }

    private static long[] rates() {
        long[] rates = new long[STEADY + 1];
        Arrays.setAll(rates, count -> (1L << SCALE) / (count + 2));
        return rates;
    }
}
