package org.lampyris.evaluation.compression.coding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextModelTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anyBytesComeBack(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int length : new int[] {0, 1, 2, 3, 30, 3000}) {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                boolean copies = i > 20 && random.nextInt(9) > 0;
                bytes[i] = copies ? bytes[i - 1 - random.nextInt(2) * 9] : (byte) random.nextInt(256);
            }
            RangeEncoder encoder = new RangeEncoder();
            TextModel.code(encoder, bytes.clone());
            byte[] file = encoder.finish();
            byte[] read = new byte[length];
            TextModel.code(new RangeDecoder("file", file, 0, file.length), read);

            assertArrayEquals(bytes, read, "seed " + seed);
        }
    }

    @Test
    void repetitionsTakeLittleAndNoiseHardlyMore() {
        String line = "stage%d.layer%d.expand.weight ";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append(line.replace("%d", "" + i));
        }
        byte[] lines = text.toString().getBytes(StandardCharsets.UTF_8);
        byte[] noise = new byte[10_000];
        new SplittableRandom(1).nextBytes(noise);

        assertTrue(size(lines) < lines.length / 12.0, size(lines) + " of " + lines.length);
        assertTrue(size(noise) < 1.1 * noise.length, size(noise) + " of " + noise.length);
    }

    private static double size(byte[] bytes) {
        RangeEncoder encoder = new RangeEncoder();
        TextModel.code(encoder, bytes.clone());
        return encoder.position() / 8;
    }
}
