package org.lampyris.evaluation.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lampyris.space.graph.TensorShape;

class PictureTest {
    static IntStream seeds() {
        return IntStream.range(0, 30);
    }

    @Test
    void halvingAveragesFourPixels() {
        Picture half = picture(1, 4, 4, 0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150)
                .resized(2);
        assertArrayEquals(new byte[] {25, 45, 105, 125}, half.pixels());
    }

    @Test
    void shrinkingByAFractionWeighsPixelsByTheirArea() {
        // 3 to 2: (2 * 0 + 1 * 90) / 3 and (1 * 90 + 2 * 30) / 3, in both directions alike.
        Picture small = picture(1, 3, 3, 0, 90, 30, 0, 90, 30, 0, 90, 30).resized(2);
        assertArrayEquals(new byte[] {30, 50, 30, 50}, small.pixels());
    }

    @Test
    void enlargingInterpolatesBetweenCentres() {
        // Centres of 4 samples over 2: -0.25, 0.25, 0.75, 1.25, clamped at the border.
        Picture large = picture(1, 2, 2, 0, 100, 0, 100).resized(4);
        assertArrayEquals(new byte[] {0, 25, 75, 100}, Arrays.copyOf(large.pixels(), 4));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void resizingKeepsRangeAndMean(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int height = random.nextInt(1, 40);
        int width = random.nextInt(1, 40);
        byte[] pixels = new byte[3 * height * width];
        random.nextBytes(pixels);
        Picture resized = new Picture(new TensorShape(3, height, width), pixels).resized(random.nextInt(4, 50));
        assertTrue(range(resized.pixels())[0] >= range(pixels)[0], "seed " + seed);
        assertTrue(range(resized.pixels())[1] <= range(pixels)[1], "seed " + seed);
        int even = Math.max(1, Math.min(height, width) / 2);
        if (height % even == 0 && width % even == 0) {
            double mean = mean(pixels);
            assertEquals(
                    mean,
                    mean(new Picture(new TensorShape(3, height, width), pixels)
                            .resized(even)
                            .pixels()),
                    0.5,
                    "seed " + seed);
        }
    }

    @Test
    void greyIsLumaAndBackIsRepeated() {
        Picture color = picture(3, 1, 2, 255, 10, 0, 10, 0, 10);
        Picture grey = color.in(ColorMode.GREY);
        assertArrayEquals(new byte[] {76, 10}, grey.pixels());
        assertArrayEquals(
                new byte[] {76, 10, 76, 10, 76, 10}, grey.in(ColorMode.RGB).pixels());
        assertEquals(3, color.in(ColorMode.AUTO).shape().channels());
        assertEquals(1, grey.in(ColorMode.RGB).in(ColorMode.AUTO).shape().channels());
    }

    private static int[] range(byte[] pixels) {
        return new int[] {
            IntStream.range(0, pixels.length).map(i -> pixels[i] & 0xff).min().orElseThrow(),
            IntStream.range(0, pixels.length).map(i -> pixels[i] & 0xff).max().orElseThrow()
        };
    }

    private static double mean(byte[] pixels) {
        return IntStream.range(0, pixels.length)
                .map(i -> pixels[i] & 0xff)
                .average()
                .orElseThrow();
    }

    private static Picture picture(int channels, int height, int width, int... values) {
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            pixels[i] = (byte) values[i];
        }
        return new Picture(new TensorShape(channels, height, width), pixels);
    }
}
