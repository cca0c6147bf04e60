package org.lampyris.hardware;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lampyris.hardware.latency.Decomposition;
import org.lampyris.hardware.latency.OperatorKey;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.hardware.latency.Primitive;
import org.lampyris.space.graph.Block;
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

    /**
     * The blocks that consist of what their form says, so that a table's figure for the form is theirs; a block that no
     * table holds as a whole is one of them.
     */
    public static List<Block> described(NetworkGraph graph) {
        Set<String> others = new HashSet<>();
        for (Segment segment : Segment.of(graph, Precision.FLOAT32)) {
            if (segment.block().isPresent()
                    && !consistsOf(segment.operators(), segment.block().get())) {
                others.add(segment.name());
            }
        }
        return graph.blocks().stream()
                .filter(block -> !others.contains(block.name()))
                .toList();
    }

    private static boolean consistsOf(List<Primitive> operators, OperatorKey key) {
        List<Primitive> expected;
        try {
            expected = Decomposition.of(key);
        } catch (IllegalArgumentException e) {
            return false; // No such block.
        }
        return operators.stream()
                .map(Primitive::key)
                .toList()
                .equals(expected.stream().map(Primitive::key).toList());
    }
}
