package org.lampyris.hardware;

import java.util.List;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.hardware.latency.Primitive;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;

/** The bytes that a network takes on a device. */
final class Footprint {
    private static final long BIAS_BYTES = 4;
    private static final long SCALE_BYTES = 4;

    private Footprint() {}

    /**
     * Weights in their format and a 4-byte bias a channel: batch normalisation is folded into both.
     *
     * @param precision the device's
     */
    static long flashBytes(List<Segment> segments, Precision precision) {
        long bytes = 0;
        for (Segment segment : segments) {
            for (Primitive operator : segment.operators()) {
                bytes += weightBytes(operator, precision)
                        + (operator.work().weights() > 0
                                ? BIAS_BYTES * operator.key().outChannels()
                                : 0);
            }
        }
        return bytes;
    }

    /**
     * Weights without biases. Of {@code n} weights with {@code b} bits, {@code z} of them zero, dense ones take {@code n b}
     * bits and sparse ones {@code n + (n - z) b}, a bit for each place, or {@code (n - z) (b + log2 n)}, an index for each
     * that is left: the smallest counts. Integers on a device that usually has others have a 4-byte scale a channel.
     *
     * @param precision the device's
     */
    static long weightBytes(Primitive operator, Precision precision) {
        long weights = operator.work().weights();
        boolean integer = operator.format().isInteger();
        long bits = integer ? operator.format().bits() : (long) Byte.SIZE * precision.bytes();
        long left = weights - operator.format().zeros(weights);
        long least = weights * bits;
        if (left < weights) {
            int index = Long.SIZE - Long.numberOfLeadingZeros(weights - 1);
            least = Math.min(least, Math.min(weights + left * bits, left * (bits + index)));
        }
        boolean scales = integer && weights > 0 && precision != Precision.INT8;
        return (least + Byte.SIZE - 1) / Byte.SIZE
                + (scales ? SCALE_BYTES * operator.key().outChannels() : 0);
    }

    /** Activations at the worst moment of the best order, in the largest numbers that occur. */
    static long peakMemoryBytes(NetworkGraph graph, List<Segment> segments) {
        int bytes = segments.stream()
                .flatMap(segment -> segment.operators().stream())
                .mapToInt(operator -> operator.key().precision().bytes())
                .max()
                .orElse(Precision.FLOAT32.bytes());
        return GraphStatistics.of(graph).peakActivationBytes() / Precision.FLOAT32.bytes() * bytes;
    }
}
