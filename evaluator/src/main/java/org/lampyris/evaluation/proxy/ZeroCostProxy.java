package org.lampyris.evaluation.proxy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;

/**
 * Guesses how good a network will be without training it. Scores are finite and only their order means something: the
 * higher, the better the network is expected to be. Works on the thread that calls.
 *
 * @see <a href="https://arxiv.org/abs/2101.08134">Abdelfattah et al., Zero-Cost Proxies for Lightweight NAS, 2021</a>
 */
@FunctionalInterface
public interface ZeroCostProxy {
    /** Images that the proxies which need some are given. */
    int BATCH_SIZE = 64;

    /**
     * @param seed where the initial weights and the choice of images come from: the same graph and seed give the same
     *     score
     * @throws TrainingException if the network can't be trained
     */
    double score(NetworkGraph graph, long seed) throws TrainingException;

    /** The trained values: the proxy to beat. */
    static ZeroCostProxy parameters() {
        return (graph, seed) -> GraphStatistics.of(graph).parameters();
    }

    /** The multiply-adds: the other proxy to beat. */
    static ZeroCostProxy multiplyAdds() {
        return (graph, seed) -> GraphStatistics.of(graph).multiplyAdds();
    }

    /** All proxies by name, those to beat last. */
    static Map<String, ZeroCostProxy> all(Dataset data) {
        Map<String, ZeroCostProxy> all = new LinkedHashMap<>();
        all.put("synflow", new SynFlow());
        all.put("grad_norm", new GradientNorm(data, BATCH_SIZE));
        all.put("naswot", new Naswot(data, BATCH_SIZE));
        all.put("parameters", parameters());
        all.put("multiply_adds", multiplyAdds());
        return Collections.unmodifiableMap(all);
    }
}
