package org.lampyris.experiments.compression;

import java.util.Map;
import java.util.TreeMap;
import org.lampyris.evaluation.compression.quantization.FilterGates;
import org.lampyris.evaluation.compression.quantization.PowersOfTwo;
import org.lampyris.evaluation.compression.quantization.QuantizationPlan;
import org.lampyris.evaluation.compression.tuning.GatedWeights;
import org.lampyris.evaluation.compression.tuning.RoundedWeights;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.training.WeightTransform;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.experiments.config.WeightSettings.Kind;

/**
 * Fine-tunes networks as their weights are rounded; what was pruned stays zero. Networks should be folded: what is
 * rounded is what is here.
 *
 * @see "Ding et al., LightNN, 2017; Ding et al., FLightNNs, 2019"
 */
final class RoundedTuning {
    /** FLightNN's penalty on a filter's term, unless another is wanted. */
    static final double PENALTY = 1e-4;

    private static final double TEMPERATURE = 0.05;
    private static final int TERM_BITS = 4;

    private final Workbench bench;

    RoundedTuning(Workbench bench) {
        this.bench = bench;
    }

    /** @param bits a weight on average before entropy coding, without scales */
    record Tuned(WeightedNetwork network, double bits) {}

    /** Each layer as a plan has it. */
    WeightedNetwork rounded(WeightedNetwork device, QuantizationPlan plan)
            throws TrainingException, InterruptedException {
        Map<String, WeightTransform> transforms = new TreeMap<>();
        for (String layer : QuantizationPlan.layers(device.graph())) {
            String name = layer + NetworkWeights.WEIGHT;
            transforms.put(
                    name,
                    new RoundedWeights(plan.quantizer(layer), device.weights().get(name)));
        }
        return tuned(device, transforms);
    }

    /**
     * All weights as powers of two or sums of two of them.
     *
     * @param kind any but {@link Kind#INT}
     * @param perTerm FLightNN's penalty on a filter's term
     */
    Tuned powers(WeightedNetwork device, Kind kind, double perTerm) throws TrainingException, InterruptedException {
        return switch (kind) {
            case LIGHTNN_1 -> powers(device, PowersOfTwo.ofTerms(1));
            case LIGHTNN_2 -> powers(device, PowersOfTwo.ofTerms(2));
            case FLIGHTNN -> gated(device, perTerm);
            case INT -> throw new IllegalArgumentException("integers are no powers of two");
        };
    }

    private Tuned powers(WeightedNetwork device, PowersOfTwo powers) throws TrainingException, InterruptedException {
        return new Tuned(rounded(device, QuantizationPlan.of(powers)), powers.bitsPerWeight());
    }

    private Tuned gated(WeightedNetwork device, double perTerm) throws TrainingException, InterruptedException {
        Map<String, WeightTransform> transforms = new TreeMap<>();
        Map<String, GatedWeights> gates = new TreeMap<>();
        for (String layer : QuantizationPlan.layers(device.graph())) {
            String name = layer + NetworkWeights.WEIGHT;
            GatedWeights gated = new GatedWeights(
                    device.weights().get(name),
                    new FilterGates.Settings(PowersOfTwo.EXPONENTS, TEMPERATURE, false),
                    new GatedWeights.Learning(bench.settings().effort().learningRate(), perTerm));
            transforms.put(name, gated);
            gates.put(name, gated);
        }
        WeightedNetwork tuned = tuned(device, transforms);
        double bits = 0;
        double weights = 0;
        for (Map.Entry<String, GatedWeights> entry : gates.entrySet()) {
            Tensor tensor = device.weights().get(entry.getKey());
            bits += bits(entry.getValue().terms(), tensor.size());
            weights += tensor.size();
        }
        return new Tuned(tuned, bits / weights);
    }

    /** With a bit for each filter that tells whether it has a second term. */
    private static double bits(int[] terms, int weights) {
        double each = weights / (double) terms.length;
        double bits = 0;
        for (int number : terms) {
            bits += Math.max(1, number) * TERM_BITS * each + 1;
        }
        return bits;
    }

    private WeightedNetwork tuned(WeightedNetwork device, Map<String, WeightTransform> transforms)
            throws TrainingException, InterruptedException {
        return bench.tuned(device, transforms, bench.settings().effort().epochs());
    }
}
