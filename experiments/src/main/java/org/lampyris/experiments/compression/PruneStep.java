package org.lampyris.experiments.compression;

import java.util.BitSet;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lampyris.evaluation.compression.pruning.Saliency;
import org.lampyris.evaluation.compression.tuning.PrunedWeights;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.training.WeightTransform;
import org.lampyris.evaluation.weights.WeightedNetwork;

/**
 * Sets the weights to zero that the loss feels least, {@code h w^2 / 2}, more and more of them with a fine-tuning after
 * each round, as long as the accuracy stays. If no later step packs the network, it is packed.
 *
 * @see "LeCun, Denker, Solla: Optimal brain damage, 1990; Han et al., Learning both weights and connections, 2015"
 */
final class PruneStep implements Step {
    private static final double[] KEPT = {0.4, 0.24, 0.16, 0.12, 0.1, 0.08, 0.065, 0.05, 0.04, 0.03, 0.022, 0.016};
    /** How many bits a weight that is kept takes about, with its place and a shared value. */
    private static final double BITS = 8;

    @Override
    public Draft apply(Draft draft, Workbench bench) throws TrainingException, InterruptedException {
        Draft best = pruned(draft, bench);
        if (best == draft || packedLater(bench)) {
            return best;
        }
        return bench.sized(best.packed(best.note() + ", packed"));
    }

    private static boolean packedLater(Workbench bench) {
        return !Collections.disjoint(bench.settings().steps(), Set.of("quantize", "encode"));
    }

    private static boolean fits(Draft pruned, double kept, Workbench bench) {
        if (bench.settings().bytes().isEmpty()) {
            return false;
        }
        long bytes = bench.settings().bytes().getAsLong();
        return packedLater(bench)
                ? kept * BITS / 8 * pruned.network().weights().size() < 0.9 * bytes
                : pruned.packed("").bytes() <= bytes;
    }

    private static Draft pruned(Draft draft, Workbench bench) throws TrainingException, InterruptedException {
        double floor = bench.floor();
        Draft best = draft;
        try {
            for (double kept : KEPT) {
                Optional<Draft> tried = round(best.network(), kept, floor, bench);
                if (tried.isEmpty()) {
                    break;
                }
                best = tried.get();
                if (fits(best, kept, bench)) {
                    break;
                }
            }
        } catch (TrainingException e) {
            bench.requireSomething("prune", best != draft, e);
        }
        return best;
    }
    /** Where the accuracy doesn't stay, it is trained on twice as long; empty if that isn't enough either. */
    private static Optional<Draft> round(WeightedNetwork network, double kept, double floor, Workbench bench)
            throws TrainingException, InterruptedException {
        String note = String.format(Locale.ROOT, "%.1f %% of the weights left", 100 * kept);
        Map<String, BitSet> masks = masks(network, kept, bench);
        int epochs = bench.settings().effort().epochs();
        Draft tried = bench.written(tuned(network, masks, epochs, bench), note);
        if (!bench.keeps(floor, "prune", tried)) {
            tried = bench.written(tuned(tried.network(), masks, 2 * epochs, bench), note);
            if (!bench.keeps(floor, "prune", tried)) {
                return Optional.empty();
            }
        }
        return Optional.of(tried);
    }

    private static Map<String, BitSet> masks(WeightedNetwork network, double kept, Workbench bench)
            throws TrainingException {
        WeightedNetwork device = network.folded();
        return Saliency.of(device.weights(), bench.curvature(device)).largest(kept);
    }

    private static WeightedNetwork tuned(
            WeightedNetwork network, Map<String, BitSet> masks, int epochs, Workbench bench)
            throws TrainingException, InterruptedException {
        Map<String, WeightTransform> transforms = new TreeMap<>();
        masks.forEach((name, mask) -> transforms.put(name, new PrunedWeights(mask)));
        return bench.tuned(network, transforms, epochs);
    }

    /** What is zero takes less room once it is encoded. */
    @Override
    public boolean gains(Figures now, Figures after) {
        return true;
    }
}
