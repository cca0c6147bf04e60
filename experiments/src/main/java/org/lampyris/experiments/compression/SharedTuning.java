package org.lampyris.experiments.compression;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.compression.coding.Half;
import org.lampyris.evaluation.compression.sharing.Clustering;
import org.lampyris.evaluation.compression.tuning.SharedWeights;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.training.TrainingPlan.Optimizer;
import org.lampyris.evaluation.training.TrainingPlan.Rule;
import org.lampyris.evaluation.training.WeightTransform;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;

/**
 * Weights that share few values, which are trained.
 *
 * @see "Han, Mao, Dally: Deep compression, 2016, section 3.3"
 */
final class SharedTuning {
    /** What a weight that isn't felt counts, as a share of the mean. */
    static final double LITTLE = 1e-3;

    private static final double RATE = 2e-4;

    private final Workbench bench;
    private final WeightedNetwork device;

    /** @param device without batch normalisation that folds */
    SharedTuning(WeightedNetwork device, Workbench bench) {
        this.device = device;
        this.bench = bench;
    }

    /** The network with the trained values, all of which 16-bit floats can hold. */
    WeightedNetwork run(Map<String, Clustering> clusters) throws TrainingException, InterruptedException {
        Map<String, WeightTransform> transforms = new TreeMap<>();
        clusters.forEach((name, clustering) -> transforms.put(name, new SharedWeights(clustering)));
        return halved(bench.tuned(
                withValues(device, clusters),
                transforms,
                bench.settings().effort().epochs(),
                new Optimizer(Rule.ADAM, RATE, 0, 0)));
    }

    /** A network with the shared values as its weights. */
    static WeightedNetwork withValues(WeightedNetwork network, Map<String, Clustering> clusters) {
        Map<String, Tensor> tensors = new TreeMap<>(network.weights().tensors());
        clusters.forEach((name, clustering) -> tensors.put(
                name, Tensor.of(clustering.values(), network.weights().get(name).shape())));
        return new WeightedNetwork(network.graph(), NetworkWeights.of(tensors));
    }

    /** How much the loss feels each weight of each layer; what it doesn't feel at all counts a little within its layer. */
    static SortedMap<String, double[]> importance(WeightedNetwork device, Workbench bench) throws TrainingException {
        SortedMap<String, double[]> importance = new TreeMap<>();
        curvature(device, bench).forEach((name, of) -> importance.put(name, importance(of)));
        return importance;
    }

    /** The second derivatives of the loss by the weights of each layer. */
    static SortedMap<String, Tensor> curvature(WeightedNetwork device, Workbench bench) throws TrainingException {
        SortedMap<String, Tensor> all = bench.curvature(device);
        SortedMap<String, Tensor> curvature = new TreeMap<>();
        for (String name : device.weights().tensors().keySet()) {
            if (name.endsWith(NetworkWeights.WEIGHT)) {
                curvature.put(name, Objects.requireNonNull(all.get(name)));
            }
        }
        return curvature;
    }

    /** Weights that the loss doesn't feel at all count a little, so that they are near a value too. */
    static double[] importance(Tensor curvature) {
        double[] importance = atLeast(curvature, 0);
        double mean = Arrays.stream(importance).average().orElse(0);
        return atLeast(curvature, mean > 0 ? LITTLE * mean : 1);
    }

    static double[] atLeast(Tensor curvature, double least) {
        double[] importance = new double[curvature.size()];
        Arrays.setAll(importance, i -> Math.max(least, curvature.value(i)));
        return importance;
    }

    /** A network with each of its values as 16-bit floats hold it. */
    static WeightedNetwork halved(WeightedNetwork network) {
        Map<String, Tensor> halves = new TreeMap<>();
        network.weights()
                .tensors()
                .forEach((name, tensor) -> halves.put(name, Half.round(tensor).decode()));
        return new WeightedNetwork(network.graph(), NetworkWeights.of(halves));
    }
}
