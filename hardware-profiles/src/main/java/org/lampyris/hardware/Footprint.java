package org.lampyris.hardware;

import java.util.List;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.hardware.latency.Primitive;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;

/** The bytes that a network takes on a device. */
final class Footprint {
    private static final long BIAS_BYTES = 4;

    private Footprint() {}

    /** Weights at the precision and a 4-byte bias a channel: batch normalisation is folded into both. */
    static long flashBytes(List<Segment> segments, Precision precision) {
        long bytes = 0;
        for (Segment segment : segments) {
            for (Primitive operator : segment.operators()) {
                long weights = operator.work().weights();
                bytes += weights * precision.bytes()
                        + (weights > 0 ? BIAS_BYTES * operator.key().outChannels() : 0);
            }
        }
        return bytes;
    }

    /** Activations at the worst moment of the best order, at the precision. */
    static long peakMemoryBytes(NetworkGraph graph, Precision precision) {
        return GraphStatistics.of(graph).peakActivationBytes() / Precision.FLOAT32.bytes() * precision.bytes();
    }
}
