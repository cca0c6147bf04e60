package org.lampyris.hardware;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lampyris.hardware.latency.OperatorKey;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.hardware.latency.Primitive;
import org.lampyris.space.graph.NetworkGraph;

/** What a table needs so that a network's price is exact. */
public final class Segments {
    private Segments() {}

    /** Its blocks, the operators outside of them, and the operators that the blocks consist of. */
    public static Set<OperatorKey> keys(NetworkGraph graph, Precision precision) {
        List<Segment> segments = Segment.of(graph, precision);
        Set<OperatorKey> keys = new LinkedHashSet<>();
        segments.forEach(segment -> segment.block().ifPresent(keys::add));
        segments.forEach(
                segment -> segment.operators().stream().map(Primitive::key).forEach(keys::add));
        return keys;
    }
}
