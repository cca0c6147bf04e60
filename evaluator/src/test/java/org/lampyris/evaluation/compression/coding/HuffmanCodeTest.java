package org.lampyris.evaluation.compression.coding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.input.InvalidInputException;

final class HuffmanCodeTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void isTheBestPrefixCode(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int alphabet = 1; alphabet < 300; alphabet += 1 + alphabet / 4) {
            double skew = random.nextDouble(0.5, 6);
            long[] frequencies = random.doubles(alphabet)
                    .mapToLong(x -> (long) (1000 * Math.pow(x, skew)))
                    .toArray();
            frequencies[0]++;
            HuffmanCode code = HuffmanCode.of(frequencies);
            long total = LongStream.of(frequencies).sum();
            long bits = 0;
            double kraft = 0;
            double entropy = 0;
            for (int i = 0; i < alphabet; i++) {
                assertEquals(frequencies[i] == 0, code.length(i) == HuffmanCode.UNUSED);
                if (frequencies[i] > 0) {
                    bits += frequencies[i] * code.length(i);
                    kraft += Math.pow(2, -code.length(i));
                    entropy -= frequencies[i] * BinaryCoder.log2((double) frequencies[i] / total);
                }
            }
            assertEquals(1, kraft, "seed " + seed);
            assertEquals(leastBits(frequencies), bits, "seed " + seed);
            assertTrue(bits >= entropy - 1e-6 && bits <= entropy + total, bits + " bits for " + entropy);
        }
    }

    /** The sum of the inner nodes of Huffman's tree. */
    private static long leastBits(long[] frequencies) {
        PriorityQueue<Long> nodes = new PriorityQueue<>();
        LongStream.of(frequencies).filter(f -> f > 0).forEach(nodes::add);
        long bits = 0;
        while (nodes.size() > 1) {
            long node = nodes.remove() + nodes.remove();
            bits += node;
            nodes.add(node);
        }
        return bits;
    }

    @Test
    void noWordIsTooLong() {
        long[] fibonacci = new long[60];
        fibonacci[0] = 1;
        fibonacci[1] = 1;
        for (int i = 2; i < fibonacci.length; i++) {
            fibonacci[i] = fibonacci[i - 1] + fibonacci[i - 2];
        }
        HuffmanCode code = HuffmanCode.of(fibonacci);
        int[] lengths = IntStream.range(0, fibonacci.length).map(code::length).toArray();

        assertEquals(HuffmanCode.LIMIT, Arrays.stream(lengths).max().orElseThrow());
        assertEquals(1, Arrays.stream(lengths).mapToDouble(n -> Math.pow(2, -n)).sum());
        long bits = 0;
        for (int i = 0; i < lengths.length; i++) {
            bits += lengths[i] * fibonacci[i];
        }
        assertTrue(bits > leastBits(fibonacci) && bits < 1.001 * leastBits(fibonacci), bits + " bits");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 17, 256, 5000})
    void symbolsComeBack(int alphabet) {
        SplittableRandom random = new SplittableRandom(alphabet);
        for (int length : new int[] {0, 1, 2, 1000}) {
            int[] symbols = random.doubles(length)
                    .mapToInt(x -> (int) (alphabet * x * x * x))
                    .toArray();
            RangeEncoder encoder = new RangeEncoder();
            SymbolSequence.huffman(encoder, symbols.clone(), alphabet);
            byte[] bytes = encoder.finish();
            int[] read = new int[length];
            SymbolSequence.huffman(new RangeDecoder("file", bytes, 0, bytes.length), read, alphabet);

            assertArrayEquals(symbols, read);
        }
    }

    @Test
    void refusesLengthsThatAreNoCode() {
        for (int[] lengths : new int[][] {{1, 1, 1}, {1, 2, 2, 2}, {2, 2}, {0, 0}, {25, 1}}) {
            RangeEncoder encoder = new RangeEncoder();
            AdaptiveBits model = new AdaptiveBits(64);
            for (int length : lengths) {
                encoder.tree(length + 1, 5, model, length == lengths[0] && model.count(1) == 0 ? 0 : 32);
            }
            byte[] bytes = encoder.finish();
            RangeDecoder decoder = new RangeDecoder("file", bytes, 0, bytes.length);

            assertThrows(InvalidInputException.class, () -> HuffmanCode.coded(decoder, new int[0], lengths.length));
        }
    }
}
