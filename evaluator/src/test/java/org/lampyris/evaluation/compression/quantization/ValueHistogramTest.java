package org.lampyris.evaluation.compression.quantization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueHistogramTest {
    private static double squaredError(float[] values, ValueRange range) {
        double sum = 0;
        for (float value : values) {
            sum += Math.pow((double) value - range.unsignedBytes().round(value), 2);
        }
        return sum;
    }

    /** Of heavy tails; rectified every second time. */
    private static float[] values(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[20_000];
        for (int i = 0; i < values.length; i++) {
            double value = random.nextGaussian() * (random.nextInt(2000) == 0 ? 12 : 1) + 0.2;
            values[i] = (float) (seed % 2 == 0 ? Math.max(0, value) : value);
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theSearchedRangeHasTheLeastError(long seed) {
        float[] values = values(seed);
        ValueRange all = new ValueRange(0, 0);
        for (float value : values) {
            all = all.with(value);
        }
        ValueHistogram histogram = new ValueHistogram(all);
        for (float value : values) {
            histogram.add(value);
        }
        assertEquals(all, histogram.range(RangeChoice.MIN_MAX));
        ValueRange searched = histogram.range(RangeChoice.MEAN_SQUARED_ERROR);
        ValueRange percentile = histogram.range(RangeChoice.PERCENTILE);
        double best = squaredError(values, searched);
        assertTrue(best <= squaredError(values, all), "against all");
        assertTrue(best <= 1.02 * squaredError(values, percentile), "against the percentile");
        for (double bottom = 0.1; bottom <= 1; bottom += 0.1) {
            for (double top = 0.1; top <= 1; top += 0.1) {
                ValueRange other = new ValueRange((float) (bottom * all.lowest()), (float) (top * all.highest()));
                assertTrue(best <= 1.02 * squaredError(values, other), "against " + other);
            }
        }
        ValueRange kept = percentile;
        int outside = 0;
        for (float value : values) {
            outside += value < kept.lowest() || value > kept.highest() ? 1 : 0;
        }
        assertTrue(outside <= 2, outside + " of 20000 are outside");
        assertTrue(percentile.highest() < all.highest() || percentile.lowest() > all.lowest());
        assertEquals(
                seed % 2 == 0,
                searched.lowest() == 0 && searched.unsignedBytes().zero() == 0);
    }

    @Test
    void whatLiesFarOutIsCutOffIfItCostsTheOthersMore() {
        SplittableRandom random = new SplittableRandom(2);
        ValueHistogram many = new ValueHistogram(new ValueRange(0, 8));
        ValueHistogram few = new ValueHistogram(new ValueRange(0, 8));
        for (int i = 0; i < 1_000_000; i++) {
            many.add((float) random.nextDouble());
        }
        for (int i = 0; i < 1000; i++) {
            few.add((float) random.nextDouble());
        }
        many.add(8);
        few.add(8);
        // The least of (8 - x)^2 + 1000000 * (x / 255)^2 / 12 is at 3.5.
        assertEquals(3.5, many.range(RangeChoice.MEAN_SQUARED_ERROR).highest(), 0.3);
        assertEquals(1, many.range(RangeChoice.PERCENTILE).highest(), 0.01);
        assertEquals(8, few.range(RangeChoice.MEAN_SQUARED_ERROR).highest(), 0.3);
        assertEquals(8, many.range(RangeChoice.MIN_MAX).highest());
    }

    @Test
    void constantsAndNothingAreRanges() {
        for (float value : new float[] {0, 3, -2}) {
            ValueHistogram histogram = new ValueHistogram(new ValueRange(value, value));
            histogram.add(value);
            for (RangeChoice choice : RangeChoice.values()) {
                ValueRange range = histogram.range(choice);
                assertEquals(value, range.unsignedBytes().round(value), 0.01, choice + ": " + range);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> new ValueRange(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new ValueRange(0, Float.NaN));
    }
}
