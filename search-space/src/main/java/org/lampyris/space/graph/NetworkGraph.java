package org.lampyris.space.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A network: operators in topological order, the first the input, the last the output (the logits, one a class). The
 * shapes of all results are inferred on construction, so a graph that exists is consistent.
 */
public final class NetworkGraph {
    private final List<Node> nodes;
    private final List<Block> blocks;
    private final List<TensorShape> shapes;

    /**
     * @param blocks runs of nodes that don't overlap, in order; nodes outside of any stand for themselves
     * @throws IllegalArgumentException if names repeat, an input comes later, or shapes don't fit
     */
    public NetworkGraph(List<Node> nodes, List<Block> blocks) {
        this.nodes = List.copyOf(nodes);
        this.blocks = List.copyOf(blocks);
        List<TensorShape> inferred = new ArrayList<>(nodes.size());
        Set<String> names = new HashSet<>();
        for (Node node : this.nodes) {
            if (!names.add(node.name())) {
                throw new IllegalArgumentException("two nodes have the name " + node.name());
            }
            List<TensorShape> inputs = new ArrayList<>(node.inputs().size());
            for (int input : node.inputs()) {
                if (input < 0 || input >= inferred.size()) {
                    throw new IllegalArgumentException(node.name() + " comes before its input " + input);
                }
                inputs.add(inferred.get(input));
            }
            inferred.add(ShapeInference.result(node, inputs));
        }
        if (inferred.isEmpty() || !(this.nodes.get(0).operator() instanceof Operator.Input)) {
            throw new IllegalArgumentException("the first node must be the input");
        }
        int end = 0;
        for (Block block : this.blocks) {
            if (block.first() < end || block.last() < block.first() || block.last() >= nodes.size()) {
                throw new IllegalArgumentException("the block " + block.name() + " overlaps or has no nodes");
            }
            end = block.last() + 1;
        }
        this.shapes = List.copyOf(inferred);
    }

    public List<Node> nodes() {
        return nodes;
    }

    public List<Block> blocks() {
        return blocks;
    }

    /** The shape of each node's result. */
    public List<TensorShape> shapes() {
        return shapes;
    }

    public TensorShape shape(int node) {
        return shapes.get(node);
    }

    /** The shape of a node's first input. */
    public TensorShape inputShape(int node) {
        return shapes.get(nodes.get(node).inputs().get(0));
    }

    /** The image's shape. */
    public TensorShape input() {
        return shapes.get(0);
    }

    /** The number of classes. */
    public int classes() {
        return shapes.get(shapes.size() - 1).channels();
    }
}
