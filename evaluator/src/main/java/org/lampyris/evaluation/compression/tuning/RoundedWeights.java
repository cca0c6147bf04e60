package org.lampyris.evaluation.compression.tuning;

import java.util.List;
import org.lampyris.evaluation.compression.quantization.WeightQuantizer;
import org.lampyris.evaluation.training.WeightTransform;
import org.lampyris.evaluation.weights.Tensor;

/** Weights that the network sees as a quantizer makes them; the gradient goes straight through. */
public final class RoundedWeights implements WeightTransform {
    private final WeightQuantizer quantizer;
    private final List<Integer> shape;

    /** @param shape of the tensor */
    public RoundedWeights(WeightQuantizer quantizer, List<Integer> shape) {
        this.quantizer = quantizer;
        this.shape = List.copyOf(shape);
    }

    @Override
    public void apply(float[] kept, float[] used) {
        quantizer.project(Tensor.of(kept, shape)).buffer().get(used);
    }
}
