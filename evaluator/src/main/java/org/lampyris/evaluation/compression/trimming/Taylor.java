package org.lampyris.evaluation.compression.trimming;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;

/**
 * The square of the sum of weight times gradient over what a node's weights hold for a channel: to the first order, what
 * the loss changes by if the channel is set to zero. A convolution before a batch normalisation counts next to nothing,
 * as its scale has no effect; the normalisation's gamma and beta count for it.
 *
 * @see "Importance Estimation for Neural Network Pruning (Molchanov et al. 2019), equations 8 and 9"
 */
record Taylor(SortedMap<String, Tensor> gradients) implements Importance {
    private static final List<String> TRAINED =
            List.of(NetworkWeights.WEIGHT, NetworkWeights.BIAS, NetworkWeights.GAMMA, NetworkWeights.BETA);

    Taylor {
        gradients = Collections.unmodifiableSortedMap(new TreeMap<>(gradients));
    }

    Taylor(Map<String, Tensor> gradients) {
        this(new TreeMap<>(gradients));
    }

    /** @throws IllegalArgumentException if a gradient is missing or has another shape than its weights */
    @Override
    public double[] channels(WeightedNetwork network, int index) {
        String name = network.graph().nodes().get(index).name();
        double[] sums = new double[network.graph().shape(index).channels()];
        boolean any = false;
        for (String suffix : TRAINED) {
            Tensor values = network.weights().tensors().get(name + suffix);
            if (values != null) {
                any = true;
                add(values, gradient(name + suffix, values), sums);
            }
        }
        for (int channel = 0; channel < sums.length; channel++) {
            sums[channel] *= sums[channel];
        }
        return any ? sums : new double[0];
    }

    private Tensor gradient(String name, Tensor values) {
        Tensor gradient = gradients.get(name);
        if (gradient == null || !gradient.shape().equals(values.shape())) {
            throw new IllegalArgumentException("there is no gradient of the shape " + values.shape() + " for " + name);
        }
        return gradient;
    }

    private static void add(Tensor values, Tensor gradient, double[] sums) {
        int each = values.size() / sums.length;
        for (int i = 0; i < values.size(); i++) {
            sums[i / each] += (double) values.value(i) * gradient.value(i);
        }
    }
}
