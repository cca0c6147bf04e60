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
 * Hessian-weighted k-means with the shared values trained. They are as few as keep the accuracy; where a size is asked
 * for, no fewer than it takes.
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
        Draft plain = draft.packed("packed as it is");
        return bench.sized(draft.quantized() || fits(plain, bench) ? plain : shared(draft, plain, bench));
    }

    private static boolean fits(Draft draft, Workbench bench) {
        return draft.bytes() <= bench.settings().bytes().orElse(0);
    }

    /** @param plain what stays if sharing costs too much */
    private static Draft shared(Draft draft, Draft plain, Workbench bench)
            throws TrainingException, InterruptedException {
        double floor = bench.floor();
        WeightedNetwork device = draft.network().folded();
        Draft best = plain;
        try {
            SortedMap<String, double[]> importance = SharedTuning.importance(device, bench);
            SharedTuning tuning = new SharedTuning(device, bench);
            for (int values : VALUES) {
                Draft tried = bench.written(tuning.run(clusters(device, importance, values)), "")
                        .packed("at most " + values + " values a layer, by Hessian-weighted k-means");
                if (!bench.keeps(floor, "encode", tried)) {
                    break;
                }
                best = tried;
                if (fits(tried, bench)) {
                    break;
                }
            }
        } catch (TrainingException e) {
            bench.requireSomething("encode", true, e);
        }
        return best;
    }

    private static Map<String, Clustering> clusters(
            WeightedNetwork device, SortedMap<String, double[]> importance, int values) {
        Map<String, Clustering> clusters = new TreeMap<>();
        importance.forEach((name, counts) -> clusters.put(
                name,
                Clustering.withoutZeros(
                        device.weights().get(name).values(),
                        counts,
                        (kept, counted) -> WeightSharing.of(kept, counted, values))));
        return clusters;
    }
}
