package org.lampyris.experiments.compression;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.compression.sharing.Clustering;
import org.lampyris.evaluation.compression.sharing.WeightSharing;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.weights.WeightedNetwork;

/**
 * Packs the network unless it is: a quantized one as it is; the weights of a float one share values first, by
 * Hessian-weighted k-means with the shared values trained: as few as keep the accuracy, or as fit the size that is asked
 * for.
 *
 * @see "Han, Mao, Dally: Deep compression, 2016; Choi, El-Khamy, Lee: Towards the limit of network quantization, 2017"
 */
final class EncodeStep implements Step {
    private static final int[] VALUES = {32, 16, 8, 6, 4};

    @Override
    public Draft apply(Draft draft, Workbench bench) throws TrainingException, InterruptedException {
        if (draft.lamp().isPresent()) {
            return draft;
        }
        Draft best = draft.packed("packed as it is");
        if (draft.quantized()) {
            return best;
        }
        double floor = bench.floor();
        WeightedNetwork device = draft.network().folded();
        SortedMap<String, double[]> importance = SharedTuning.importance(device, bench);
        SharedTuning tuning = new SharedTuning(device, bench);
        for (int values : VALUES) {
            Map<String, Clustering> clusters = new TreeMap<>();
            importance.forEach((name, counts) -> clusters.put(
                    name,
                    Clustering.withoutZeros(
                            device.weights().get(name).values(),
                            counts,
                            (kept, counted) -> WeightSharing.of(kept, counted, values))));
            Draft tried = bench.written(tuning.run(clusters), "")
                    .packed("at most " + values + " values a layer, by Hessian-weighted k-means");
            if (!bench.keeps(floor, "encode", tried)) {
                break;
            }
            best = tried;
            if (tried.bytes() <= bench.settings().bytes().orElse(0)) {
                break;
            }
        }
        return best;
    }
}
