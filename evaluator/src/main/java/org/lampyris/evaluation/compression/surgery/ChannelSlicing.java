package org.lampyris.evaluation.compression.surgery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.TensorShape;

/**
 * A network with some of its channels only. All that a removed channel's value was used for goes with it, so where it is
 * zero everywhere the network computes what it did. A node none of whose channels are kept vanishes; a concatenation
 * that one input is left of, too.
 */
public final class ChannelSlicing {
    private static final List<String> NORMALIZATION =
            List.of(NetworkWeights.GAMMA, NetworkWeights.BETA, NetworkWeights.MEAN, NetworkWeights.VARIANCE);

    private final NetworkGraph graph;
    private final List<BitSet> kept;

    /** @param kept for each node the output channels that stay */
    public ChannelSlicing(NetworkGraph graph, List<BitSet> kept) {
        this.graph = graph;
        this.kept = List.copyOf(kept);
    }

    /** @throws IllegalArgumentException if that leaves a node without input, or inputs that it can't take */
    public NetworkGraph graph() {
        return edit().build();
    }

    /**
     * The same with weights.
     *
     * @param weights of the whole network
     */
    public WeightedNetwork of(NetworkWeights weights) {
        Map<String, Tensor> tensors = new TreeMap<>(weights.tensors());
        for (int i = 1; i < graph.nodes().size(); i++) {
            if (!kept.get(i).isEmpty()) {
                slice(i, tensors);
            }
        }
        return edit().build(tensors);
    }

    private GraphEdit edit() {
        GraphEdit edit = new GraphEdit(graph);
        for (int i = 1; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            List<Integer> inputs = node.inputs();
            if (node.operator() instanceof Concatenation) {
                inputs = inputs.stream()
                        .filter(input -> !kept.get(input).isEmpty())
                        .toList();
            }
            if (kept.get(i).isEmpty()) {
                continue;
            }
            if (inputs.isEmpty()
                    || inputs.stream().anyMatch(input -> kept.get(input).isEmpty())) {
                throw new IllegalArgumentException("nothing is left that " + node.name() + " could take");
            }
            if (node.operator() instanceof Concatenation && inputs.size() == 1) {
                edit.bypass(i, inputs.get(0));
            } else {
                edit.change(i, resized(i), inputs);
            }
        }
        return edit;
    }

    /** The operator of a node for the channels that are kept: the only place that copies operators. */
    private Operator resized(int node) {
        Operator operator = graph.nodes().get(node).operator();
        int channels = kept.get(node).cardinality();
        if (operator instanceof Convolution c) {
            int groups = c.groups() == 1 ? 1 : inputs(node).length * c.groups() / in(node);
            return new Convolution(channels, c.window(), groups, c.bias());
        }
        return operator instanceof Dense ? new Dense(channels) : operator;
    }

    private void slice(int node, Map<String, Tensor> tensors) {
        String name = graph.nodes().get(node).name();
        Operator operator = graph.nodes().get(node).operator();
        int[] outputs = kept.get(node).stream().toArray();
        if (operator instanceof Convolution c) {
            int[] inputs = c.groups() == 1
                    ? inputs(node)
                    : IntStream.range(0, in(node) / c.groups()).toArray();
            tensors.computeIfPresent(name + NetworkWeights.WEIGHT, (key, weight) -> {
                List<Integer> shape = new ArrayList<>(weight.shape());
                shape.set(0, outputs.length);
                shape.set(1, inputs.length);
                return select(weight, in(node) / c.groups(), outputs, inputs, shape);
            });
            tensors.computeIfPresent(name + NetworkWeights.BIAS, (key, bias) -> select(bias, outputs));
        } else if (operator instanceof BatchNormalization) {
            NORMALIZATION.forEach(
                    suffix -> tensors.computeIfPresent(name + suffix, (key, values) -> select(values, outputs)));
        } else if (operator instanceof Dense) {
            TensorShape in = graph.inputShape(node);
            int[] inputs = inputs(node);
            List<Integer> shape = List.of(outputs.length, inputs.length * in.height() * in.width());
            tensors.computeIfPresent(
                    name + NetworkWeights.WEIGHT,
                    (key, weight) -> select(weight, in.channels(), outputs, inputs, shape));
            tensors.computeIfPresent(name + NetworkWeights.BIAS, (key, bias) -> select(bias, outputs));
        }
    }

    private int in(int node) {
        return graph.inputShape(node).channels();
    }

    /** The channels of a node's first input that are kept. */
    private int[] inputs(int node) {
        return kept.get(graph.nodes().get(node).inputs().get(0)).stream().toArray();
    }

    private static Tensor select(Tensor vector, int[] places) {
        return select(vector, 1, places, new int[] {0}, List.of(places.length));
    }

    /** Takes some rows and columns of a tensor of rows x columns x others. */
    private static Tensor select(Tensor tensor, int columnsOfAll, int[] rows, int[] columns, List<Integer> shape) {
        float[] all = tensor.values();
        int each = all.length / (tensor.shape().get(0) * columnsOfAll);
        float[] some = new float[rows.length * columns.length * each];
        int place = 0;
        for (int row : rows) {
            for (int column : columns) {
                System.arraycopy(all, (row * columnsOfAll + column) * each, some, place, each);
                place += each;
            }
        }
        return Tensor.of(some, shape);
    }
}
