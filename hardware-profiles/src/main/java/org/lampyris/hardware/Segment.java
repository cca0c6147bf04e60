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
 * @param middle whether this is a block other than stem and head
 * @param block what a table may hold the part under as a whole
 * @param operators what it consists of
 */
record Segment(String name, boolean middle, Optional<OperatorKey> block, List<Primitive> operators) {

    /** The segments of a network, in its order. */
    static List<Segment> of(NetworkGraph graph, Precision precision) {
        List<Segment> segments = new ArrayList<>();
        int next = 1;
        for (Block block : graph.blocks()) {
            single(graph, next, block.first() - 1, precision, segments);
            List<Primitive> operators = Primitive.of(graph, block.first(), block.last(), precision);
            if (!operators.isEmpty()) {
                boolean middle = block.kind() != Block.Kind.STEM && block.kind() != Block.Kind.HEAD;
                Optional<OperatorKey> key =
                        kind(block, operators).map(kind -> key(graph, block, kind, precision(operators)));
                segments.add(new Segment(block.name(), middle, key, operators));
            }
            next = block.last() + 1;
        }
        single(graph, next, graph.nodes().size() - 1, precision, segments);
        return segments;
    }

    private static void single(NetworkGraph graph, int first, int last, Precision precision, List<Segment> to) {
        for (Primitive operator : Primitive.of(graph, first, last, precision)) {
            to.add(new Segment(operator.name(), false, Optional.empty(), List.of(operator)));
        }
    }

    private static Optional<OperatorKind> kind(Block block, List<Primitive> operators) {
        return switch (block.kind()) {
            case FIRE -> Optional.of(OperatorKind.FIRE);
            case INVERTED_BOTTLENECK -> bottleneck(operators);
            case RESIDUAL_BOTTLENECK -> Optional.of(OperatorKind.RESIDUAL_BOTTLENECK);
            case SEPARABLE -> Optional.of(OperatorKind.SEPARABLE);
            case PLAIN -> Optional.of(OperatorKind.PLAIN);
            case SKIP -> Optional.of(OperatorKind.SKIP);
            case STEM, HEAD, REDUCED -> Optional.empty();
        };
    }

    /** Without its first convolution it is a separable block, unless its input is added. */
    private static Optional<OperatorKind> bottleneck(List<Primitive> operators) {
        if (operators.get(0).key().kind() != OperatorKind.DEPTHWISE_CONVOLUTION) {
            return Optional.of(OperatorKind.INVERTED_BOTTLENECK);
        }
        boolean adds = operators.stream().anyMatch(operator -> operator.key().kind() == OperatorKind.ADDITION);
        return adds ? Optional.empty() : Optional.of(OperatorKind.SEPARABLE);
    }

    /** That of the operators with weights, which have one. */
    private static Precision precision(List<Primitive> operators) {
        return operators.stream()
                .filter(operator -> operator.work().weights() > 0)
                .findFirst()
                .orElse(operators.get(0))
                .key()
                .precision();
    }

    /** The same in other numbers. */
    Segment at(Precision precision) {
        return new Segment(
                name,
                middle,
                block.map(key -> key.at(precision)),
                operators.stream().map(operator -> operator.at(precision)).toList());
    }

    /** Whether all of it is in such numbers. */
    boolean isAt(Precision precision) {
        return operators.stream().allMatch(operator -> operator.key().precision() == precision);
    }

    private static OperatorKey key(NetworkGraph graph, Block block, OperatorKind kind, Precision precision) {
        OperatorForm form = new OperatorForm(
                kind, block.kernel(), block.stride(), kind.hasRatio() ? block.ratio() : 1, block.groups());
        return new OperatorKey(
                form, graph.inputShape(block.first()), graph.shape(block.last()).channels(), precision);
    }
}
