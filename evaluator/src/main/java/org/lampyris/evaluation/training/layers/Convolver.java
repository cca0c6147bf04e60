package org.lampyris.evaluation.training.layers;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link ConvolutionUnit}'s convolution on arrays of one shape. */
final class Convolver {
    /** The smallest depthwise kernel that {@link DepthwiseGradient} is faster for. */
    private static final int LARGE_KERNEL = 5;

    private final Operation forward;
    private final @Nullable Operation backward;
    private final @Nullable DepthwiseGradient large;

    /**
     * @param all takes what is made into its care
     * @param in the input's shape [N, C, H, W]
     */
    Convolver(NativeArrays all, ConvolutionUnit unit, long[] in) {
        int k = unit.getKernel();
        int s = unit.getStride();
        long[] arguments = {k, k, s, s, k / 2, k / 2, 1, 1, 0, 0, unit.isDepthwise() ? 0 : 1};
        String name = unit.isDepthwise() ? "depthwise_conv2d" : "conv2d";
        boolean own = unit.isDepthwise() && k >= LARGE_KERNEL;
        this.forward = all.own(new Operation(name, 2, 1, arguments));
        this.backward = own ? null : all.own(new Operation(name + "_bp", 3, 2, arguments));
        this.large = own ? new DepthwiseGradient(all, in, k, s) : null;
    }

    void forward(INDArray input, INDArray weight, INDArray output) {
        forward.run(input, weight, output);
    }

    /** Fills the gradients by the input and by the weights. */
    void backward(INDArray input, INDArray weight, INDArray gradient, INDArray inputGradient, INDArray weightGradient) {
        if (large != null) {
            large.run(input, weight, gradient, inputGradient, weightGradient);
        } else if (backward != null) {
            backward.run(input, weight, gradient, inputGradient, weightGradient);
        }
    }
}
