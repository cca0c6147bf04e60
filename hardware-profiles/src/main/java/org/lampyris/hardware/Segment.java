package org.lampyris.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lampyris.hardware.latency.OperatorForm;
import org.lampyris.hardware.latency.OperatorKey;
import org.lampyris.hardware.latency.OperatorKind;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.hardware.latency.Primitive;
import org.lampyris.space.graph.Block;
import org.lampyris.space.graph.NetworkGraph;

/**
 * A part of a network that is priced on its own.
 *
 * @param block what a table may hold the part under as a whole: empty for stem, head and single operators
 * @param operators what it consists of
 */
record Segment(String name, Optional<OperatorKey> block, List<Primitive> operators) {

    /** The segments of a network, in its order. */
    static List<Segment> of(NetworkGraph graph, Precision precision) {
        List<Segment> segments = new ArrayList<>();
        int next = 1;
        for (Block block : graph.blocks()) {
            single(graph, next, block.first() - 1, precision, segments);
            List<Primitive> operators = Primitive.of(graph, block.first(), block.last(), precision);
            if (!operators.isEmpty()) {
                segments.add(new Segment(block.name(), key(graph, block, operators, precision), operators));
            }
            next = block.last() + 1;
        }
        single(graph, next, graph.nodes().size() - 1, precision, segments);
        return segments;
    }

    private static void single(NetworkGraph graph, int first, int last, Precision precision, List<Segment> to) {
        for (Primitive operator : Primitive.of(graph, first, last, precision)) {
            to.add(new Segment(operator.name(), Optional.empty(), List.of(operator)));
        }
    }

    private static Optional<OperatorKey> key(
            NetworkGraph graph, Block block, List<Primitive> operators, Precision precision) {
        OperatorKind kind = switch (block.kind()) {
            case FIRE -> OperatorKind.FIRE;
            case INVERTED_BOTTLENECK -> expands(operators) ? OperatorKind.INVERTED_BOTTLENECK : OperatorKind.SEPARABLE;
            case RESIDUAL_BOTTLENECK -> OperatorKind.RESIDUAL_BOTTLENECK;
            case SEPARABLE -> OperatorKind.SEPARABLE;
            case PLAIN -> OperatorKind.PLAIN;
            case SKIP -> OperatorKind.SKIP;
            case STEM, HEAD -> null;
        };
        if (kind == null) {
            return Optional.empty();
        }
        OperatorForm form = new OperatorForm(kind, block.kernel(), block.stride(), block.ratio(), block.groups());
        return Optional.of(new OperatorKey(
                form, graph.inputShape(block.first()), graph.shape(block.last()).channels(), precision));
    }

    private static boolean expands(List<Primitive> operators) {
        return operators.get(0).key().kind() != OperatorKind.DEPTHWISE_CONVOLUTION;
    }
}
