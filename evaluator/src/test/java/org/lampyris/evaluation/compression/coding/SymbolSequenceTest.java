package org.lampyris.evaluation.compression.coding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SymbolSequenceTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyCodingGivesTheSymbolsBack(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int length : new int[] {0, 1, 2, 3, 50, 700, 5000}) {
            for (double share : new double[] {0, 0.001, 0.05, 0.5, 1}) {
                int alphabet = 2 + random.nextInt(random.nextBoolean() ? 3 : 300);
                int row = 1 + random.nextInt(40);
                int[] symbols = symbols(random, length, alphabet, share);
                for (SymbolCoding coding : SymbolCoding.values()) {
                    RangeEncoder encoder = new RangeEncoder();
                    new SymbolSequence(symbols.clone(), alphabet, row).code(encoder, coding);
                    double position = encoder.position();
                    byte[] bytes = encoder.finish();
                    int[] read = new int[length];
                    new SymbolSequence(read, alphabet, row)
                            .code(new RangeDecoder("file", bytes, 0, bytes.length), coding);

                    assertArrayEquals(symbols, read, "seed " + seed + " " + coding + " " + share);
                    double predicted =
                            new SymbolSequence(symbols, alphabet, row).sizes().getOrDefault(coding, Double.NaN);
                    assertEquals(predicted, position, 0, "seed " + seed + " " + coding);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0.02, 5", "0.08, 33", "0.5, 33", "1, 17", "0.9, 257"})
    void arithmeticTakesTheEntropyAndHuffmanIsNear(double share, int alphabet) {
        int length = 100_000;
        int[] symbols = symbols(new SplittableRandom(7), length, alphabet, share);
        int[] counts = new int[alphabet];
        for (int symbol : symbols) {
            counts[symbol]++;
        }
        double entropy = 0;
        for (int count : counts) {
            entropy -= count == 0 ? 0 : count * BinaryCoder.log2((double) count / length);
        }
        Map<SymbolCoding, Double> sizes = new SymbolSequence(symbols, alphabet, 100).sizes();
        double learning = 6 * 8 + 12 * alphabet;

        assertTrue(
                sizes.getOrDefault(SymbolCoding.ARITHMETIC, Double.NaN) < 1.02 * entropy + learning,
                sizes + " for " + entropy);
        assertTrue(
                sizes.getOrDefault(SymbolCoding.HUFFMAN_DENSE, Double.NaN) < entropy + length + 8 * alphabet,
                sizes + " for " + entropy);
        double smallest = sizes.values().stream().min(Double::compare).orElseThrow();
        assertTrue(smallest > 0.995 * entropy, sizes + " for " + entropy);
    }

    @Test
    void neighboursTellWhereWholeRowsArePruned() {
        SplittableRandom random = new SplittableRandom(5);
        int[] symbols = new int[64 * 200];
        for (int i = 0; i < symbols.length; i++) {
            boolean kept = i / 200 % 8 == 0 || i % 200 < 20;
            symbols[i] = kept ? 1 + random.nextInt(16) : 0;
        }
        Map<SymbolCoding, Double> sizes = new SymbolSequence(symbols, 17, 200).sizes();
        long others = IntStream.of(symbols).filter(s -> s != 0).count();

        assertTrue(
                sizes.getOrDefault(SymbolCoding.ARITHMETIC_CONTEXT, Double.NaN) < 4.6 * others,
                sizes + " for " + others);
        assertTrue(
                sizes.getOrDefault(SymbolCoding.ARITHMETIC_CONTEXT, Double.NaN)
                        < 0.7 * sizes.getOrDefault(SymbolCoding.ARITHMETIC, Double.NaN),
                "" + sizes);
    }

    @Test
    void noSymbolsTakeNothing() {
        RangeEncoder encoder = new RangeEncoder();
        new SymbolSequence(new int[1000], 1, 10).write(encoder);
        new SymbolSequence(new int[0], 9, 10).write(encoder);

        assertEquals(0, encoder.position(), 1e-6);
    }

    /** Others than 0 with halving frequencies, or evenly. */
    static int[] symbols(SplittableRandom random, int length, int alphabet, double share) {
        int[] symbols = new int[length];
        for (int i = 0; i < length; i++) {
            if (random.nextDouble() < share) {
                double x = random.nextDouble();
                symbols[i] = 1 + (int) ((alphabet - 1) * x * x);
            }
        }
        return symbols;
    }
}
