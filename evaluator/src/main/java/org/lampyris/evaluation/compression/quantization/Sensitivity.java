package org.lampyris.evaluation.compression.quantization;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;

/**
 * What quantizing one layer, and no other, does to a network.
 *
 * @param bits that hold the layer's weights then
 * @param harm see {@link Harm}
 * @see "Dong et al., HAWQ-V2: Hessian Aware trace-Weighted Quantization of Neural Networks, 2020, for layers of different
 *     sensitivity"
 */
public record Sensitivity(String layer, WeightQuantizer quantizer, long bits, double harm) {

    /**
     * Runs the network once as it is and once for each layer and quantizer.
     *
     * @param network folded
     * @param quantizers to try on each layer
     * @return for each layer in order, for each quantizer in order
     */
    public static List<List<Sensitivity>> of(
            WeightedNetwork network, List<? extends WeightQuantizer> quantizers, LogitsRunner runner, Harm harm) {
        float[][] reference = runner.logits(network.weights());
        List<List<Sensitivity>> layers = new ArrayList<>();
        for (String layer : QuantizationPlan.layers(network.graph())) {
            String name = layer + NetworkWeights.WEIGHT;
            Tensor weights = network.weights().get(name);
            List<Sensitivity> found = new ArrayList<>();
            for (WeightQuantizer quantizer : quantizers) {
                Map<String, Tensor> changed = new TreeMap<>(network.weights().tensors());
                changed.put(name, quantizer.project(weights));
                double damage = harm.of(reference, runner.logits(NetworkWeights.of(changed)));
                found.add(new Sensitivity(layer, quantizer, quantizer.bits(weights), damage));
            }
            layers.add(List.copyOf(found));
        }
        return layers;
    }
}
