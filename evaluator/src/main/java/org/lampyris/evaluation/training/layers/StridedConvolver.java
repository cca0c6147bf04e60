package org.lampyris.evaluation.training.layers;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A dense convolution with a stride, by ND4J's operations. */
final class StridedConvolver implements Convolver {
    private final Operation forward;
    private final Operation backward;

    StridedConvolver(NativeArrays all, ConvolutionUnit unit) {
        int k = unit.getKernel();
        int s = unit.getStride();
        long[] arguments = {k, k, s, s, k / 2, k / 2, 1, 1, 0, 1, 1};
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
