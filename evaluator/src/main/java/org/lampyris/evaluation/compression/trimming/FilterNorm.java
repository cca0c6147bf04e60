package org.lampyris.evaluation.compression.trimming;

import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;

/**
 * The norm of each channel's filter, without bias.
 *
 * @param order 1 or 2
 */
record FilterNorm(int order) implements Importance {

    @Override
    public double[] channels(WeightedNetwork network, int index) {
        Node node = network.graph().nodes().get(index);
        if (!(node.operator() instanceof Convolution || node.operator() instanceof Dense)) {
            return new double[0];
        }
        Tensor weight = network.weights().get(node.name() + NetworkWeights.WEIGHT);
        double[] norms = new double[weight.shape().get(0)];
        int each = weight.size() / norms.length;
        for (int channel = 0; channel < norms.length; channel++) {
            double sum = 0;
            for (int i = channel * each; i < (channel + 1) * each; i++) {
                double value = Math.abs((double) weight.value(i));
                sum += order == 1 ? value : value * value;
            }
            norms[channel] = order == 1 ? sum : Math.sqrt(sum);
        }
        return norms;
    }
}
