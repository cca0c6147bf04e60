package org.lampyris.evaluation.compression.coding;

import java.util.Arrays;

/**
 * Codes bytes that repeat themselves, e.g. the nodes of a network: each bit is predicted from what followed the last zero
 * to six bytes before, and from what followed the longest repetition; a small logistic mixer that learns as it goes weighs
 * the predictions.
 *
 * @see <a href="https://hdl.handle.net/11141/154">Mahoney, Adaptive weighing of context models for lossless data
 *     compression, Florida Tech CS-2005-16, 2005</a>
 */
final class TextModel {
    private static final int ORDERS = 7;
    private static final int INPUTS = ORDERS + 2;
    private static final int MATCH_LEAST = 4;
    private static final int MATCH_MOST = 15;
    private static final int MOST_SLOTS_LOG = 18;
    private static final double RATE = 0.02;
    private static final double FIRST_WEIGHT = 0.3;
    private static final double BOUND = 11;
    private static final int ONE = 1 << AdaptiveBits.SCALE;

    private static final double[] STRETCHED = stretched();

    private final byte[] bytes;
    private final int slots;
    private final AdaptiveBits[] models = new AdaptiveBits[ORDERS];
    private final AdaptiveBits matches = new AdaptiveBits(MATCH_MOST + 1);
    private final double[][] weights = new double[MATCH_MOST + 1][INPUTS];
    private final double[] inputs = new double[INPUTS];
    private final int[] hashes = new int[ORDERS];
    private final int[] contexts = new int[ORDERS];
    /** Where the last bytes of a hash were followed by what. */
    private final int[] seen;

    private int match;
    private int matchLength;
    private double mixed;

    private TextModel(byte[] bytes) {
        this.bytes = bytes;
        int log = Integer.SIZE - Integer.numberOfLeadingZeros(bytes.length) + 3;
        this.slots = 1 << Math.min(Math.max(log, Byte.SIZE + 1), MOST_SLOTS_LOG);
        this.seen = new int[slots];
        Arrays.setAll(models, i -> new AdaptiveBits(slots));
        for (double[] row : weights) {
            Arrays.fill(row, FIRST_WEIGHT);
        }
    }

    /** Codes all; a decoder fills them in. */
    static void code(BinaryCoder coder, byte[] bytes) {
        TextModel model = new TextModel(bytes);
        for (int i = 0; i < bytes.length; i++) {
            model.begin(i);
            bytes[i] = (byte) model.codeByte(coder, Byte.toUnsignedInt(bytes[i]));
        }
    }

    /** Sees what stands before a byte. */
    private void begin(int place) {
        int hash = 0;
        for (int order = 0; order < ORDERS; order++) {
            hashes[order] = (hash + order) * 0x2c1b3c6d;
            int before = place - 1 - order;
            hash = (hash + (before < 0 ? 0 : Byte.toUnsignedInt(bytes[before]) + 1)) * 0x297a2d39;
        }
        if (matchLength > 0 && bytes[match] == bytes[place - 1]) {
            matchLength = Math.min(matchLength + 1, MATCH_MOST);
            match++;
        } else {
            matchLength = 0;
        }
        int slot = (hashes[MATCH_LEAST] >>> 7) & (slots - 1);
        if (matchLength == 0 && seen[slot] > 0) {
            match = seen[slot];
            while (matchLength < MATCH_MOST
                    && matchLength < match
                    && bytes[match - 1 - matchLength] == bytes[place - 1 - matchLength]) {
                matchLength++;
            }
        }
        seen[slot] = place;
    }

    private int codeByte(BinaryCoder coder, int given) {
        int expected = matchLength > 0 ? Byte.toUnsignedInt(bytes[match]) + 256 : 0;
        int node = 1;
        for (int i = Byte.SIZE - 1; i >= 0; i--) {
            boolean matching = matchLength > 0 && expected >>> (i + 1) == node;
            int length = matching ? matchLength : 0;
            int guess = (expected >>> i) & 1;
            int bit = coder.bit((given >>> i) & 1, predict(node, length, guess));
            learn(bit, length, guess);
            node = (node << 1) | bit;
        }
        return node - 256;
    }

    private int predict(int node, int length, int guess) {
        double[] row = weights[length];
        double sum = 0;
        for (int order = 0; order < ORDERS; order++) {
            int hash = (hashes[order] + node) * 0x165667b1;
            contexts[order] = (hash ^ (hash >>> 15)) & (slots - 1);
            inputs[order] = stretch(models[order].probability(contexts[order]));
        }
        double agreed = length == 0 ? 0 : stretch(matches.probability(length));
        inputs[ORDERS] = guess == 1 ? agreed : -agreed;
        inputs[ORDERS + 1] = FIRST_WEIGHT;
        for (int i = 0; i < INPUTS; i++) {
            sum += row[i] * inputs[i];
        }
        mixed = 1 / (1 + StrictMath.exp(-Math.max(-BOUND, Math.min(BOUND, sum))));
        return Math.min(Math.max((int) (mixed * ONE), 1), ONE - 1);
    }

    private void learn(int bit, int length, int guess) {
        double step = RATE * (bit - mixed);
        double[] row = weights[length];
        for (int i = 0; i < INPUTS; i++) {
            row[i] += step * inputs[i];
        }
        for (int order = 0; order < ORDERS; order++) {
            models[order].learn(contexts[order], bit);
        }
        if (length > 0) {
            matches.learn(length, bit == guess ? 1 : 0);
        }
    }

    private static double stretch(int probability) {
        return STRETCHED[probability >>> 4];
    }

    /** The logits of the middles of 4096 intervals of probabilities. */
    private static double[] stretched() {
        double[] logits = new double[ONE >>> 4];
        for (int i = 0; i < logits.length; i++) {
            double probability = (i + 0.5) / logits.length;
            logits[i] = StrictMath.log(probability / (1 - probability));
        }
        return logits;
    }
}
