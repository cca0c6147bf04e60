package org.lampyris.evaluation.compression.coding;

import java.util.Arrays;

/**
 * A sparse sequence as Deep Compression stores it: entries of a gap (the number of zeros before) and a symbol, both by
 * Huffman codes. A longer gap than fits is split by fillers: entries whose symbol is 0. Zeros behind the last entry
 * aren't written.
 */
final class RelativeIndices {
    private static final int MOST_BITS = 8;
    private static final int WIDTH_BITS = 3;

    private final int[] symbols;
    private final int alphabet;

    /** @param symbols not copied */
    RelativeIndices(int[] symbols, int alphabet) {
        this.symbols = symbols;
        this.alphabet = alphabet;
    }

    /** With gaps of so many bits as make it the shortest. */
    void code(BinaryCoder coder) {
        int best = 1;
        if (coder instanceof RangeEncoder) {
            double least = Double.POSITIVE_INFINITY;
            for (int width = 1; width <= MOST_BITS; width++) {
                RangeEncoder trial = new RangeEncoder();
                code(trial, width);
                if (trial.position() < least) {
                    least = trial.position();
                    best = width;
                }
            }
        }
        code(coder, best);
    }

    /** @param width the bits of a gap, 1 to 8 */
    void code(BinaryCoder coder, int width) {
        coder.enter(Part.HEADER);
        int bits = (int) coder.bits(width - 1, WIDTH_BITS) + 1;
        int count = coder.number(coder instanceof RangeEncoder ? entries(bits) : 0);
        coder.require(count <= symbols.length, count + " entries for " + symbols.length + " weights");
        int[] gaps = new int[count];
        int[] values = new int[count];
        if (coder instanceof RangeEncoder) {
            split(bits, gaps, values);
        }
        coder.enter(Part.CODE_LENGTHS);
        HuffmanCode code = HuffmanCode.coded(coder, gaps, 1 << bits);
        coder.enter(Part.POSITIONS);
        for (int i = 0; i < count; i++) {
            gaps[i] = code.code(coder, gaps[i]);
        }
        SymbolSequence.huffman(coder, values, alphabet);
        join(coder, gaps, values);
    }

    private int entries(int bits) {
        int count = 0;
        int last = -1;
        for (int i = 0; i < symbols.length; i++) {
            if (symbols[i] != 0) {
                count += 1 + ((i - last - 1) >>> bits);
                last = i;
            }
        }
        return count;
    }

    private void split(int bits, int[] gaps, int[] values) {
        int next = 0;
        int last = -1;
        for (int i = 0; i < symbols.length; i++) {
            if (symbols[i] != 0) {
                int zeros = i - last - 1;
                for (; zeros >> bits > 0; zeros -= 1 << bits) {
                    gaps[next++] = (1 << bits) - 1;
                }
                gaps[next] = zeros;
                values[next++] = symbols[i];
                last = i;
            }
        }
    }

    private void join(BinaryCoder coder, int[] gaps, int[] values) {
        Arrays.fill(symbols, 0);
        long place = -1;
        for (int i = 0; i < gaps.length; i++) {
            place += gaps[i] + 1;
            coder.require(place < symbols.length, "an entry behind the last weight");
            symbols[(int) place] = values[i];
        }
    }
}
