package org.lampyris.evaluation.compression.tuning;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.compression.quantization.FilterGates;
import org.lampyris.evaluation.compression.quantization.FilterGates.Settings;
import org.lampyris.evaluation.compression.quantization.FilterGates.ThresholdGradient;
import org.lampyris.evaluation.compression.quantization.FilterGates.Thresholds;
import org.lampyris.evaluation.training.WeightTransform;
import org.lampyris.evaluation.weights.Tensor;

/**
 * Weights as sums of one or two powers of two a filter, the number learnt: the thresholds over which a filter gets a
 * term go down the gradient of the loss and of a penalty on terms. What was zero at the start was pruned and stays zero.
 *
 * @see "Ding et al., FLightNNs, 2019"
 */
public final class GatedWeights implements WeightTransform {
    private final int filters;
    private final Zeros pruned;
    private final Settings settings;
    private final Learning learning;
    private double first;
    private double second;
    private @Nullable FilterGates gates;

    /**
     * @param rate of the thresholds, in units of the filters' norms
     * @param perTerm the penalty on a filter's term
     */
    public record Learning(double rate, double perTerm) {}

    /** @param start the weights before training, a filter for each index of the first axis */
    public GatedWeights(Tensor start, Settings settings, Learning learning) {
        this.filters = start.shape().get(0);
        this.pruned = new Zeros(start);
        this.settings = settings;
        this.learning = learning;
    }

    @Override
    public void apply(float[] kept, float[] used) {
        gates = FilterGates.forward(kept, filters, new Thresholds(first, second), settings);
        System.arraycopy(gates.weights(), 0, used, 0, used.length);
    }

    @Override
    public void pullBack(float[] gradient) {
        FilterGates now = Objects.requireNonNull(gates);
        float[] byUsed = gradient.clone();
        ThresholdGradient step = now.thresholdGradient(byUsed, learning.perTerm());
        float[] byKept = now.weightGradient(byUsed, learning.perTerm());
        System.arraycopy(byKept, 0, gradient, 0, gradient.length);
        pruned.clear(gradient);
        first = Math.max(0, first - learning.rate() * step.first());
        second = Math.max(0, second - learning.rate() * step.second());
    }

    /** How many terms each filter has, 0 to 2. */
    public int[] terms() {
        return Objects.requireNonNull(gates).terms();
    }
}
