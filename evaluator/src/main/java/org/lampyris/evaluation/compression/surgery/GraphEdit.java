package org.lampyris.evaluation.compression.surgery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.Block;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator;

/**
 * A network's graph while it is changed. Nodes are meant by their index in the graph that it began with. Nodes that
 * nothing uses any more vanish by themselves, and with them the blocks that they were part of.
 */
public final class GraphEdit {
    private final NetworkGraph graph;
    private final List<Node> nodes;
    /** Whose result is taken for each node's. */
    private final int[] standIns;
    /** What follows each replaced node. */
    private final Map<Integer, List<Layer>> followers = new HashMap<>();

    public GraphEdit(NetworkGraph graph) {
        this.graph = graph;
        this.nodes = new ArrayList<>(graph.nodes());
        this.standIns = IntStream.range(0, nodes.size()).toArray();
    }

    /** A new node of a chain. */
    public record Layer(String name, Operator operator) {}

    /** Whoever takes the result of a node takes that of an earlier one instead. */
    public void bypass(int node, int earlier) {
        if (earlier >= node) {
            throw new IllegalArgumentException(nodes.get(node).name() + " can't be replaced by "
                    + nodes.get(earlier).name());
        }
        standIns[node] = earlier;
    }

    /** Gives a node another operator and other inputs, all of them earlier. */
    public void change(int node, Operator operator, List<Integer> inputs) {
        nodes.set(node, new Node(nodes.get(node).name(), operator, inputs));
    }

    /** Puts a chain in a node's place: the first layer takes the node's inputs, each other one the result before it. */
    public void replace(int node, List<Layer> chain) {
        Layer first = chain.get(0);
        nodes.set(node, new Node(first.name(), first.operator(), nodes.get(node).inputs()));
        followers.put(node, List.copyOf(chain.subList(1, chain.size())));
    }

    /** @throws IllegalArgumentException if the shapes of what is left don't fit */
    public NetworkGraph build() {
        boolean[] used = used();
        int[] places = new int[nodes.size()];
        List<Node> kept = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (used[i]) {
                Node node = nodes.get(i);
                List<Integer> inputs = node.inputs().stream()
                        .map(input -> places[standIn(input)])
                        .toList();
                kept.add(new Node(node.name(), node.operator(), inputs));
                for (Layer layer : followers.getOrDefault(i, List.of())) {
                    kept.add(new Node(layer.name(), layer.operator(), List.of(kept.size() - 1)));
                }
                places[i] = kept.size() - 1;
            }
        }
        List<Block> blocks = graph.blocks().stream()
                .filter(block -> IntStream.rangeClosed(block.first(), block.last())
                        .allMatch(i -> used[i] && !followers.containsKey(i)))
                .map(block -> block.between(places[block.first()], places[block.last()]))
                .toList();
        return BlockForms.renewed(new NetworkGraph(kept, blocks));
    }

    /**
     * The changed graph with its weights.
     *
     * @param tensors those that it needs, perhaps with others
     * @throws IllegalArgumentException if one is missing or shapes don't fit
     */
    public WeightedNetwork build(Map<String, Tensor> tensors) {
        NetworkGraph changed = build();
        Map<String, Tensor> needed = new TreeMap<>(tensors);
        needed.keySet().retainAll(NetworkWeights.expectedShapes(changed).keySet());
        return new WeightedNetwork(changed, NetworkWeights.of(needed));
    }

    private int standIn(int node) {
        int found = node;
        while (standIns[found] != found) {
            found = standIns[found];
        }
        return found;
    }

    private boolean[] used() {
        boolean[] used = new boolean[nodes.size()];
        used[standIn(nodes.size() - 1)] = true;
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (used[i]) {
                nodes.get(i).inputs().forEach(input -> used[standIn(input)] = true);
            }
        }
        return used;
    }
}
