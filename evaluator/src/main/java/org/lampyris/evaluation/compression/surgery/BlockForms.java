package org.lampyris.evaluation.compression.surgery;

import java.util.List;
import org.lampyris.hardware.Segments;
import org.lampyris.space.graph.Block;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Convolution;

/** What became of the blocks of a network whose channels changed. */
final class BlockForms {
    private BlockForms() {}

    /** The network with the blocks that are still what they are called, each with the ratio that it has now. */
    static NetworkGraph renewed(NetworkGraph graph) {
        if (graph.blocks().isEmpty()) {
            return graph;
        }
        List<Block> blocks =
                graph.blocks().stream().map(block -> withRatio(graph, block)).toList();
        return new NetworkGraph(graph.nodes(), Segments.described(new NetworkGraph(graph.nodes(), blocks)));
    }

    private static Block withRatio(NetworkGraph graph, Block block) {
        double whole = switch (block.kind()) {
            case FIRE, RESIDUAL_BOTTLENECK -> graph.shape(block.last()).channels();
            case INVERTED_BOTTLENECK -> graph.inputShape(block.first()).channels();
            case STEM, HEAD, PLAIN, SEPARABLE, SKIP, REDUCED -> 0;
        };
        for (int i = block.last(); whole > 0 && i >= block.first(); i--) {
            if (graph.nodes().get(i).operator() instanceof Convolution) {
                double ratio = graph.inputShape(i).channels() / whole;
                return new Block(
                        block.name(),
                        block.kind(),
                        block.kernel(),
                        block.stride(),
                        ratio,
                        block.groups(),
                        block.first(),
                        block.last());
            }
        }
        return block;
    }
}
