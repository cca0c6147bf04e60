package org.lampyris.evaluation.onnx.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.onnx.UniqueNames;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.TensorShape;

/** A network in the making; its nodes' weights may still change. */
final class Sketch {
    private static final long MAX_ELEMENTS = 1L << 28;

    private final List<Node> nodes = new ArrayList<>();
    private final List<Map<String, float[]>> weights = new ArrayList<>();
    private final UniqueNames names = new UniqueNames();
    private final GraphBuilder shapes;
    private final MemoryBudget budget;

    Sketch(String input, TensorShape image, MemoryBudget budget) {
        this.shapes = new GraphBuilder(checked(image));
        this.budget = budget;
        nodes.add(new Node(names.take(input), new Operator.Input(image), List.of()));
        weights.add(Map.of());
    }

    /**
     * @param weights by their suffix, as {@link NetworkWeights} names them; not to be changed by others any more
     * @return the node's index
     * @throws IllegalArgumentException if the operator can't take these inputs
     */
    int add(String wish, Operator operator, Map<String, float[]> weights, int... inputs) {
        String name = names.take(wish.isBlank() ? "node" : wish);
        int index = shapes.add(name, operator, inputs);
        checked(shapes.shape(index));
        nodes.add(new Node(name, operator, Arrays.stream(inputs).boxed().toList()));
        this.weights.add(new HashMap<>(weights));
        return index;
    }

    int add(String wish, Operator operator, int... inputs) {
        return add(wish, operator, Map.of(), inputs);
    }

    TensorShape shape(int node) {
        return shapes.shape(node);
    }

    Node node(int index) {
        return nodes.get(index);
    }

    /** Whether {@link #scale} and {@link #shift} can be done to a node's weights. */
    boolean isLinear(int node) {
        Operator operator = nodes.get(node).operator();
        return operator instanceof Convolution || operator instanceof Dense || operator instanceof BatchNormalization;
    }

    /** Multiplies a node's results, a factor for each channel. */
    void scale(int node, float[] factors) {
        Map<String, float[]> tensors = weights.get(node);
        for (String suffix :
                List.of(NetworkWeights.WEIGHT, NetworkWeights.BIAS, NetworkWeights.GAMMA, NetworkWeights.BETA)) {
            float[] values = tensors.getOrDefault(suffix, new float[0]);
            int each = values.length / factors.length;
            for (int i = 0; i < values.length; i++) {
                values[i] *= factors[i / each];
            }
        }
    }

    /** Adds to a node's results, a summand for each channel. */
    void shift(int node, float[] summands) {
        Node old = nodes.get(node);
        String suffix = NetworkWeights.BIAS;
        if (old.operator() instanceof BatchNormalization) {
            suffix = NetworkWeights.BETA;
        } else if (old.operator() instanceof Convolution c && !c.bias()) {
            nodes.set(
                    node,
                    new Node(old.name(), new Convolution(c.outChannels(), c.window(), c.groups(), true), old.inputs()));
            weights.get(node).put(suffix, new float[budget.take(summands.length, Float.BYTES)]);
        }
        float[] values = weights.get(node).getOrDefault(suffix, new float[0]);
        for (int i = 0; i < values.length; i++) {
            values[i] += summands[i];
        }
    }

    /** The network that ends in a node; what that doesn't need is left out. */
    WeightedNetwork endingIn(int last) {
        boolean[] needed = new boolean[last + 1];
        needed[0] = true;
        needed[last] = true;
        for (int i = last; i > 0; i--) {
            if (needed[i]) {
                nodes.get(i).inputs().forEach(input -> needed[input] = true);
            }
        }
        int[] moved = new int[last + 1];
        List<Node> kept = new ArrayList<>();
        List<Integer> origins = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            if (needed[i]) {
                moved[i] = kept.size();
                Node node = nodes.get(i);
                List<Integer> inputs =
                        node.inputs().stream().map(input -> moved[input]).toList();
                kept.add(new Node(node.name(), node.operator(), inputs));
                origins.add(i);
            }
        }
        NetworkGraph graph = new NetworkGraph(kept, List.of());
        SortedMap<String, List<Integer>> expected = NetworkWeights.expectedShapes(graph);
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        for (int i = 0; i < kept.size(); i++) {
            String name = kept.get(i).name();
            weights.get(origins.get(i)).forEach((suffix, values) -> {
                budget.take(values.length, Float.BYTES);
                tensors.put(name + suffix, Tensor.of(values, expected.getOrDefault(name + suffix, List.of())));
            });
        }
        return new WeightedNetwork(graph, new NetworkWeights(tensors));
    }

    private static TensorShape checked(TensorShape shape) {
        double elements = (double) shape.channels() * shape.height() * shape.width();
        if (elements > MAX_ELEMENTS) {
            throw new IllegalArgumentException("a result of " + shape + " has over " + MAX_ELEMENTS + " values");
        }
        return shape;
    }
}
