package org.lampyris.evaluation.compression.coding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;

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
    private static final int INPUTS = ORDERS + 1;
    private static final int LOOK_BACK = 12;
    private static final int CONFIDENCES = 16;
    private static final int MATCH_LEAST = 3;
    private static final int MATCH_MOST = 15;
    private static final int SLOTS = 1 << 17;
    private static final double RATE = 0.02;
    private static final double FIRST_WEIGHT = 0.3;
    private static final double BOUND = 11;
    private static final int ONE = 1 << AdaptiveBits.SCALE;

    private static final double[] STRETCHED = stretched();
    /** Has seen a network of all blocks without its weights; the format rests on each byte of that. */
    private static final TextModel PRIMED = primed();

    private final byte[] bytes;
    private final AdaptiveBits[] models = new AdaptiveBits[ORDERS];
    private final AdaptiveBits matches;
    /** Of each prediction, by how many bits it rests on; of the repetition by its length. */
    private final double[][] weights = new double[INPUTS][CONFIDENCES];

    private final double[] inputs = new double[INPUTS];
    private final int[] hashes = new int[ORDERS];
    private final int[] contexts = new int[ORDERS];
    private final int[] confidences = new int[INPUTS];
    /** Where the last bytes of a hash were followed by what. */
    private final int[] seen;

    private int match;
    private int matchLength;
    private double mixed;

    private TextModel(byte[] bytes) {
        this.bytes = bytes;
        this.seen = new int[SLOTS];
        this.matches = new AdaptiveBits(MATCH_MOST + 1);
        Arrays.setAll(models, i -> new AdaptiveBits(SLOTS, LOOK_BACK));
        for (double[] row : weights) {
            Arrays.fill(row, FIRST_WEIGHT);
        }
    }

    /** One that has seen the beginning of the bytes. */
    private TextModel(TextModel primed, byte[] bytes) {
        this.bytes = bytes;
        this.seen = primed.seen.clone();
        this.matches = new AdaptiveBits(primed.matches);
        Arrays.setAll(models, i -> new AdaptiveBits(primed.models[i]));
        Arrays.setAll(weights, i -> primed.weights[i].clone());
        this.match = primed.match;
        this.matchLength = primed.matchLength;
    }

    /** Codes all; a decoder fills them in. */
    static void code(BinaryCoder coder, byte[] bytes) {
        int start = PRIMED.bytes.length;
        byte[] all = Arrays.copyOf(PRIMED.bytes, start + bytes.length);
        System.arraycopy(bytes, 0, all, start, bytes.length);
        new TextModel(PRIMED, all).code(coder, start, all.length);
        System.arraycopy(all, start, bytes, 0, bytes.length);
    }

    private void code(BinaryCoder coder, int start, int end) {
        for (int i = start; i < end; i++) {
            begin(i);
            bytes[i] = (byte) codeByte(coder, Byte.toUnsignedInt(bytes[i]));
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
        int slot = (hashes[MATCH_LEAST] >>> 7) & (SLOTS - 1);
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
        double sum = 0;
        for (int order = 0; order < ORDERS; order++) {
            int hash = (hashes[order] + node) * 0x165667b1;
            contexts[order] = (hash ^ (hash >>> 15)) & (SLOTS - 1);
            confidences[order] = Math.min(models[order].count(contexts[order]), CONFIDENCES - 1);
            inputs[order] = stretch(models[order].probability(contexts[order]));
        }
        double agreed = length == 0 ? 0 : stretch(matches.probability(length));
        inputs[ORDERS] = guess == 1 ? agreed : -agreed;
        confidences[ORDERS] = length;
        for (int i = 0; i < INPUTS; i++) {
            sum += weights[i][confidences[i]] * inputs[i];
        }
        mixed = 1 / (1 + StrictMath.exp(-Math.max(-BOUND, Math.min(BOUND, sum))));
        return Math.min(Math.max((int) (mixed * ONE), 1), ONE - 1);
    }

    private void learn(int bit, int length, int guess) {
        double step = RATE * (bit - mixed);
        for (int i = 0; i < INPUTS; i++) {
            weights[i][confidences[i]] += step * inputs[i];
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

    private static TextModel primed() {
        try (InputStream in = TextModel.class.getResourceAsStream("primer.onnx")) {
            TextModel model = new TextModel(Objects.requireNonNull(in).readAllBytes());
            model.code(new RangeEncoder(), 0, model.bytes.length);
            return model;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
