package org.lampyris.evaluation.compression.quantization;

/**
 * Equally spaced numbers that others are rounded to: {@code (q - zero) * scale} for the integers {@code q} from {@code
 * lowest} to {@code highest}. Zero is always one of them.
 *
 * @param scale the distance of two neighbours, positive and finite
 * @param zero the integer that stands for 0, {@code lowest} to {@code highest}
 * @see "Jacob et al., Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference, 2018"
 */
public record QuantizationGrid(float scale, int zero, int lowest, int highest) {
    /** @throws IllegalArgumentException if the scale isn't positive or zero isn't on the grid */
    public QuantizationGrid {
        if (!(scale > 0) || Float.isInfinite(scale) || zero < lowest || zero > highest || lowest >= highest) {
            throw new IllegalArgumentException(
                    "no such grid: scale " + scale + ", zero " + zero + ", from " + lowest + " to " + highest);
        }
    }

    /**
     * Signed integers about 0, as many below as above: with 8 bits -127 to 127, with 2 bits -1 to 1.
     *
     * @param bits 2 to 8
     * @param largest the number that the highest integer stands for; with 0 the scale is 1
     */
    public static QuantizationGrid symmetric(int bits, double largest) {
        int highest = (1 << (bits - 1)) - 1;
        return new QuantizationGrid(scale(largest, highest), 0, -highest, highest);
    }

    /**
     * A grid that covers a range and 0.
     *
     * @param from the smallest number to cover
     * @param to the largest number to cover
     */
    public static QuantizationGrid asymmetric(int lowest, int highest, double from, double to) {
        double bottom = Math.min(0, from);
        float scale = scale(Math.max(0, to) - bottom, highest - lowest);
        int zero = (int) Math.rint(lowest - bottom / scale);
        return new QuantizationGrid(scale, Math.max(lowest, Math.min(zero, highest)), lowest, highest);
    }

    private static float scale(double width, int steps) {
        return width > 0 ? (float) Math.max(width / steps, Float.MIN_NORMAL) : 1;
    }

    /** The nearest integer, of two the even one; the lowest or highest for numbers beyond. */
    public int quantize(float number) {
        double nearest = Math.rint(number / scale) + zero;
        return (int) Math.max(lowest, Math.min(nearest, highest));
    }

    public float dequantize(int integer) {
        return (integer - zero) * scale;
    }

    /** What is left of a number. */
    public float round(float number) {
        return dequantize(quantize(number));
    }
}
