package org.lampyris.evaluation.training.layers;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link ConvolutionUnit}'s convolution on arrays of one shape. */
interface Convolver {
    /**
     * @param input [N, H, W, in]
     * @param weight in the unit's {@linkplain ConvolutionUnit#weightShape shape}
     * @param output [N, outH, outW, out], overwritten
     */
    void forward(INDArray input, INDArray weight, INDArray output);

    /**
     * Fills the gradients by the input, which may be left out where the unit is the first, and by the weights. The input is that of the
     * last {@link #forward}.
     */
    void backward(INDArray input, INDArray weight, INDArray gradient, INDArray inputGradient, INDArray weightGradient);

    /**
     * The fastest that there is for the unit.
     *
     * @param all takes what is made into its care
     * @param in the input's shape [N, H, W, C]
     */
    static Convolver of(NativeArrays all, ConvolutionUnit unit, long[] in) {
        if (unit.isDepthwise()) {
            return new DepthwiseConvolver(all, unit, in);
        }
        if (unit.isFirst()) {
            return new PatchConvolver(all, unit, in);
        }
        if (unit.getStride() > 1 || unit.getSides() != ConvolutionUnit.Sides.BOTH) {
            return new GeneralConvolver(all, unit);
        }
        return unit.getKernel() == 1 ? new PointwiseConvolver(all) : new DenseConvolver(all, unit, in);
    }
}
