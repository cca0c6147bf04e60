package org.lampyris.evaluation.proxy;

import org.lampyris.evaluation.training.InitialWeights;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.space.graph.NetworkGraph;

/**
 * Synaptic flow: an image of ones goes through the network with the absolute values of its weights, the outputs are
 * added up to R, and the score is the logarithm of the sum of |weight x dR/dweight| over the weights of all convolutions
 * and dense layers. Needs no images. Batch normalisation is left out: with its initial running statistics it changes
 * nothing.
 *
 * <p>With weights and activations that are never negative that sum is the slope of R as all weights grow together, so
 * one pass forward is enough: see {@link Flow}.
 *
 * @see <a href="https://arxiv.org/abs/2006.05467">Tanaka et al., Pruning neural networks without any data by iteratively
 *     conserving synaptic flow, 2020, section 6</a>
 * @see <a href="https://arxiv.org/abs/2101.08134">Abdelfattah et al., Zero-Cost Proxies for Lightweight NAS, 2021,
 *     section 3.2</a>
 */
public final class SynFlow implements ZeroCostProxy {

    @Override
    public double score(NetworkGraph graph, long seed) {
        return score(graph, InitialWeights.of(graph, seed));
    }

    /** The score with weights that are given, which {@linkplain NetworkWeights#check fit} the graph. */
    static double score(NetworkGraph graph, NetworkWeights weights) {
        return new FlowInterpreter(graph, weights).output().logGrowth();
    }
}
