package org.lampyris.evaluation.compression.coding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.input.InvalidInputException;

final class RangeCoderTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anythingComesBack(long seed) {
        for (int length : new int[] {0, 1, 2, 7, 100, 5000}) {
            RangeEncoder encoder = new RangeEncoder();
            String written = walk(encoder, new SplittableRandom(seed), length);
            byte[] bytes = encoder.finish();
            RangeDecoder decoder = new RangeDecoder("file", bytes, 0, bytes.length);

            assertEquals(written, walk(decoder, new SplittableRandom(seed), length), "seed " + seed);
            assertEquals(encoder.position(), decoder.position(), 50, "the final shifts are no information");
            decoder.finish();
            assertTrue(
                    bytes.length <= decoder.position() / 8 + 1.01,
                    bytes.length + " bytes for " + decoder.position() / 8);
        }
    }

    /** Codes everything in both directions; a decoder gets wrong values to ignore. */
    private static String walk(BinaryCoder coder, SplittableRandom random, int length) {
        boolean encoding = coder instanceof RangeEncoder;
        AdaptiveBits model = new AdaptiveBits(64);
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < length; i++) {
            double skew = Math.pow(random.nextDouble(), 8);
            int bit = random.nextDouble() < skew ? 1 : 0;
            int probability = Math.max(1, Math.min(65535, (int) (skew * 65536)));
            int number = random.nextInt() >>> (1 + random.nextInt(31));
            number = number == Integer.MAX_VALUE ? 0 : number;
            int tree = random.nextInt(32);
            long bits = random.nextLong() >>> 32;
            values.append(coder.bit(encoding ? bit : 0, probability)).append(' ');
            values.append(coder.bit(encoding ? bit : 0, model, 0)).append(' ');
            values.append(coder.number(encoding ? number : 0)).append(' ');
            values.append(coder.signed(encoding ? (number >> 1) * (1 - 2 * bit) : 0))
                    .append(' ');
            values.append(coder.tree(encoding ? tree : 0, 5, model, 32)).append(' ');
            values.append(coder.bits(encoding ? bits : 0, 32)).append('\n');
        }
        return values.toString();
    }

    @Test
    void carriesRunThroughManyBytes() {
        for (int ones = 0; ones < 200; ones++) {
            RangeEncoder encoder = new RangeEncoder();
            // Just below one half for long, then over it.
            encoder.bit(1);
            for (int i = 0; i < ones; i++) {
                encoder.bit(0);
            }
            encoder.bit(0, 1);
            encoder.bit(0, 65535);
            byte[] bytes = encoder.finish();
            RangeDecoder decoder = new RangeDecoder("file", bytes, 0, bytes.length);

            assertEquals(1, decoder.bit(0));
            for (int i = 0; i < ones; i++) {
                assertEquals(0, decoder.bit(0));
            }
            assertEquals(0, decoder.bit(0, 1));
            assertEquals(0, decoder.bit(0, 65535));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.3, 0.08, 0.01, 0.001})
    void aStaticSourceTakesItsEntropy(double share) {
        SplittableRandom random = new SplittableRandom(3);
        int length = 200_000;
        AdaptiveBits model = new AdaptiveBits(1);
        RangeEncoder encoder = new RangeEncoder();
        int ones = 0;
        for (int i = 0; i < length; i++) {
            int bit = random.nextDouble() < share ? 1 : 0;
            ones += bit;
            encoder.bit(bit, model, 0);
        }
        double p = (double) ones / length;
        double entropy = -length * (p * BinaryCoder.log2(p) + (1 - p) * BinaryCoder.log2(1 - p)) / 8;
        double size = encoder.finish().length;

        assertTrue(size < 1.02 * entropy + 4, size + " bytes for an entropy of " + entropy);
    }

    @Test
    void theEndIsTheEnd() {
        byte[] bytes = {1, 2, 3, 4, 5};
        RangeDecoder decoder = new RangeDecoder("a.lamp", bytes, 0, bytes.length);
        InvalidInputException error = assertThrows(InvalidInputException.class, () -> decoder.bits(0, 32 * 3));

        assertTrue(error.getMessage().startsWith("a.lamp: "), error.getMessage());
        assertTrue(error.getMessage().contains("ends too early"), error.getMessage());
    }

    @Test
    void onlyZerosMayFollow() {
        RangeEncoder encoder = new RangeEncoder();
        encoder.bits(0x1234567, 32);
        byte[] bytes = encoder.finish();
        byte[] padded = Arrays.copyOf(bytes, bytes.length + 20);
        RangeDecoder decoder = new RangeDecoder("file", padded, 0, padded.length);

        assertEquals(0x1234567, decoder.bits(0, 32));
        decoder.finish();
        padded[padded.length - 1] = 1;
        assertThrows(InvalidInputException.class, decoder::finish);
    }
}
