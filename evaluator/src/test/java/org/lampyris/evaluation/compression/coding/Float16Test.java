package org.lampyris.evaluation.compression.coding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Float16Test {

    @Test
    void allOfThemComeBack() {
        for (int half = 0; half < 1 << 16; half++) {
            boolean signalling = (half & 0x7c00) == 0x7c00 && (half & 0x3ff) != 0 && (half & 0x200) == 0;
            assertEquals(signalling ? half | 0x200 : half, Float16.of(Float16.value(half)));
            assertEquals(!signalling, Float16.holds(Float16.value(half)), "half " + half);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0x3c00",
        "-2, 0xc000",
        "65504, 0x7bff",
        "65519.99, 0x7bff",
        "65520, 0x7c00",
        "-Infinity, 0xfc00",
        "0.1, 0x2e66",
        "0x1p-24, 0x0001",
        "0x1p-25, 0x0000",
        "0x1.8p-24, 0x0002",
        "-0.0, 0x8000",
        "1.00048828125, 0x3c00",
        "1.00146484375, 0x3c02",
    })
    void knownValues(String value, String half) {
        assertEquals(
                (int) Integer.decode(half), Float16.of(Float.parseFloat(value + (value.contains("x") ? "f" : ""))));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noneIsNearer(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            float value = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(-26, 15)));
            int half = Float16.of(value);
            double error = Math.abs((double) Float16.value(half) - value);
            for (int other : new int[] {half - 1, half + 1}) {
                float neighbour = Float16.value(other & 0xffff);
                double otherError = Math.abs((double) neighbour - value);
                assertTrue(Float.isNaN(neighbour) || error <= otherError, value + " seed " + seed);
                assertTrue(error != otherError || half % 2 == 0, value + " is between two, seed " + seed);
            }
        }
    }
}
