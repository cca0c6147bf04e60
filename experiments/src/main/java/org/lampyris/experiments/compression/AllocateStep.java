package org.lampyris.experiments.compression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.compression.allocation.Allocation;
import org.lampyris.evaluation.compression.allocation.WeightForm;
import org.lampyris.evaluation.compression.sharing.Clustering;
import org.lampyris.evaluation.compression.tuning.PrunedWeights;
import org.lampyris.evaluation.onnx.Lamp;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.training.WeightTransform;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.input.InvalidInputException;

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
    /** What stands beside the weights changes while they are trained. */
    private static final double FOR_OTHER_BIASES = 0.99;

    @Override
    public Draft apply(Draft draft, Workbench bench) throws TrainingException, InterruptedException {
        bench.say("allocate: looks at what each layer needs");
        Map<String, Clustering> first = allocated(draft.network().folded(), BEFORE_TRAINING, bench);
        Map<String, WeightTransform> zeros = new TreeMap<>();
        first.forEach((name, clustering) -> zeros.put(name, new PrunedWeights(kept(clustering))));
        WeightedNetwork sparse = bench.tuned(
                        draft.network(), zeros, bench.settings().effort().epochs())
                .folded();

        bench.say("allocate: looks at what each layer needs with these zeros");
        Map<String, Clustering> second = allocated(sparse, FOR_OTHER_BIASES, bench);
        return bench.sized(
                bench.written(new SharedTuning(sparse, bench).run(second), "").packed(words(second)));
    }

    private static BitSet kept(Clustering clustering) {
        BitSet kept = new BitSet();
        int[] assignment = clustering.assignment();
        for (int i = 0; i < assignment.length; i++) {
            kept.set(i, assignment[i] != Clustering.ZERO);
        }
        return kept;
    }

    /** The forms of least harm that fit into a share of the size, a layer each. */
    private static Map<String, Clustering> allocated(WeightedNetwork network, double share, Workbench bench)
            throws TrainingException {
        long bytes = bench.settings().bytes().orElseThrow();
        SortedMap<String, double[]> importance = importance(network, bench);
        double[] prices = WeightForm.prices(harmOfAWeight(network, importance));
        List<List<WeightForm>> forms = new ArrayList<>();
        List<Double> smallest = new ArrayList<>();
        double least = 0;
        for (Map.Entry<String, double[]> layer : importance.entrySet()) {
            List<WeightForm> of =
                    WeightForm.of(network.weights().get(layer.getKey()), layer.getValue(), prices, VALUES);
            WeightForm small = Collections.min(of, Comparator.comparingDouble(WeightForm::bytes));
            forms.add(of);
            smallest.add(small.price());
            least += small.bytes();
        }
        int file = packed(network, clustered(network, importance, smallest), bench);
        Optional<Allocation> found = Allocation.solve(
                forms.stream()
                        .map(layer -> layer.stream().map(WeightForm::option).toList())
                        .toList(),
                share * bytes - (file - least));
        if (found.isEmpty()) {
            throw InvalidInputException.at(
                    "--size",
                    bytes + " bytes are too few for " + bench.subject().name(),
                    "With hardly any weight left it takes " + file + ", and training needs some more: give at least "
                            + (long) Math.ceil(file / share) + ".");
        }
        List<Double> chosen = new ArrayList<>();
        for (int layer = 0; layer < forms.size(); layer++) {
            chosen.add(forms.get(layer).get(found.get().choices().get(layer)).price());
        }
        return clustered(network, importance, chosen);
    }

    /** Comparable over all layers: a layer that the loss doesn't feel counts little beside the others. */
    private static SortedMap<String, double[]> importance(WeightedNetwork network, Workbench bench)
            throws TrainingException {
        SortedMap<String, Tensor> curvature = SharedTuning.curvature(network, bench);
        double sum = 0;
        long count = 0;
        for (Tensor of : curvature.values()) {
            sum += Arrays.stream(SharedTuning.atLeast(of, 0)).sum();
            count += of.size();
        }
        double least = sum > 0 ? SharedTuning.LITTLE * sum / count : 1;
        SortedMap<String, double[]> importance = new TreeMap<>();
        curvature.forEach((name, of) -> importance.put(name, SharedTuning.atLeast(of, least)));
        return importance;
    }

    private static double harmOfAWeight(WeightedNetwork network, SortedMap<String, double[]> importance) {
        double harm = 0;
        long count = 0;
        for (Map.Entry<String, double[]> layer : importance.entrySet()) {
            Tensor weights = network.weights().get(layer.getKey());
            count += weights.size();
            for (int i = 0; i < weights.size(); i++) {
                harm += layer.getValue()[i] * weights.value(i) * weights.value(i) / 2;
            }
        }
        return harm / count;
    }

    private static SortedMap<String, Clustering> clustered(
            WeightedNetwork network, SortedMap<String, double[]> importance, List<Double> prices) {
        SortedMap<String, Clustering> clusters = new TreeMap<>();
        importance.forEach((name, counts) -> clusters.put(
                name, WeightForm.clustering(network.weights().get(name), counts, prices.get(clusters.size()), VALUES)));
        return clusters;
    }

    /** The bytes of a file with these weights, in floats of 16 bits where they have no form. */
    private static int packed(WeightedNetwork network, Map<String, Clustering> clusters, Workbench bench) {
        WeightedNetwork small = SharedTuning.withValues(network, clusters);
        return Lamp.pack(bench.written(SharedTuning.halved(small), "").model(), Map.of()).length;
    }

    private static String words(Map<String, Clustering> clusters) {
        long kept = 0;
        long all = 0;
        int most = 0;
        int fewest = VALUES;
        for (Clustering clustering : clusters.values()) {
            BitSet left = kept(clustering);
            all += clustering.assignment().length;
            kept += left.cardinality();
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
