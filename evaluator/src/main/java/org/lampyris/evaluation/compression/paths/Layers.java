package org.lampyris.evaluation.compression.paths;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.lampyris.space.graph.Block;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.Operator.Activation;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Convolution;

/** Finds the layers of a network that can be bypassed: those that take one result and make one of the same shape. */
final class Layers {
    private final NetworkGraph graph;

    Layers(NetworkGraph graph) {
        this.graph = graph;
    }

    /**
     * A run of nodes.
     *
     * @param before the node whose result it takes
     */
    record Layer(String name, int first, int last, int before) {}

    /** The blocks, and convolutions outside of blocks with the normalisation and activation right after them. */
    List<Layer> all() {
        List<Layer> layers = new ArrayList<>();
        boolean[] inBlock = new boolean[graph.nodes().size()];
        for (Block block : graph.blocks()) {
            IntStream.rangeClosed(block.first(), block.last()).forEach(i -> inBlock[i] = true);
            layer(block.name(), block.first(), block.last()).ifPresent(layers::add);
        }
        for (int i = 1; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            if (node.operator() instanceof Convolution && !inBlock[i]) {
                layer(node.name(), i, last(i)).ifPresent(layers::add);
            }
        }
        return layers;
    }

    private int last(int convolution) {
        int last = convolution;
        for (int i = convolution + 1; i < graph.nodes().size(); i++) {
            Operator operator = graph.nodes().get(i).operator();
            boolean follows = operator instanceof BatchNormalization || operator instanceof Activation;
            if (!follows || !graph.nodes().get(i).inputs().equals(List.of(last))) {
                break;
            }
            last = i;
        }
        return last;
    }

    /** The run, if all of it works on one result outside and only the last one's is used outside. */
    private Optional<Layer> layer(String name, int first, int last) {
        Set<Integer> outside = new TreeSet<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            boolean inside = i >= first && i <= last;
            for (int input : graph.nodes().get(i).inputs()) {
                if (inside && input < first) {
                    outside.add(input);
                } else if (!inside && input >= first && input < last) {
                    return Optional.empty();
                }
            }
        }
        int before = outside.isEmpty() ? 0 : outside.iterator().next();
        return outside.size() == 1 && graph.shape(before).equals(graph.shape(last))
                ? Optional.of(new Layer(name, first, last, before))
                : Optional.empty();
    }
}
