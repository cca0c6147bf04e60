package org.lampyris.evaluation.compression.tuning;

import java.util.List;
import java.util.Optional;
import org.lampyris.evaluation.compression.quantization.WeightQuantizer;
import org.lampyris.evaluation.training.WeightTransform;
import org.lampyris.evaluation.weights.Tensor;

/**
 * Weights that the network sees as a quantizer makes them; the gradient goes straight through, except to those that were
 * zero at the start: they were pruned.
 */
public final class RoundedWeights implements WeightTransform {
    private final WeightQuantizer quantizer;
    private final List<Integer> shape;
    private final Zeros pruned;

    /** @param start the weights before training */
    public RoundedWeights(WeightQuantizer quantizer, Tensor start) {
        this.quantizer = quantizer;
        this.shape = start.shape();
        this.pruned = new Zeros(start);
    }

    @Override
    public void apply(float[] kept, float[] used) {
        quantizer.project(Tensor.of(kept, shape)).buffer().get(used);
    }

    @Override
    public void pullBack(float[] gradient) {
        pruned.clear(gradient);
    }

    @Override
    public Optional<String> identity() {
        return Optional.of("rounded by " + quantizer + ", pruned " + pruned);
    }
}
