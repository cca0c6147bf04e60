package org.lampyris.evaluation.training.layers;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A dense convolution with any strides and any kernel, by ND4J's operations. */
final class GeneralConvolver implements Convolver {
    private final Operation forward;
    private final Operation backward;

    GeneralConvolver(NativeArrays all, ConvolutionUnit unit) {
        ConvolutionUnit.Side rows = unit.rows();
        ConvolutionUnit.Side columns = unit.columns();
        long[] arguments = {
            rows.kernel(),
            columns.kernel(),
            rows.stride(),
            columns.stride(),
            rows.padding(),
            columns.padding(),
            1,
            1,
            0,
            1,
            1
        };
        this.forward = all.own(new Operation("conv2d", 2, 1, arguments));
        this.backward = all.own(new Operation("conv2d_bp", 3, 2, arguments));
    }

    @Override
    public void forward(INDArray input, INDArray weight, INDArray output) {
        forward.run(input, weight, output);
    }

    @Override
    public void backward(
            INDArray input, INDArray weight, INDArray gradient, INDArray inputGradient, INDArray weightGradient) {
        backward.run(input, weight, gradient, inputGradient, weightGradient);
    }
}
