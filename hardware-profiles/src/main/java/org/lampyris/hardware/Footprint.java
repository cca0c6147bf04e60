package org.lampyris.hardware;

import org.lampyris.hardware.latency.Precision;
import org.lampyris.hardware.latency.Primitive;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;

/** The bytes that a network takes on a device. */
final class Footprint {
    private Footprint() {}

    /** Weights at the precision and a 4-byte bias a channel of convolutions and dense layers. */
    static long flashBytes(NetworkGraph graph, Precision precision) {
        long bytes = 0;
        for (Primitive operator : Primitive.of(graph, 1, graph.nodes().size() - 1, precision)) {
            long weights = operator.work().weights();
            bytes += weights * precision.bytes()
                    + (weights > 0 ? 4L * operator.key().outChannels() : 0);
        }
        return bytes;
    }

    /** Activations at the worst moment of the best order, at the precision. */
    static long peakMemoryBytes(NetworkGraph graph, Precision precision) {
        return GraphStatistics.of(graph).peakActivationBytes() / Precision.FLOAT32.bytes() * precision.bytes();
    }
}
