package org.lampyris.evaluation.compression.quantization;

/** The numbers from {@code lowest} to {@code highest}, both finite. */
public record ValueRange(float lowest, float highest) {
    /** @throws IllegalArgumentException if there are none */
    public ValueRange {
        if (!(lowest <= highest) || !Float.isFinite(lowest) || !Float.isFinite(highest)) {
            throw new IllegalArgumentException("no such range: " + lowest + " to " + highest);
        }
    }

    /** The smallest range with the numbers of both. */
    public ValueRange union(ValueRange other) {
        return new ValueRange(Math.min(lowest, other.lowest), Math.max(highest, other.highest));
    }

    /** The smallest range with these numbers and another. */
    public ValueRange with(float number) {
        return union(new ValueRange(number, number));
    }

    /** Unsigned 8-bit integers for these numbers and 0. */
    public QuantizationGrid unsignedBytes() {
        return QuantizationGrid.asymmetric(0, 255, lowest, highest);
    }
}
