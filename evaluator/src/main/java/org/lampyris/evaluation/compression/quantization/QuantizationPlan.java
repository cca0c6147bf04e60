package org.lampyris.evaluation.compression.quantization;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;

/**
 * How the weights of each layer of a network are quantized. Biases are not: runtimes hold them in 32 bits.
 *
 * @param weights for all layers that have no quantizer of their own
 * @param layers quantizers by the names of convolutions and dense layers
 */
public record QuantizationPlan(WeightQuantizer weights, SortedMap<String, WeightQuantizer> layers) {
    public QuantizationPlan {
        layers = Collections.unmodifiableSortedMap(new TreeMap<>(layers));
    }

    /** The same for all layers. */
    public static QuantizationPlan of(WeightQuantizer weights) {
        return new QuantizationPlan(weights, new TreeMap<>());
    }

    public WeightQuantizer quantizer(String layer) {
        return layers.getOrDefault(layer, weights);
    }

    /** The convolutions and dense layers of a network in their order. */
    public static List<String> layers(NetworkGraph graph) {
        return graph.nodes().stream()
                .filter(node -> node.operator() instanceof Convolution || node.operator() instanceof Dense)
                .map(Node::name)
                .toList();
    }

    /**
     * Holds the plan against a network.
     *
     * @throws IllegalArgumentException if it names a layer that the network doesn't have
     */
    public void check(NetworkGraph graph) {
        List<String> known = layers(graph);
        for (String layer : layers.keySet()) {
            if (!known.contains(layer)) {
                throw new IllegalArgumentException("the network has no convolution or dense layer " + layer);
            }
        }
    }

    /**
     * The network with what is left of its weights. It should be folded: what is rounded is what is here.
     *
     * @throws IllegalArgumentException if the plan names a layer that the network doesn't have
     */
    public WeightedNetwork project(WeightedNetwork network) {
        check(network.graph());
        Map<String, Tensor> tensors = new TreeMap<>(network.weights().tensors());
        for (String layer : layers(network.graph())) {
            tensors.computeIfPresent(
                    layer + NetworkWeights.WEIGHT,
                    (name, tensor) -> quantizer(layer).project(tensor));
        }
        return new WeightedNetwork(network.graph(), NetworkWeights.of(tensors));
    }

    /** The bits of all weights of convolutions and dense layers, without biases. */
    public long bits(WeightedNetwork network) {
        return layers(network.graph()).stream()
                .mapToLong(layer -> quantizer(layer).bits(network.weights().get(layer + NetworkWeights.WEIGHT)))
                .sum();
    }
}
