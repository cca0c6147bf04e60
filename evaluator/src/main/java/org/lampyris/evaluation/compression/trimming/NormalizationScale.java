package org.lampyris.evaluation.compression.trimming;

import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator.BatchNormalization;

/** The absolute scale of batch normalisations, and the norm of filters that none follows. */
record NormalizationScale() implements Importance {

    @Override
    public double[] channels(WeightedNetwork network, int index) {
        Node node = network.graph().nodes().get(index);
        if (!(node.operator() instanceof BatchNormalization)) {
            return isNormalized(network, index)
                    ? new double[0]
                    : Importance.l2().channels(network, index);
        }
        Tensor gamma = network.weights().get(node.name() + NetworkWeights.GAMMA);
        double[] scales = new double[gamma.size()];
        for (int channel = 0; channel < scales.length; channel++) {
            scales[channel] = Math.abs(gamma.value(channel));
        }
        return scales;
    }

    private static boolean isNormalized(WeightedNetwork network, int index) {
        return network.graph().nodes().stream()
                .anyMatch(node -> node.operator() instanceof BatchNormalization
                        && node.inputs().contains(index));
    }
}
