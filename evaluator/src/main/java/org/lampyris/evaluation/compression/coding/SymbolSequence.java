package org.lampyris.evaluation.compression.coding;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Symbols from 0 to an alphabet's size, in rows, that are written down in whichever way is the shortest. */
final class SymbolSequence {
    private static final int CODING_BITS = 3;

    private final int[] symbols;
    private final int alphabet;
    private final int row;

    /**
     * @param symbols not copied
     * @param alphabet how many symbols there are, at least 1
     * @param row how many symbols stand in a row
     */
    SymbolSequence(int[] symbols, int alphabet, int row) {
        this.symbols = symbols;
        this.alphabet = alphabet;
        this.row = row;
    }

    /** The bits that each coding would need. */
    Map<SymbolCoding, Double> sizes() {
        Map<SymbolCoding, Double> sizes = new EnumMap<>(SymbolCoding.class);
        for (SymbolCoding coding : SymbolCoding.values()) {
            RangeEncoder trial = new RangeEncoder();
            code(trial, coding);
            sizes.put(coding, trial.position());
        }
        return sizes;
    }

    /** The shortest, the first of equals. */
    SymbolCoding coding() {
        return sizes().entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    void write(RangeEncoder out) {
        if (trivial()) {
            return;
        }
        SymbolCoding coding = coding();
        out.enter(Part.HEADER);
        out.bits(coding.number(), CODING_BITS);
        code(out, coding);
    }

    static int[] read(RangeDecoder in, int count, int alphabet, int row) {
        SymbolSequence sequence = new SymbolSequence(new int[count], alphabet, row);
        if (!sequence.trivial()) {
            int number = (int) in.bits(0, CODING_BITS);
            SymbolCoding coding = Arrays.stream(SymbolCoding.values())
                    .filter(c -> c.number() == number)
                    .findFirst()
                    .orElseThrow(() -> in.refusal("a coding " + number));
            sequence.code(in, coding);
        }
        return sequence.symbols;
    }

    private boolean trivial() {
        return alphabet == 1 || symbols.length == 0;
    }

    /** Codes all symbols; a decoder fills them in. */
    void code(BinaryCoder coder, SymbolCoding coding) {
        switch (coding) {
            case HUFFMAN_DENSE -> huffman(coder, symbols, alphabet);
            case HUFFMAN_RELATIVE -> new RelativeIndices(symbols, alphabet).code(coder);
            case HUFFMAN_BITMAP -> {
                bitmap(coder);
                huffman(coder);
            }
            case ARITHMETIC -> {
                flags(coder, false);
                arithmetic(coder);
            }
            case ARITHMETIC_CONTEXT -> {
                flags(coder, true);
                arithmetic(coder);
            }
        }
    }

    static void huffman(BinaryCoder coder, int[] symbols, int alphabet) {
        coder.enter(Part.CODE_LENGTHS);
        HuffmanCode code = HuffmanCode.coded(coder, symbols, alphabet);
        coder.enter(Part.SYMBOLS);
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = code.code(coder, symbols[i]);
        }
    }

    private void huffman(BinaryCoder coder) {
        int[] others =
                Arrays.stream(symbols).filter(s -> s != 0).map(s -> s - 1).toArray();
        huffman(coder, others, alphabet - 1);
        int next = 0;
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = symbols[i] == 0 ? 0 : others[next++] + 1;
        }
    }

    private void bitmap(BinaryCoder coder) {
        coder.enter(Part.POSITIONS);
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = keep(symbols[i], coder.bit(Math.min(symbols[i], 1)));
        }
    }

    private void flags(BinaryCoder coder, boolean neighbours) {
        coder.enter(Part.POSITIONS);
        AdaptiveBits model = new AdaptiveBits(1 << 4);
        for (int i = 0; i < symbols.length; i++) {
            int context = neighbours ? context(i) : 0;
            symbols[i] = keep(symbols[i], coder.bit(Math.min(symbols[i], 1), model, context));
        }
    }

    /** Which of four neighbours are zero: the two before, that above, and the one after that. */
    private int context(int i) {
        int next = row > 1 ? i - row + 1 : -1;
        return flag(i - 1) | (flag(i - 2) << 1) | (flag(i - row) << 2) | (flag(next) << 3);
    }

    private int flag(int i) {
        return i < 0 ? 0 : Math.min(symbols[i], 1);
    }

    /** An encoder's symbol stays, a decoder's is one or zero so far. */
    private static int keep(int symbol, int flag) {
        return Math.max(symbol, flag);
    }

    private void arithmetic(BinaryCoder coder) {
        coder.enter(Part.SYMBOLS);
        int depth = Integer.SIZE - Integer.numberOfLeadingZeros(alphabet - 2);
        AdaptiveBits model = new AdaptiveBits(1 << depth);
        for (int i = 0; i < symbols.length; i++) {
            if (symbols[i] != 0) {
                int symbol = coder.tree(symbols[i] - 1, depth, model, 0) + 1;
                coder.require(symbol < alphabet, "a symbol " + symbol + " of " + alphabet);
                symbols[i] = symbol;
            }
        }
    }
}
