package org.lampyris.experiments.compression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lampyris.evaluation.compression.quantization.FilterGates;
import org.lampyris.evaluation.compression.quantization.PowersOfTwo;
import org.lampyris.evaluation.compression.quantization.QuantizationPlan;
import org.lampyris.evaluation.compression.quantization.UniformQuantizer;
import org.lampyris.evaluation.compression.quantization.WeightQuantizer;
import org.lampyris.evaluation.compression.tuning.GatedWeights;
import org.lampyris.evaluation.compression.tuning.RoundedWeights;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.training.WeightTransform;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.WeightedNetwork;

/** The same network fine-tuned with weights of several kinds; the activations stay floats. */
final class QuantizerComparison {
    private static final int LIGHT_BITS = 4;

    private final Workbench bench;
    private final WeightedNetwork device;
    private final double perTerm;

    /** @param perTerm FLightNN's penalty on a filter's term */
    QuantizerComparison(Workbench bench, double perTerm) {
        this.bench = bench;
        this.device = bench.subject().network().folded();
        this.perTerm = perTerm;
    }

    /**
     * @param bits a weight on average, without scales
     * @param accuracy of test images, by ONNX Runtime
     */
    record Row(String kind, double bits, double accuracy) {}

    List<Row> rows() throws TrainingException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("float", Float.SIZE, bench.test(bench.start().model())));
        rows.add(uniform("int8", UniformQuantizer.ofBits(8), 8));
        rows.add(uniform("LightNN-2", PowersOfTwo.ofTerms(2), 2 * LIGHT_BITS));
        rows.add(gated());
        rows.add(uniform("LightNN-1", PowersOfTwo.ofTerms(1), LIGHT_BITS));
        return rows;
    }

    private Row uniform(String kind, WeightQuantizer quantizer, double bits)
            throws TrainingException, InterruptedException {
        Map<String, WeightTransform> transforms = new TreeMap<>();
        for (String layer : QuantizationPlan.layers(device.graph())) {
            String name = layer + NetworkWeights.WEIGHT;
            transforms.put(name, new RoundedWeights(quantizer, device.weights().get(name)));
        }
        return new Row(kind, bits, accuracy(transforms));
    }

    private Row gated() throws TrainingException, InterruptedException {
        Map<String, WeightTransform> transforms = new TreeMap<>();
        Map<String, GatedWeights> gates = new TreeMap<>();
        for (String layer : QuantizationPlan.layers(device.graph())) {
            String name = layer + NetworkWeights.WEIGHT;
            GatedWeights gated = new GatedWeights(
                    device.weights().get(name).shape().get(0),
                    new FilterGates.Settings(PowersOfTwo.EXPONENTS, 0.05, false),
                    new GatedWeights.Learning(bench.settings().effort().learningRate(), perTerm));
            transforms.put(name, gated);
            gates.put(name, gated);
        }
        double accuracy = accuracy(transforms);
        double bits = 0;
        for (Map.Entry<String, GatedWeights> entry : gates.entrySet()) {
            int[] terms = entry.getValue().terms();
            double each = device.weights().get(entry.getKey()).size() / (double) terms.length;
            for (int number : terms) {
                bits += Math.max(1, number) * LIGHT_BITS * each + 1;
            }
        }
        double weights = gates.keySet().stream()
                .mapToDouble(name -> device.weights().get(name).size())
                .sum();
        return new Row("FLightNN", bits / weights, accuracy);
    }

    private double accuracy(Map<String, WeightTransform> transforms) throws TrainingException, InterruptedException {
        WeightedNetwork tuned =
                bench.tuned(device, transforms, bench.settings().effort().epochs());
        return bench.test(bench.written(tuned, "").model());
    }
}
