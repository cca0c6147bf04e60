package org.lampyris.evaluation.proxy;

import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.training.InitialNetwork;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.space.graph.NetworkGraph;

/**
 * How different the images of one batch look to the untrained network: the logarithm of the determinant of the
 * {@linkplain CodeKernel kernel} of their binary ReLU codes.
 *
 * @see <a href="https://arxiv.org/abs/2006.04647">Mellor et al., Neural Architecture Search without Training, 2021,
 *     section 3</a>
 */
public final class Naswot implements ZeroCostProxy {
    private final Dataset data;
    private final int batchSize;

    public Naswot(Dataset data, int batchSize) {
        this.data = data;
        this.batchSize = batchSize;
    }

    @Override
    public double score(NetworkGraph graph, long seed) throws TrainingException {
        try (InitialNetwork network = InitialNetwork.of(graph, data, batchSize, seed)) {
            CodeKernel kernel = new CodeKernel(network.batchSize());
            network.rectified(kernel::add);
            return kernel.logDeterminant();
        }
    }
}
