package org.lampyris.experiments.compression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.compression.allocation.Allocation;
import org.lampyris.evaluation.compression.allocation.Option;
import org.lampyris.evaluation.compression.allocation.WeightForm;
import org.lampyris.evaluation.compression.sharing.Clustering;
import org.lampyris.evaluation.compression.tuning.PrunedWeights;
import org.lampyris.evaluation.onnx.Lamp;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.training.WeightTransform;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;

/**
 * Brings the packed network to a size by one allocation: what the loss feels of each layer in several forms, from many
 * shared values to few and hardly any weights left, is found once, and the forms of least harm that fit are chosen
 * together. Two fine-tunings follow, one with the zeros, one of the shared values; between them the values are chosen as
 * the zeros were.
 */
final class AllocateStep implements Step {
    private static final int VALUES = 32;
    /** Weights that are left grow while they are trained, and so do their codes. */
    private static final double BEFORE_TRAINING = 0.8;

    @Override
    public Draft apply(Draft draft, Workbench bench) throws TrainingException, InterruptedException {
        long bytes = bench.settings().bytes().orElseThrow();
        Map<String, WeightTransform> zeros = new TreeMap<>();
        Chosen first = Chosen.of(draft.network().folded(), (long) (BEFORE_TRAINING * bytes), bench);
        first.clusters().forEach((name, clustering) -> zeros.put(name, new PrunedWeights(kept(clustering))));
        WeightedNetwork sparse = bench.tuned(
                        draft.network(), zeros, bench.settings().effort().epochs())
                .folded();

        Chosen second = Chosen.of(sparse, bytes, bench);
        Draft small = bench.written(new SharedTuning(sparse, bench).run(second.clusters()), "")
                .packed(second.words());
        return small.bytes() > bytes ? small.packed(second.words() + ", as small as it gets") : small;
    }

    private static double harmOfAWeight(WeightedNetwork device, SortedMap<String, double[]> importance) {
        double harm = 0;
        long count = 0;
        for (Map.Entry<String, double[]> layer : importance.entrySet()) {
            Tensor weights = device.weights().get(layer.getKey());
            count += weights.size();
            for (int i = 0; i < weights.size(); i++) {
                harm += layer.getValue()[i] * weights.value(i) * weights.value(i) / 2;
            }
        }
        return harm / count;
    }

    private static BitSet kept(Clustering clustering) {
        BitSet kept = new BitSet();
        int[] assignment = clustering.assignment();
        for (int i = 0; i < assignment.length; i++) {
            kept.set(i, assignment[i] != Clustering.ZERO);
        }
        return kept;
    }

    /** A form for each layer. */
    private record Chosen(SortedMap<String, Clustering> clusters) {

        /** The forms of least harm that fit, or the smallest ones. */
        static Chosen of(WeightedNetwork network, long bytes, Workbench bench) throws TrainingException {
            SortedMap<String, double[]> importance = SharedTuning.importance(network, bench);
            double[] prices = WeightForm.prices(harmOfAWeight(network, importance));
            List<List<WeightForm>> forms = new ArrayList<>();
            importance.forEach(
                    (name, counts) -> forms.add(WeightForm.of(network.weights().get(name), counts, prices, VALUES)));
            List<List<Option>> options = forms.stream()
                    .map(layer -> layer.stream().map(WeightForm::option).toList())
                    .toList();
            SortedMap<String, Clustering> smallest = new TreeMap<>();
            double least = 0;
            for (String name : importance.keySet()) {
                WeightForm form = forms.get(smallest.size()).get(prices.length - 1);
                smallest.put(name, form.clustering());
                least += form.bytes();
            }
            double rest = packed(network, smallest, bench) - least;
            Optional<Allocation> found = Allocation.solve(options, Math.max(0, bytes - rest));
            if (found.isEmpty()) {
                return new Chosen(smallest);
            }
            SortedMap<String, Clustering> chosen = new TreeMap<>();
            for (String name : importance.keySet()) {
                int layer = chosen.size();
                chosen.put(
                        name,
                        forms.get(layer).get(found.get().choices().get(layer)).clustering());
            }
            return new Chosen(chosen);
        }

        /** The bytes of a file with these weights, in floats of 16 bits where they have no form. */
        private static int packed(WeightedNetwork network, SortedMap<String, Clustering> clusters, Workbench bench) {
            WeightedNetwork small = SharedTuning.withValues(network, clusters);
            return Lamp.pack(bench.written(SharedTuning.halved(small), "").model(), Map.of()).length;
        }

        String words() {
            long kept = 0;
            long all = 0;
            int most = 0;
            int fewest = VALUES;
            for (Clustering clustering : clusters.values()) {
                int[] assignment = clustering.assignment();
                all += assignment.length;
                kept += Arrays.stream(assignment)
                        .filter(k -> k != Clustering.ZERO)
                        .count();
                most = Math.max(most, clustering.size());
                fewest = Math.min(fewest, clustering.size());
            }
            return String.format(
                    Locale.ROOT,
                    "%.1f %% of the weights left, %d to %d values a layer, by one allocation",
                    100.0 * kept / all,
                    fewest,
                    most);
        }
    }
}
