package org.lampyris.experiments.compression;

import java.util.Map;
import java.util.TreeMap;
import org.lampyris.evaluation.compression.quantization.QuantizationPlan;
import org.lampyris.evaluation.compression.quantization.UniformQuantizer;
import org.lampyris.evaluation.compression.tuning.RoundedWeights;
import org.lampyris.evaluation.onnx.ActivationRanges;
import org.lampyris.evaluation.onnx.BiasCorrection;
import org.lampyris.evaluation.onnx.ExportableNetwork;
import org.lampyris.evaluation.onnx.OnnxWriter;
import org.lampyris.evaluation.training.TrainedNetwork;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.training.WeightTransform;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.experiments.Version;

/**
 * Weights of some bits, activations of 8: after training at 8 bits, and with the biases corrected if that is better; below
 * 8 bits the network is fine-tuned as it is rounded.
 */
final class QuantizeStep implements Step {
    private static final int BYTE = 8;

    @Override
    public Draft apply(Draft draft, Workbench bench) throws TrainingException, InterruptedException {
        int bits = bench.settings().bits();
        QuantizationPlan plan = QuantizationPlan.of(UniformQuantizer.ofBits(bits));
        WeightedNetwork device = draft.network().folded();
        if (bits < BYTE) {
            device = tuned(device, plan, bench);
        }
        Draft plain = written(bench.subject().exportable(device), plan, bench, "");
        ExportableNetwork corrected = BiasCorrection.of(
                        bench.subject().exportable(device), plan, bench.calibrationPixels())
                .network();
        Draft better = written(corrected, plan, bench, ", biases corrected");
        return bench.validation(better.model()) > bench.validation(plain.model()) ? better : plain;
    }

    private static Draft written(ExportableNetwork network, QuantizationPlan plan, Workbench bench, String note) {
        ActivationRanges ranges = ActivationRanges.of(network, bench.calibrationPixels());
        byte[] model = new OnnxWriter(Version.current()).encodeQuantized(network, plan, ranges);
        return Draft.quantized(
                new WeightedNetwork(network.graph(), network.weights()),
                model,
                "weights " + bench.settings().bits() + " bits, activations 8" + note);
    }

    private static WeightedNetwork tuned(WeightedNetwork device, QuantizationPlan plan, Workbench bench)
            throws TrainingException, InterruptedException {
        Map<String, WeightTransform> transforms = new TreeMap<>();
        for (String layer : QuantizationPlan.layers(device.graph())) {
            String name = layer + NetworkWeights.WEIGHT;
            transforms.put(
                    name,
                    new RoundedWeights(
                            plan.quantizer(layer), device.weights().get(name).shape()));
        }
        TrainedNetwork trained =
                bench.tuned(device, transforms, bench.settings().effort().epochs());
        return new WeightedNetwork(device.graph(), trained.weights());
    }
}
