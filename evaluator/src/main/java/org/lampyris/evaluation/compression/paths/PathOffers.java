package org.lampyris.evaluation.compression.paths;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.lampyris.evaluation.compression.trimming.Importance;
import org.lampyris.evaluation.compression.trimming.Judge;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.NetworkGraph;

/** Prices the removal of each path of a network, one at a time. */
public final class PathOffers {
    private final ToDoubleFunction<NetworkGraph> cost;

    /** @param cost deterministic, e.g. a device's latency or the number of parameters */
    public PathOffers(ToDoubleFunction<NetworkGraph> cost) {
        this.cost = cost;
    }

    /**
     * The harm is the part of the network's importance that the removed nodes have: fair between paths of like layers, a
     * rough guess else. The best gain for the harm comes first, equal ones in the order of {@link Paths#of}.
     */
    public List<PathOffer> byImportance(WeightedNetwork network, Importance importance) {
        return offers(network, path -> importance.share(network, path.removed())).stream()
                .sorted(Comparator.comparingDouble(PathOffers::gainForHarm).reversed())
                .toList();
    }

    /** The harm is what a judge says of the network without the path. The least harm comes first. */
    public List<PathOffer> judged(WeightedNetwork network, Judge judge) {
        return offers(network, path -> judge.harm(Paths.remove(network, path))).stream()
                .sorted(Comparator.comparingDouble(PathOffer::harm))
                .toList();
    }

    private List<PathOffer> offers(WeightedNetwork network, ToDoubleFunction<Path> harm) {
        double before = cost.applyAsDouble(network.graph());
        return Paths.of(network.graph()).stream()
                .map(path -> {
                    double after = cost.applyAsDouble(Paths.remove(network.graph(), path));
                    return new PathOffer(path, after, before - after, harm.applyAsDouble(path));
                })
                .toList();
    }

    private static double gainForHarm(PathOffer offer) {
        return offer.harm() > 0 ? offer.gain() / offer.harm() : offer.gain() * Double.MAX_VALUE;
    }
}
