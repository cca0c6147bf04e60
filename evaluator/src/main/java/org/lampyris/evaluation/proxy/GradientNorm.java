package org.lampyris.evaluation.proxy;

import java.util.Map;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.training.InitialNetwork;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.NetworkGraph;

/**
 * The Euclidean norms of the loss's gradients by the weights of each convolution and dense layer, added up, on one batch
 * at initialisation.
 *
 * @see <a href="https://arxiv.org/abs/2101.08134">Abdelfattah et al., Zero-Cost Proxies for Lightweight NAS, 2021,
 *     section 3.2</a>
 */
public final class GradientNorm implements ZeroCostProxy {
    private final Dataset data;
    private final int batchSize;

    public GradientNorm(Dataset data, int batchSize) {
        this.data = data;
        this.batchSize = batchSize;
    }

    @Override
    public double score(NetworkGraph graph, long seed) throws TrainingException {
        try (InitialNetwork network = InitialNetwork.of(graph, data, batchSize, seed)) {
            double sum = 0;
            for (Map.Entry<String, Tensor> gradient : network.gradients().entrySet()) {
                if (gradient.getKey().endsWith(NetworkWeights.WEIGHT)) {
                    sum += norm(gradient.getValue());
                }
            }
            return sum;
        }
    }

    private static double norm(Tensor tensor) {
        double squares = 0;
        for (int i = 0; i < tensor.size(); i++) {
            double value = tensor.value(i);
            squares += value * value;
        }
        return Math.sqrt(squares);
    }
}
