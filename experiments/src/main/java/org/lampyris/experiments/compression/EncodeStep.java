package org.lampyris.experiments.compression;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.compression.coding.Half;
import org.lampyris.evaluation.compression.sharing.Clustering;
import org.lampyris.evaluation.compression.sharing.WeightSharing;
import org.lampyris.evaluation.compression.tuning.SharedWeights;
import org.lampyris.evaluation.onnx.Lamp;
import org.lampyris.evaluation.training.DiagonalCurvature;
import org.lampyris.evaluation.training.DiagonalCurvature.Classes;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.training.TrainingPlan.Optimizer;
import org.lampyris.evaluation.training.TrainingPlan.Rule;
import org.lampyris.evaluation.training.WeightTransform;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;

/**
 * Packs the network: a quantized one as it is; the weights of a float one share values first, by Hessian-weighted
 * k-means with the shared values trained, as few as keep the accuracy.
 *
 * @see "Han, Mao, Dally: Deep compression, 2016; Choi, El-Khamy, Lee: Towards the limit of network quantization, 2017"
 */
final class EncodeStep implements Step {
    private static final int[] VALUES = {32, 16, 8, 6, 4};
    private static final double RATE = 2e-4;

    @Override
    public Draft apply(Draft draft, Workbench bench) throws TrainingException, InterruptedException {
        Draft best = packed(draft, "packed as it is");
        if (draft.quantized()) {
            return best;
        }
        double floor =
                bench.validation(bench.start().model()) - bench.settings().maxDrop();
        WeightedNetwork device = draft.network().folded();
        SortedMap<String, Tensor> curvature = new DiagonalCurvature(bench.data())
                .of(
                        device,
                        bench.calibrationImages(),
                        Classes.DRAWN,
                        bench.settings().effort().seed());
        for (int values : VALUES) {
            WeightedNetwork shared = shared(device, curvature, values, bench);
            Draft tried = packed(
                    bench.written(shared, ""), "at most " + values + " values a layer, by Hessian-weighted k-means");
            if (!bench.keeps(floor, "encode", tried)) {
                break;
            }
            best = tried;
        }
        return best;
    }

    private static Draft packed(Draft draft, String note) {
        return draft.packed(Lamp.pack(draft.model(), Map.of()), note);
    }

    private static WeightedNetwork shared(
            WeightedNetwork device, SortedMap<String, Tensor> curvature, int values, Workbench bench)
            throws TrainingException, InterruptedException {
        Map<String, WeightTransform> transforms = new TreeMap<>();
        Map<String, Tensor> tensors = new TreeMap<>(device.weights().tensors());
        device.weights().tensors().forEach((name, tensor) -> {
            if (name.endsWith(NetworkWeights.WEIGHT)) {
                Clustering clusters = Clustering.withoutZeros(
                        tensor.values(),
                        importance(Objects.requireNonNull(curvature.get(name))),
                        (kept, importance) -> WeightSharing.of(kept, importance, values));
                transforms.put(name, new SharedWeights(clusters));
                tensors.put(name, Tensor.of(clusters.values(), tensor.shape()));
            }
        });
        WeightedNetwork trained = bench.tuned(
                new WeightedNetwork(device.graph(), NetworkWeights.of(tensors)),
                transforms,
                bench.settings().effort().epochs(),
                new Optimizer(Rule.ADAM, RATE, 0, 0));
        return new WeightedNetwork(device.graph(), halved(trained.weights()));
    }

    /** Weights that the loss doesn't feel at all count a little, so that they are near a value too. */
    static double[] importance(Tensor curvature) {
        double[] importance = new double[curvature.size()];
        Arrays.setAll(importance, i -> curvature.value(i));
        double mean = Arrays.stream(importance).average().orElse(0);
        double least = mean > 0 ? 1e-3 * mean : 1;
        Arrays.setAll(importance, i -> Math.max(least, importance[i]));
        return importance;
    }

    /** All values as 16-bit floats can hold them. */
    private static NetworkWeights halved(NetworkWeights weights) {
        Map<String, Tensor> halves = new TreeMap<>();
        weights.tensors()
                .forEach((name, tensor) -> halves.put(name, Half.round(tensor).decode()));
        return NetworkWeights.of(halves);
    }
}
