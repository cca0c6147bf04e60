package org.lampyris.evaluation.compression.coding;

import java.util.Collections;
import java.util.EnumMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Codes bits, or numbers as bits. A format is written down once for both directions: an encoder takes the value it is
 * given and returns it, a decoder pays no attention to what it is given and returns the value that it read.
 */
abstract sealed class BinaryCoder permits RangeEncoder, RangeDecoder {
    private static final int NUMBER_BITS = 31;

    private final EnumMap<Part, Double> spent = new EnumMap<>(Part.class);
    private Part part = Part.HEADER;
    private double since;

    /** A bit that is a one with the probability of its context, which learns it. */
    abstract int bit(int bit, AdaptiveBits model, int context);

    /** A bit that is a one with a probability of 2 to the power of {@link AdaptiveBits#SCALE}. */
    abstract int bit(int bit, int probability);

    /** A bit of which nothing is known. */
    abstract int bit(int bit);

    /** The information coded so far in bits. */
    abstract double position();

    /** What is thrown where something read can't be. */
    abstract RuntimeException refusal(String problem);

    /** @param count 0 to 32 */
    final long bits(long value, int count) {
        long result = 0;
        for (int i = count - 1; i >= 0; i--) {
            result = (result << 1) | bit((int) (value >>> i) & 1);
        }
        return result;
    }

    /** A number from 0 to 2³¹ - 2 that is likely small (Elias's gamma code). */
    final int number(int value) {
        int length = NUMBER_BITS - Integer.numberOfLeadingZeros(value + 1);
        int coded = 0;
        while (bit(coded < length ? 1 : 0) == 1) {
            coded++;
            require(coded < NUMBER_BITS, "a number of over " + NUMBER_BITS + " bits");
        }
        long rest = bits(value + 1L, coded);
        return (int) ((1L << coded) + rest - 1);
    }

    /** The same for numbers of either sign. */
    final int signed(int value) {
        int folded = number((value << 1) ^ (value >> NUMBER_BITS));
        return (folded >>> 1) ^ -(folded & 1);
    }

    /**
     * A number by a tree of contexts, the most significant bit first.
     *
     * @param depth how many bits it has
     * @param offset of the tree's 2 to the power of {@code depth} contexts
     */
    final int tree(int value, int depth, AdaptiveBits model, int offset) {
        int node = 1;
        for (int i = depth - 1; i >= 0; i--) {
            node = (node << 1) | bit((value >>> i) & 1, model, offset + node);
        }
        return node - (1 << depth);
    }

    /** What follows is spent on this. */
    final void enter(Part next) {
        double now = position();
        spent.merge(part, now - since, Double::sum);
        since = now;
        part = next;
    }

    /** The bits spent on each part so far. */
    final SortedMap<Part, Double> spent() {
        enter(part);
        return Collections.unmodifiableSortedMap(new TreeMap<>(spent));
    }

    final void require(boolean condition, String problem) {
        if (!condition) {
            throw refusal(problem);
        }
    }

    static double log2(double x) {
        return StrictMath.log(x) / StrictMath.log(2);
    }
}
