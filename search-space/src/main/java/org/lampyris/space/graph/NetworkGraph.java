package org.lampyris.space.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A network: operators in topological order, the first the input, the last the output (the logits, one a class). The
 * shapes of all results are inferred on construction, so a graph that exists is consistent: it has one input, and every
 * other node works on it and for the output.
 */
public final class NetworkGraph {
    private final List<Node> nodes;
    private final List<Block> blocks;
    private final List<TensorShape> shapes;
    private final SortedMap<String, WeightFormat> formats;

    /**
     * @param blocks runs of nodes that don't overlap, in order; nodes outside of any stand for themselves
     * @throws IllegalArgumentException if names repeat, an input comes later, a result isn't used, or shapes don't fit
     */
    public NetworkGraph(List<Node> nodes, List<Block> blocks) {
        this(nodes, blocks, shapesOf(nodes), Map.of());
    }

    NetworkGraph(List<Node> nodes, List<Block> blocks, List<TensorShape> shapes, Map<String, WeightFormat> formats) {
        this.nodes = List.copyOf(nodes);
        this.blocks = List.copyOf(blocks);
        this.shapes = List.copyOf(shapes);
        this.formats = Collections.unmodifiableSortedMap(new TreeMap<>(formats));
        checkNodes();
        checkBlocks();
        checkFormats();
    }

    private static List<TensorShape> shapesOf(List<Node> nodes) {
        List<TensorShape> shapes = new ArrayList<>(nodes.size());
        for (Node node : nodes) {
            shapes.add(ShapeInference.result(node, shapes));
        }
        return shapes;
    }

    private void checkNodes() {
        if (nodes.isEmpty() || !(nodes.get(0).operator() instanceof Operator.Input)) {
            throw new IllegalArgumentException("the first node must be the input");
        }
        Set<String> names = new HashSet<>(2 * nodes.size());
        boolean[] used = new boolean[nodes.size()];
        used[nodes.size() - 1] = true;
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (!names.add(node.name())) {
                throw new IllegalArgumentException("two nodes have the name " + node.name());
            }
            if (!used[i]) {
                throw new IllegalArgumentException("nothing uses the result of " + node.name());
            }
            if (i > 0 && node.operator() instanceof Operator.Input) {
                throw new IllegalArgumentException(node.name() + " is a second input");
            }
            for (int input : node.inputs()) {
                used[input] = true;
            }
        }
    }

    /** For each node those that take its result, one that takes it twice twice. */
    public List<List<Integer>> consumers() {
        List<List<Integer>> consumers = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            consumers.add(new ArrayList<>());
            for (int input : nodes.get(i).inputs()) {
                consumers.get(input).add(i);
            }
        }
        return consumers;
    }

    private void checkBlocks() {
        int end = 0;
        for (Block block : blocks) {
            if (block.first() < end || block.last() < block.first() || block.last() >= nodes.size()) {
                throw new IllegalArgumentException("the block " + block.name() + " overlaps or has no nodes");
            }
            end = block.last() + 1;
        }
    }

    private void checkFormats() {
        Set<String> weighted = new HashSet<>();
        nodes.stream().filter(NetworkGraph::hasWeights).map(Node::name).forEach(weighted::add);
        formats.forEach((name, format) -> {
            if (format.isPlain() || !weighted.contains(name)) {
                throw new IllegalArgumentException(name + " has no weights in the format " + format);
            }
        });
    }

    /** Whether this is a convolution or a dense layer. */
    static boolean hasWeights(Node node) {
        return node.operator() instanceof Operator.Convolution || node.operator() instanceof Operator.Dense;
    }

    /** The formats of weights other than {@link WeightFormat#PLAIN}, by the names of nodes. */
    public SortedMap<String, WeightFormat> formats() {
        return formats;
    }

    /** How a device holds a node's weights. */
    public WeightFormat format(int node) {
        return formats.isEmpty()
                ? WeightFormat.PLAIN
                : formats.getOrDefault(nodes.get(node).name(), WeightFormat.PLAIN);
    }

    /** The same network with the weights of all convolutions and dense layers in one format. */
    public NetworkGraph in(WeightFormat format) {
        Map<String, WeightFormat> all = new TreeMap<>();
        if (!format.isPlain()) {
            nodes.stream().filter(NetworkGraph::hasWeights).forEach(node -> all.put(node.name(), format));
        }
        return new NetworkGraph(nodes, blocks, shapes, all);
    }

    /** The same network with all weights in {@link WeightFormat#PLAIN}. */
    public NetworkGraph withoutFormats() {
        return formats.isEmpty() ? this : new NetworkGraph(nodes, blocks, shapes, Map.of());
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
