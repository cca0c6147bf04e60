package org.lampyris.experiments.compression;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.compression.sharing.Clustering;
import org.lampyris.evaluation.compression.sharing.WeightSharing;
import org.lampyris.evaluation.training.DiagonalCurvature;
import org.lampyris.evaluation.training.DiagonalCurvature.Classes;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;

/**
 * Weights that share {@code 2^bits} values a layer, chosen by plain and by Hessian-weighted k-means, without any training
 * after it: how many test images ONNX Runtime still gets right.
 *
 * @see "Choi, El-Khamy, Lee: Towards the limit of network quantization, 2017"
 */
public final class SharingComparison {
    private final Workbench bench;
    private final WeightedNetwork device;
    private final SortedMap<String, Tensor> curvature;

    private SharingComparison(Workbench bench, WeightedNetwork device, SortedMap<String, Tensor> curvature) {
        this.bench = bench;
        this.device = device;
        this.curvature = curvature;
    }

    /** Test accuracies at one number of bits. */
    public record Row(int bits, double plain, double weighted) {}

    static SharingComparison of(Workbench bench, long seed) throws TrainingException {
        WeightedNetwork device = bench.subject().network().folded();
        return new SharingComparison(
                bench,
                device,
                new DiagonalCurvature(bench.data()).of(device, bench.calibrationImages(), Classes.ALL, seed));
    }

    Row at(int bits) {
        return new Row(bits, accuracy(bits, false), accuracy(bits, true));
    }

    private double accuracy(int bits, boolean weighted) {
        Map<String, Clustering> clusters = new TreeMap<>();
        device.weights().tensors().forEach((name, tensor) -> {
            if (name.endsWith(NetworkWeights.WEIGHT)) {
                Tensor even = Tensor.of(ones(tensor.size()), tensor.shape());
                clusters.put(
                        name,
                        WeightSharing.of(
                                tensor.values(),
                                SharedTuning.importance(weighted ? Objects.requireNonNull(curvature.get(name)) : even),
                                1 << bits));
            }
        });
        return bench.test(
                bench.written(SharedTuning.withValues(device, clusters), "").model());
    }

    private static float[] ones(int size) {
        float[] ones = new float[size];
        Arrays.fill(ones, 1);
        return ones;
    }
}
