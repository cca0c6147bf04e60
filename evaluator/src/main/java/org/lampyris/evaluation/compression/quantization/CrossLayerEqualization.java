package org.lampyris.evaluation.compression.quantization;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.Operator.Activation;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.Pooling;

/**
 * Makes the channels between two layers alike in range, so that one scale suits them all: what a layer's output channel
 * is divided by, the next layer's weights of that channel are multiplied by. The network computes the same but for
 * rounding, because what stands between the two (ReLU, poolings) lets positive factors through. Needs no data.
 *
 * @see "Nagel et al., Data-Free Quantization through Weight Equalization and Bias Correction, 2019, section 4.1"
 */
public final class CrossLayerEqualization {
    private static final int SWEEPS = 40;
    private static final double SETTLED = 1e-3;

    private final NetworkGraph graph;
    private final Map<String, float[]> tensors = new TreeMap<>();

    private CrossLayerEqualization(WeightedNetwork network) {
        this.graph = network.graph();
        network.weights().tensors().forEach((name, tensor) -> tensors.put(name, tensor.values()));
    }

    /** Two layers by node; all that reads the first one's result leads to the second one. */
    private record Pair(int first, int second) {}

    /**
     * Equalises all pairs until their factors settle.
     *
     * @param network folded; a batch normalisation that is left separates layers
     */
    public static WeightedNetwork equalize(WeightedNetwork network) {
        CrossLayerEqualization equalization = new CrossLayerEqualization(network);
        List<Pair> pairs = equalization.pairs();
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double change = 0;
            for (Pair pair : pairs) {
                change = Math.max(change, equalization.equalize(pair));
            }
            if (change < SETTLED) {
                break;
            }
        }
        Map<String, Tensor> result = new TreeMap<>();
        network.weights()
                .tensors()
                .forEach((name, old) -> result.put(name, Tensor.of(equalization.values(name), old.shape())));
        return new WeightedNetwork(network.graph(), NetworkWeights.of(result));
    }

    private List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 1; i < graph.nodes().size(); i++) {
            if (isLayer(i)) {
                int next = onlyConsumer(i);
                while (next >= 0 && letsFactorsThrough(graph.nodes().get(next).operator())) {
                    next = onlyConsumer(next);
                }
                if (next >= 0 && isLayer(next)) {
                    pairs.add(new Pair(i, next));
                }
            }
        }
        return pairs;
    }

    private boolean isLayer(int node) {
        Operator operator = graph.nodes().get(node).operator();
        return operator instanceof Convolution || operator instanceof Dense;
    }

    private static boolean letsFactorsThrough(Operator operator) {
        return operator instanceof Pooling
                || operator instanceof GlobalAveragePooling
                || (operator instanceof Activation activation && activation.function() == Activation.Function.RELU);
    }

    /** The only node that reads this one's result, or -1. */
    private int onlyConsumer(int index) {
        List<Integer> all = graph.consumers().get(index);
        return all.size() == 1 ? all.get(0) : -1;
    }

    /** The largest change, as a logarithm. */
    private double equalize(Pair pair) {
        Node first = graph.nodes().get(pair.first());
        float[] own = values(first.name() + NetworkWeights.WEIGHT);
        float[] next = values(graph.nodes().get(pair.second()).name() + NetworkWeights.WEIGHT);
        float[] bias = tensors.get(first.name() + NetworkWeights.BIAS);
        int channels = graph.shape(pair.first()).channels();
        int each = own.length / channels;
        double change = 0;
        for (int channel = 0; channel < channels; channel++) {
            int start = channel * each;
            List<Run> runs = runs(pair.second(), channel, channels, next.length);
            double before = new Run(start, each).largest(own);
            double after =
                    runs.stream().mapToDouble(run -> run.largest(next)).max().orElse(0);
            if (before > 0 && after > 0) {
                double factor = Math.sqrt(after / before);
                new Run(start, each).scale(own, factor);
                runs.forEach(run -> run.scale(next, 1 / factor));
                if (bias != null) {
                    new Run(channel, 1).scale(bias, factor);
                }
                change = Math.max(change, Math.abs(Math.log(factor)));
            }
        }
        return change;
    }

    private float[] values(String name) {
        float[] values = tensors.get(name);
        if (values == null) {
            throw new IllegalArgumentException("there is no tensor " + name);
        }
        return values;
    }

    /** Some weights in a row. */
    private record Run(int start, int length) {
        double largest(float[] weights) {
            double largest = 0;
            for (int i = start; i < start + length; i++) {
                largest = Math.max(largest, Math.abs(weights[i]));
            }
            return largest;
        }

        void scale(float[] weights, double factor) {
            for (int i = start; i < start + length; i++) {
                weights[i] = (float) (weights[i] * factor);
            }
        }
    }

    /** Where the weights stand that a layer applies to a channel of what the layer before made. */
    private List<Run> runs(int layer, int channel, int channels, int size) {
        Operator operator = graph.nodes().get(layer).operator();
        int groups = operator instanceof Convolution c ? c.groups() : 1;
        int filters = graph.shape(layer).channels();
        int perGroup = channels / groups;
        int filtersPerGroup = filters / groups;
        int run = size / filters / perGroup;
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < filtersPerGroup; i++) {
            int filter = channel / perGroup * filtersPerGroup + i;
            runs.add(new Run((filter * perGroup + channel % perGroup) * run, run));
        }
        return runs;
    }
}
