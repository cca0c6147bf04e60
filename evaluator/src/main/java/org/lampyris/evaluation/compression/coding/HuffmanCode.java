package org.lampyris.evaluation.compression.coding;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A canonical Huffman code with words of up to {@value #LIMIT} bits: words of the same length follow one another in the
 * order of the symbols, so that the lengths say all. The shortest such code, by the package-merge algorithm. If only one
 * symbol is used, its word is empty.
 *
 * @see <a href="https://doi.org/10.1109/JRPROC.1952.273898">Huffman, A method for the construction of minimum-redundancy
 *     codes, Proceedings of the IRE 40(9), 1952</a>
 * @see <a href="https://doi.org/10.1145/79147.79150">Larmore and Hirschberg, A fast algorithm for optimal length-limited
 *     Huffman codes, Journal of the ACM 37(3), 1990</a>
 */
final class HuffmanCode {
    /** The longest word in bits. */
    static final int LIMIT = 20;

    /** The length of a symbol that isn't used. */
    static final int UNUSED = -1;

    private static final int LENGTH_BITS = 5;

    private final int[] lengths;
    private final int[] words;
    /** The used symbols by length, then number. */
    private final int[] sorted;

    private final int[] counts = new int[LIMIT + 1];

    private HuffmanCode(int[] lengths) {
        this.lengths = lengths;
        this.words = new int[lengths.length];
        this.sorted = IntStream.range(0, lengths.length)
                .filter(symbol -> lengths[symbol] != UNUSED)
                .boxed()
                .sorted(Comparator.comparingInt(symbol -> lengths[symbol]))
                .mapToInt(Integer::intValue)
                .toArray();
        int word = 0;
        int length = 0;
        for (int symbol : sorted) {
            word <<= lengths[symbol] - length;
            length = lengths[symbol];
            words[symbol] = word++;
            counts[length]++;
        }
    }

    /** @param frequencies how often each symbol is used, none negative; at most 2 to the power of {@link #LIMIT} */
    static HuffmanCode of(long[] frequencies) {
        int[] used = IntStream.range(0, frequencies.length)
                .filter(symbol -> frequencies[symbol] > 0)
                .boxed()
                .sorted(Comparator.comparingLong(symbol -> frequencies[symbol]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] lengths = new int[frequencies.length];
        Arrays.fill(lengths, UNUSED);
        int[] found = lengths(
                IntStream.of(used).mapToLong(symbol -> frequencies[symbol]).toArray());
        for (int i = 0; i < used.length; i++) {
            lengths[used[i]] = found[i];
        }
        return new HuffmanCode(lengths);
    }

    /** For the symbols of a sequence. */
    static HuffmanCode of(int[] symbols, int alphabet) {
        long[] frequencies = new long[alphabet];
        for (int symbol : symbols) {
            frequencies[symbol]++;
        }
        return of(frequencies);
    }

    /** The bits of a symbol's word, or {@link #UNUSED}. */
    int length(int symbol) {
        return lengths[symbol];
    }

    /** A symbol by its word. */
    int code(BinaryCoder coder, int symbol) {
        if (coder instanceof RangeEncoder) {
            coder.bits(words[symbol], lengths[symbol]);
            return symbol;
        }
        int word = 0;
        int first = 0;
        int passed = 0;
        for (int length = 0; length <= LIMIT; length++) {
            int count = counts[length];
            if (word - first < count) {
                return sorted[passed + word - first];
            }
            passed += count;
            first = (first + count) << 1;
            word = (word << 1) | coder.bit(0);
        }
        throw coder.refusal("a word that isn't of the Huffman code");
    }

    /** The code of these symbols, which is coded itself by its lengths; a decoder needs no symbols for that. */
    static HuffmanCode coded(BinaryCoder coder, int[] symbols, int alphabet) {
        int[] lengths = coder instanceof RangeEncoder ? of(symbols, alphabet).lengths : new int[alphabet];
        AdaptiveBits model = new AdaptiveBits(2 << LENGTH_BITS);
        long space = 0;
        int previous = 0;
        for (int symbol = 0; symbol < alphabet; symbol++) {
            int offset = previous == 0 ? 0 : 1 << LENGTH_BITS;
            previous = coder.tree(lengths[symbol] - UNUSED, LENGTH_BITS, model, offset);
            lengths[symbol] = previous + UNUSED;
            coder.require(lengths[symbol] <= LIMIT, "a Huffman word of " + lengths[symbol] + " bits");
            space += lengths[symbol] == UNUSED ? 0 : 1L << (LIMIT - lengths[symbol]);
        }
        coder.require(space == 0 || space == 1L << LIMIT, "lengths that are no Huffman code");
        return new HuffmanCode(lengths);
    }

    /**
     * @param weights ascending
     * @return descending
     */
    private static int[] lengths(long[] weights) {
        int symbols = weights.length;
        int[] lengths = new int[symbols];
        if (symbols < 2) {
            return lengths;
        }
        boolean[][] single = new boolean[LIMIT][];
        long[] packages = {};
        for (int level = 0; level < LIMIT; level++) {
            int size = symbols + packages.length;
            single[level] = new boolean[size];
            long[] merged = new long[size];
            int next = 0;
            int nextPackage = 0;
            for (int i = 0; i < size; i++) {
                boolean one =
                        nextPackage == packages.length || (next < symbols && weights[next] <= packages[nextPackage]);
                single[level][i] = one;
                merged[i] = one ? weights[next++] : packages[nextPackage++];
            }
            packages = new long[size / 2];
            for (int i = 0; i < packages.length; i++) {
                packages[i] = merged[2 * i] + merged[2 * i + 1];
            }
        }
        int taken = 2 * symbols - 2;
        for (int level = LIMIT - 1; level >= 0; level--) {
            int singles = 0;
            for (int i = 0; i < taken; i++) {
                if (single[level][i]) {
                    lengths[singles++]++;
                }
            }
            taken = 2 * (taken - singles);
        }
        return lengths;
    }
}
