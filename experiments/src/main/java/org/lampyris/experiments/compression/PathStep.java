package org.lampyris.experiments.compression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lampyris.evaluation.compression.paths.PathOffer;
import org.lampyris.evaluation.compression.paths.PathOffers;
import org.lampyris.evaluation.compression.paths.Paths;
import org.lampyris.evaluation.compression.trimming.Importance;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.weights.WeightedNetwork;

/** Removes whole branches, bodies and layers, the cheapest loss for a gain in latency first, then fine-tunes. */
final class PathStep implements Step {
    @Override
    public Draft apply(Draft draft, Workbench bench) throws TrainingException, InterruptedException {
        OptionalDouble target = bench.targetMs();
        WeightedNetwork network = draft.network();
        List<String> removed = new ArrayList<>();
        PathOffers offers = new PathOffers(bench.latency());
        while (target.isPresent() && bench.latency().applyAsDouble(network.graph()) > target.getAsDouble()) {
            Optional<PathOffer> best = offers.byImportance(network, Importance.l2()).stream()
                    .filter(offer -> offer.gain() > 0)
                    .findFirst();
            if (best.isEmpty()) {
                break;
            }
            network = Paths.remove(network, best.get().path());
            removed.add(best.get().path().name());
        }
        if (removed.isEmpty()) {
            return draft;
        }
        WeightedNetwork tuned =
                bench.tuned(network, Map.of(), bench.settings().effort().epochs());
        return bench.written(tuned, "without " + String.join(", ", removed) + bench.missed(tuned.graph()));
    }
}
