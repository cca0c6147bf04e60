package org.lampyris.evaluation.compression.quantization;

import java.util.Arrays;

/** How often the values of an activation fall into each of {@value #BINS} intervals of equal width. */
public final class ValueHistogram {
    /** Eight for each value of 8-bit integers. */
    static final int BINS = 2048;

    /** One of so many is cut off at each end for the percentile. */
    private static final long ONE_OF = 20_000;

    private final ValueRange range;
    private final double width;
    private final long[] counts = new long[BINS];

    /** @param range of all values to come and 0 */
    public ValueHistogram(ValueRange range) {
        this.range = range.with(0);
        this.width = ((double) this.range.highest() - this.range.lowest()) / BINS;
    }

    /** Counts a value; what lies outside of the range counts as its end. */
    public void add(float value) {
        int bin = width > 0 ? (int) ((value - range.lowest()) / width) : 0;
        counts[Math.max(0, Math.min(bin, BINS - 1))]++;
    }

    /** The range that 8-bit integers should cover. */
    public ValueRange range(RangeChoice choice) {
        return switch (choice) {
            case MIN_MAX -> range;
            case PERCENTILE -> percentile();
            case MEAN_SQUARED_ERROR -> width > 0 ? ClippingSearch.clip(0, 255, range, this::error) : range;
        };
    }

    private ValueRange percentile() {
        long cut = Arrays.stream(counts).sum() / ONE_OF;
        int first = 0;
        for (long below = counts[0]; below <= cut && first < BINS - 1; below += counts[first]) {
            first++;
        }
        int last = BINS - 1;
        for (long above = counts[last]; above <= cut && last > first; above += counts[last]) {
            last--;
        }
        return new ValueRange((float) (range.lowest() + first * width), (float) (range.lowest() + (last + 1) * width))
                .with(0);
    }

    /** The sum of squared errors if each value were in the middle of its interval. */
    private double error(QuantizationGrid grid) {
        double sum = 0;
        for (int i = 0; i < BINS; i++) {
            if (counts[i] > 0) {
                float middle = (float) (range.lowest() + (i + 0.5) * width);
                double error = (double) middle - grid.round(middle);
                sum += counts[i] * error * error;
            }
        }
        return sum;
    }
}
