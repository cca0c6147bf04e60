package org.lampyris.experiments.compression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.lampyris.evaluation.compression.quantization.BitAllocation;
import org.lampyris.evaluation.compression.quantization.CrossLayerEqualization;
import org.lampyris.evaluation.compression.quantization.Harm;
import org.lampyris.evaluation.compression.quantization.QuantizationPlan;
import org.lampyris.evaluation.compression.quantization.Sensitivity;
import org.lampyris.evaluation.compression.quantization.UniformQuantizer;
import org.lampyris.evaluation.data.ImageSet;
import org.lampyris.evaluation.onnx.ActivationRanges;
import org.lampyris.evaluation.onnx.BiasCorrection;
import org.lampyris.evaluation.onnx.ExportableNetwork;
import org.lampyris.evaluation.onnx.OnnxLogits;
import org.lampyris.evaluation.onnx.OnnxWriter;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.experiments.Version;
import org.lampyris.experiments.config.WeightSettings.Kind;

/**
 * Weights as sums of powers of two, fine-tuned, activations in floats; or weights of some bits, activations of 8. At 8
 * bits nothing is trained; below the network is fine-tuned as it is rounded, the same number of bits in each layer or,
 * on average, as many as its sensitivity asks for. Of the network as it is and, at 8 bits, with equalised layers, each
 * with and without corrected biases, the best on the validation images is taken.
 */
final class QuantizeStep implements Step {
    private static final int BYTE = 8;

    @Override
    public Draft apply(Draft draft, Workbench bench) throws TrainingException, InterruptedException {
        WeightedNetwork device = draft.network().folded();
        if (bench.settings().weights().kind() != Kind.INT) {
            return powers(device, bench);
        }
        int bits = bench.settings().weights().bits();
        QuantizationPlan plan = plan(device, bench);
        if (bits < BYTE) {
            device = new RoundedTuning(bench).rounded(device, plan);
        }
        List<Draft> tried = new ArrayList<>(candidates(device, plan, bench, ""));
        if (bits == BYTE) {
            tried.addAll(candidates(CrossLayerEqualization.equalize(device), plan, bench, ", layers equalised"));
        }
        Draft best = tried.get(0);
        double accuracy = bench.validation(best.model());
        for (Draft other : tried.subList(1, tried.size())) {
            double found = bench.validation(other.model());
            if (found > accuracy) {
                best = other;
                accuracy = found;
            }
        }
        return best;
    }

    /** A network in floats whose weights are such sums is smaller only once it is packed, so it is packed here. */
    private static Draft powers(WeightedNetwork device, Workbench bench)
            throws TrainingException, InterruptedException {
        Kind kind = bench.settings().weights().kind();
        RoundedTuning.Tuned tuned = new RoundedTuning(bench).powers(device, kind, RoundedTuning.PENALTY);
        String note = String.format(
                Locale.ROOT, "%s, %.2f bits a weight, activations floats; packed", kind.paper(), tuned.bits());
        return bench.sized(bench.written(tuned.network(), "").packed(note));
    }

    private static QuantizationPlan plan(WeightedNetwork device, Workbench bench) {
        int bits = bench.settings().weights().bits();
        if (!bench.settings().weights().mixed()) {
            return QuantizationPlan.of(UniformQuantizer.ofBits(bits));
        }
        ImageSet images = bench.calibrationImages();
        List<UniformQuantizer> quantizers = IntStream.rangeClosed(2, BYTE)
                .mapToObj(UniformQuantizer::ofBits)
                .toList();
        List<List<Sensitivity>> layers = Sensitivity.of(
                device,
                quantizers,
                new OnnxLogits(bench.subject().exportable(device), images.pixels()),
                Harm.loss(images.labels()));
        long budget = QuantizationPlan.of(UniformQuantizer.ofBits(bits)).bits(device);
        return BitAllocation.of(layers, budget).orElseThrow().plan();
    }

    private static List<Draft> candidates(WeightedNetwork device, QuantizationPlan plan, Workbench bench, String note) {
        ExportableNetwork plain = bench.subject().exportable(device);
        ExportableNetwork corrected = BiasCorrection.of(
                        plain, plan, bench.calibrationImages().pixels())
                .network();
        return List.of(written(plain, plan, bench, note), written(corrected, plan, bench, note + ", biases corrected"));
    }

    private static Draft written(ExportableNetwork network, QuantizationPlan plan, Workbench bench, String note) {
        ActivationRanges ranges =
                ActivationRanges.of(network, bench.calibrationImages().pixels());
        byte[] model = new OnnxWriter(Version.current()).encodeQuantized(network, plan, ranges);
        return Draft.quantized(
                new WeightedNetwork(network.graph(), network.weights()),
                model,
                "weights " + bench.settings().weights().bits() + " bits"
                        + (bench.settings().weights().mixed() ? " on average" : "") + ", activations 8" + note);
    }
}
