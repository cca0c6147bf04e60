package org.lampyris.experiments.compression;

import java.util.ArrayList;
import java.util.List;
import org.lampyris.evaluation.compression.quantization.QuantizationPlan;
import org.lampyris.evaluation.compression.quantization.UniformQuantizer;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.experiments.config.WeightSettings.Kind;

/** The same network fine-tuned with weights of several kinds; the activations stay floats. */
final class QuantizerComparison {
    private static final List<Kind> POWERS = List.of(Kind.LIGHTNN_2, Kind.FLIGHTNN, Kind.LIGHTNN_1);

    private final Workbench bench;
    private final RoundedTuning tuning;
    private final WeightedNetwork device;
    private final double perTerm;

    /** @param perTerm FLightNN's penalty on a filter's term */
    QuantizerComparison(Workbench bench, double perTerm) {
        this.bench = bench;
        this.tuning = new RoundedTuning(bench);
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
        QuantizationPlan bytes = QuantizationPlan.of(UniformQuantizer.ofBits(Byte.SIZE));
        rows.add(new Row("int8", Byte.SIZE, accuracy(tuning.rounded(device, bytes))));
        for (Kind kind : POWERS) {
            RoundedTuning.Tuned tuned = tuning.powers(device, kind, perTerm);
            rows.add(new Row(kind.paper(), tuned.bits(), accuracy(tuned.network())));
        }
        return rows;
    }

    private double accuracy(WeightedNetwork tuned) {
        return bench.test(bench.written(tuned, "").model());
    }
}
