package org.lampyris.evaluation.onnx;

import org.lampyris.evaluation.weights.Tensor;

/** In which numbers a file holds its weights and computes its results. */
interface TensorFormat {
    /** Whether the batch normalisation after a convolution becomes part of it. */
    default boolean foldsNormalization() {
        return true;
    }

    /**
     * What is put after a result, or after the network's image; the name of the value that others read.
     *
     * @param rectified whether it has no negative values
     */
    String result(GraphWriter out, String value, boolean rectified);

    /** Writes the weights of a convolution or dense layer, one kernel after the other. */
    String kernels(GraphWriter out, String name, Tensor weights);

    /**
     * Writes a bias.
     *
     * @param kernels that it belongs to
     * @param rectified whether what they are applied to has no negative values
     */
    String bias(GraphWriter out, String name, Tensor bias, Tensor kernels, boolean rectified);
}
