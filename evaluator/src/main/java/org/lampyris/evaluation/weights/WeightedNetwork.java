package org.lampyris.evaluation.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Softmax;

/** A network that has been trained: a graph and the weights of its nodes. */
public record WeightedNetwork(NetworkGraph graph, NetworkWeights weights) {

    /** @throws IllegalArgumentException if the weights aren't those of the graph */
    public WeightedNetwork {
        weights.check(graph);
    }

    /**
     * The network that a device runs: each batch normalisation that is the only one to take a convolution's result is
     * folded into the convolution, which gets a bias. Computes the same but for rounding. Blocks are kept.
     */
    public WeightedNetwork folded() {
        List<Node> nodes = graph.nodes();
        int[] normalizations = normalizations();
        int[] moved = new int[nodes.size()];
        List<Node> kept = new ArrayList<>();
        Map<String, Tensor> tensors = new TreeMap<>(weights.tensors());
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            int source = node.inputs().isEmpty() ? -1 : node.inputs().get(0);
            if (source >= 0 && normalizations[source] == i) {
                moved[i] = moved[source];
                continue;
            }
            moved[i] = kept.size();
            List<Integer> inputs =
                    node.inputs().stream().map(input -> moved[input]).toList();
            boolean folds = normalizations[i] >= 0;
            kept.add(new Node(node.name(), folds ? biased((Convolution) node.operator()) : node.operator(), inputs));
            if (folds) {
                fold(node.name(), nodes.get(normalizations[i]).name(), tensors);
            }
        }
        return new WeightedNetwork(
                new NetworkGraph(
                        kept,
                        graph.blocks().stream()
                                .map(block -> block.between(moved[block.first()], moved[block.last()]))
                                .toList()),
                NetworkWeights.of(tensors));
    }

    /** The same without a softmax at its end: which class comes first, and training, need the outputs before it only. */
    public WeightedNetwork withoutSoftmax() {
        List<Node> nodes = graph.nodes();
        return nodes.get(nodes.size() - 1).operator() instanceof Softmax
                ? new WeightedNetwork(new NetworkGraph(nodes.subList(0, nodes.size() - 1), List.of()), weights)
                : this;
    }

    private static Convolution biased(Convolution c) {
        return new Convolution(c.outChannels(), c.window(), c.groups(), true);
    }

    private void fold(String convolution, String normalization, Map<String, Tensor> tensors) {
        FoldedConvolution folded = FoldedConvolution.of(
                weights.get(convolution + NetworkWeights.WEIGHT),
                tensors.get(convolution + NetworkWeights.BIAS),
                normalization,
                weights);
        tensors.put(convolution + NetworkWeights.WEIGHT, folded.weight());
        tensors.put(convolution + NetworkWeights.BIAS, folded.bias());
        for (String suffix :
                List.of(NetworkWeights.GAMMA, NetworkWeights.BETA, NetworkWeights.MEAN, NetworkWeights.VARIANCE)) {
            tensors.remove(normalization + suffix);
        }
    }

    /** For each node the batch normalisation that folds into it, or -1. */
    private int[] normalizations() {
        List<Node> nodes = graph.nodes();
        int[] found = new int[nodes.size()];
        List<List<Integer>> consumers = graph.consumers();
        for (int i = 0; i < nodes.size(); i++) {
            int only = consumers.get(i).size() == 1 ? consumers.get(i).get(0) : -1;
            boolean folds = only >= 0
                    && nodes.get(only).operator() instanceof BatchNormalization
                    && nodes.get(i).operator() instanceof Convolution;
            found[i] = folds ? only : -1;
        }
        return found;
    }
}
