package org.lampyris.evaluation.onnx;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;

/**
 * 32-bit floats, as they are.
 *
 * @param foldsNormalization false for a network that is to be trained on
 */
record FloatFormat(boolean foldsNormalization) implements TensorFormat {
    @Override
    public String result(GraphWriter out, Result result, String value) {
        return value;
    }

    @Override
    public List<String> parameters(GraphWriter out, String layer, Tensor weight, @Nullable Tensor bias, Result input) {
        String kernels = out.constant(layer + NetworkWeights.WEIGHT, weight);
        return bias == null ? List.of(kernels) : List.of(kernels, out.constant(layer + NetworkWeights.BIAS, bias));
    }
}
