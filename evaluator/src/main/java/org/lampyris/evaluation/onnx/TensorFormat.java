package org.lampyris.evaluation.onnx;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.weights.Tensor;

/** In which numbers a file holds its weights and computes its results. */
interface TensorFormat {
    /** Whether the batch normalisation after a convolution becomes part of it. */
    default boolean foldsNormalization() {
        return true;
    }

    /**
     * The result of a node that other nodes read, or the network's image.
     *
     * @param node its name
     * @param rectified whether the result has no negative values
     */
    record Result(String node, boolean rectified) {}

    /** What is put after a result; the name of the value that others read. */
    String result(GraphWriter out, Result result, String value);

    /**
     * Writes the weights of a convolution or dense layer, one kernel after the other, and its bias.
     *
     * @param layer its node's name
     * @param input what they are applied to
     * @return the names of the weights and, if there is a bias, of that
     */
    List<String> parameters(GraphWriter out, String layer, Tensor weight, @Nullable Tensor bias, Result input);
}
