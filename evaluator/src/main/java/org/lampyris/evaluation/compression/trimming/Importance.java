package org.lampyris.evaluation.compression.trimming;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.NetworkGraph;

/** How much a network needs its channels; any unit, as long as more is more. */
@FunctionalInterface
public interface Importance {

    /**
     * What the weights of one node tell.
     *
     * @return a value of at least 0 for each output channel; empty if the node tells nothing
     */
    double[] channels(WeightedNetwork network, int node);

    /** The sum of absolute weights of a channel's filter (Li et al. 2017, Pruning Filters for Efficient ConvNets). */
    static Importance l1() {
        return new FilterNorm(1);
    }

    /** The Euclidean norm of a channel's filter, as in CompactNet and NetAdapt. */
    static Importance l2() {
        return new FilterNorm(2);
    }

    /**
     * The absolute scale of the batch normalisation (Liu et al. 2017, Network Slimming); of a convolution or dense layer
     * that none follows directly, the Euclidean norm of the filter.
     */
    static Importance gamma() {
        return new NormalizationScale();
    }

    /**
     * The first-order estimate of what the loss changes by.
     *
     * @param gradients of the loss by the weights, under the weights' names
     */
    static Importance taylor(Map<String, Tensor> gradients) {
        return new Taylor(gradients);
    }

    /** For each unit of a group the sum over its members. */
    default double[] units(WeightedNetwork network, ChannelGroup group) {
        Map<String, Integer> indices = indices(network.graph());
        double[] sums = new double[group.size()];
        group.channels().forEach((node, units) -> {
            double[] values = channels(network, indices.getOrDefault(node, 0));
            for (int unit = 0; unit < sums.length && values.length > 0; unit++) {
                for (int channel : units.get(unit)) {
                    sums[unit] += values[channel];
                }
            }
        });
        return sums;
    }

    /** What all channels of some nodes have of the whole network's importance, 0 to 1. */
    default double share(WeightedNetwork network, Collection<String> nodes) {
        Set<String> some = new HashSet<>(nodes);
        double part = 0;
        double whole = 0;
        for (int node = 1; node < network.graph().nodes().size(); node++) {
            double sum = 0;
            for (double value : channels(network, node)) {
                sum += value;
            }
            whole += sum;
            part += some.contains(network.graph().nodes().get(node).name()) ? sum : 0;
        }
        return whole > 0 ? part / whole : 0;
    }

    private static Map<String, Integer> indices(NetworkGraph graph) {
        Map<String, Integer> indices = new HashMap<>();
        graph.nodes().forEach(node -> indices.put(node.name(), indices.size()));
        return indices;
    }
}
