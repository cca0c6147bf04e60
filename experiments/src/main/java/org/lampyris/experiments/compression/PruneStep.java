package org.lampyris.experiments.compression;

import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.lampyris.evaluation.compression.pruning.Saliency;
import org.lampyris.evaluation.compression.tuning.PrunedWeights;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.training.WeightTransform;
import org.lampyris.evaluation.weights.WeightedNetwork;

/**
 * Sets the weights to zero that the loss feels least, {@code h w^2 / 2}, more and more of them with a fine-tuning after
 * each round, as long as the accuracy stays.
 *
 * @see "LeCun, Denker, Solla: Optimal brain damage, 1990; Han et al., Learning both weights and connections, 2015"
 */
final class PruneStep implements Step {
    private static final double[] KEPT = {0.4, 0.24, 0.16, 0.12, 0.1, 0.08, 0.065, 0.05, 0.04, 0.03, 0.022, 0.016};
    /** How many bits a weight that is kept takes about, with its place and a shared value. */
    private static final double BITS = 8;

    @Override
    public Draft apply(Draft draft, Workbench bench) throws TrainingException, InterruptedException {
        double floor = bench.floor();
        WeightedNetwork network = draft.network();
        Draft best = draft;
        int epochs = bench.settings().effort().epochs();
        for (double kept : KEPT) {
            Map<String, BitSet> masks = masks(network, kept, bench);
            WeightedNetwork tuned = tuned(network, masks, epochs, bench);
            Draft tried = bench.written(tuned, String.format(Locale.ROOT, "%.1f %% of the weights left", 100 * kept));
            if (!bench.keeps(floor, "prune", tried)) {
                tuned = tuned(tuned, masks, 2 * epochs, bench);
                tried = bench.written(tuned, tried.note());
                if (!bench.keeps(floor, "prune", tried)) {
                    break;
                }
            }
            best = tried;
            network = tuned;
            if (bench.settings().bytes().isPresent()
                    && kept * BITS / 8 * network.weights().size()
                            < 0.9 * bench.settings().bytes().getAsLong()) {
                break;
            }
        }
        return best;
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
