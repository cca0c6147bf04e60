package org.lampyris.space.graph;

import java.util.List;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;

/**
 * What can be counted on a network without running it, for one image.
 *
 * @param parameters trained values: weights, biases, and two for each channel of a batch normalisation
 * @param multiplyAdds of convolutions and dense layers; all other operators count none
 * @param weightBytes the parameters in float32, before batch normalisation is folded
 * @param peakActivationBytes activations in float32 that are held at the worst moment of the best order of execution.
 *     An operator holds its inputs and its result; batch normalisation and activation right after a convolution, dense
 *     layer, addition or multiplication work in place, as deployed networks fold them. Exact, except where a stretch of
 *     over 62 operators without a bottleneck between them, or of over 20,000 sets of operators that can be finished
 *     together, has no single order: there it is the peak of the graph's own order, an upper bound.
 */
public record GraphStatistics(long parameters, long multiplyAdds, long weightBytes, long peakActivationBytes) {
    private static final int FLOAT_BYTES = 4;

    public static GraphStatistics of(NetworkGraph graph) {
        long parameters = 0;
        long multiplyAdds = 0;
        for (int node = 1; node < graph.nodes().size(); node++) {
            parameters += parameters(graph, node);
            multiplyAdds += multiplyAdds(graph, node);
        }
        return new GraphStatistics(
                parameters, multiplyAdds, FLOAT_BYTES * parameters, FLOAT_BYTES * PeakMemory.elements(graph));
    }

    /** The trained values of one node. */
    public static long parameters(NetworkGraph graph, int node) {
        Operator operator = graph.nodes().get(node).operator();
        if (operator instanceof Convolution c) {
            return c.outChannels() * weightsPerOutput(c, graph.inputShape(node)) + (c.bias() ? c.outChannels() : 0);
        }
        if (operator instanceof BatchNormalization) {
            return 2L * graph.shape(node).channels();
        }
        return operator instanceof Dense d ? d.units() * (graph.inputShape(node).elements() + 1) : 0;
    }

    /** The multiply-adds of one node; a bias counts none. */
    public static long multiplyAdds(NetworkGraph graph, int node) {
        Operator operator = graph.nodes().get(node).operator();
        if (operator instanceof Convolution c) {
            return graph.shape(node).elements() * weightsPerOutput(c, graph.inputShape(node));
        }
        return operator instanceof Dense d ? d.units() * graph.inputShape(node).elements() : 0;
    }

    /** The values that one node reads and writes: those of its inputs and its result, without weights. */
    public static long activationElements(NetworkGraph graph, int node) {
        List<Integer> inputs = graph.nodes().get(node).inputs();
        long elements = graph.shape(node).elements();
        for (int i = 0; i < inputs.size(); i++) {
            elements += graph.shape(inputs.get(i)).elements();
        }
        return elements;
    }

    private static long weightsPerOutput(Convolution convolution, TensorShape in) {
        return in.channels() / convolution.groups() * convolution.window().values();
    }
}
