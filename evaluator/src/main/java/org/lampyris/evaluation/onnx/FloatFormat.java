package org.lampyris.evaluation.onnx;

import org.lampyris.evaluation.weights.Tensor;

/**
 * 32-bit floats, as they are.
 *
 * @param foldsNormalization false for a network that is to be trained on
 */
record FloatFormat(boolean foldsNormalization) implements TensorFormat {
    @Override
    public String result(GraphWriter out, String value, boolean rectified) {
        return value;
    }

    @Override
    public String kernels(GraphWriter out, String name, Tensor weights) {
        return out.constant(name, weights);
    }

    @Override
    public String bias(GraphWriter out, String name, Tensor bias, Tensor kernels, boolean rectified) {
        return out.constant(name, bias);
    }
}
