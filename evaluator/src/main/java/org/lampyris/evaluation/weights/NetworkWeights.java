package org.lampyris.evaluation.weights;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.TensorShape;

/**
 * All weights of a network by name. The name is that of the node and a suffix:
 *
 * <table>
 * <caption>Tensors of a node</caption>
 * <tr><th>node</th><th>tensor</th><th>shape</th></tr>
 * <tr><td>convolution {@code X}</td><td>{@code X.weight}</td><td>[out, in / groups, rows, columns] of the kernel</td></tr>
 * <tr><td></td><td>{@code X.bias} (only if the operator has a bias)</td><td>[out]</td></tr>
 * <tr><td>batch normalisation {@code Y}</td><td>{@code Y.gamma}, {@code Y.beta}, {@code Y.mean},
 *     {@code Y.variance}</td><td>[channels]</td></tr>
 * <tr><td>dense {@code Z}</td><td>{@code Z.weight}</td><td>[units, inputs]</td></tr>
 * <tr><td></td><td>{@code Z.bias}</td><td>[units]</td></tr>
 * </table>
 *
 * <p>A convolution computes a cross-correlation, as all deep-learning libraries do. Batch normalisation computes {@code
 * (x - mean) / sqrt(variance + EPSILON) * gamma + beta} with the running mean and variance. A dense node takes its input
 * flattened in the order channel, row, column and computes {@code weight * x + bias}. {@link org.lampyris.space.graph.GraphBuilder} names the
 * batch normalisation of a convolution {@code X} {@code X.bn}.
 *
 * @param tensors by name, in the order of the names
 */
public record NetworkWeights(SortedMap<String, Tensor> tensors) {
    /** What is added to the variance of a batch normalisation, the same everywhere. */
    public static final double EPSILON = 1e-5;

    public static final String WEIGHT = ".weight";
    public static final String BIAS = ".bias";
    public static final String GAMMA = ".gamma";
    public static final String BETA = ".beta";
    public static final String MEAN = ".mean";
    public static final String VARIANCE = ".variance";

    /** @throws IllegalArgumentException if a name is blank */
    public NetworkWeights {
        tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
        if (tensors.keySet().stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a tensor has no name");
        }
    }

    public static NetworkWeights of(Map<String, Tensor> tensors) {
        return new NetworkWeights(new TreeMap<>(tensors));
    }

    /** @throws IllegalArgumentException if there is no such tensor */
    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("there is no tensor " + name);
        }
        return tensor;
    }

    /** The number of values in all tensors. */
    public long size() {
        return tensors.values().stream().mapToLong(Tensor::size).sum();
    }

    /**
     * Holds the weights against a network.
     *
     * @return these weights
     * @throws IllegalArgumentException if a tensor is missing, has another shape, or belongs to no node
     */
    public NetworkWeights check(NetworkGraph graph) {
        SortedMap<String, List<Integer>> expected = expectedShapes(graph);
        expected.forEach((name, shape) -> {
            if (!get(name).shape().equals(shape)) {
                throw new IllegalArgumentException(
                        "the tensor " + name + " has the shape " + get(name).shape() + ", not " + shape);
            }
        });
        for (String name : tensors.keySet()) {
            if (!expected.containsKey(name)) {
                throw new IllegalArgumentException("the tensor " + name + " belongs to no node of the network");
            }
        }
        return this;
    }

    /** The tensors that a network needs, by name, with their shapes. */
    public static SortedMap<String, List<Integer>> expectedShapes(NetworkGraph graph) {
        SortedMap<String, List<Integer>> shapes = new TreeMap<>();
        for (int i = 1; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            TensorShape in = graph.inputShape(i);
            if (node.operator() instanceof Convolution c) {
                List<Integer> kernels = List.of(
                        c.outChannels(),
                        in.channels() / c.groups(),
                        c.window().rows().kernel(),
                        c.window().columns().kernel());
                shapes.put(node.name() + WEIGHT, kernels);
                if (c.bias()) {
                    shapes.put(node.name() + BIAS, List.of(c.outChannels()));
                }
            } else if (node.operator() instanceof BatchNormalization) {
                for (String suffix : List.of(GAMMA, BETA, MEAN, VARIANCE)) {
                    shapes.put(node.name() + suffix, List.of(in.channels()));
                }
            } else if (node.operator() instanceof Dense d) {
                shapes.put(node.name() + WEIGHT, List.of(d.units(), Math.toIntExact(in.elements())));
                shapes.put(node.name() + BIAS, List.of(d.units()));
            }
        }
        return shapes;
    }
}
