package org.lampyris.evaluation.training.layers;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A 1x1 convolution as matrix products of all pixels [N x H x W, channels] with the weights, which needs no other order
 * of the values in memory.
 */
final class PointwiseConvolver implements Convolver {
    private final Operation forward;
    private final Operation byInput;
    private final Operation byWeight;
    private final Matrix input = new Matrix();
    private final Matrix weight = new Matrix();
    private final Matrix output = new Matrix();
    private final Matrix gradient = new Matrix();
    private final Matrix inputGradient = new Matrix();
    private final Matrix weightGradient = new Matrix();

    PointwiseConvolver(NativeArrays all) {
        this.forward = all.own(new Operation("matmul", 2, 1, 0, 1, 0));
        this.byInput = all.own(new Operation("matmul", 2, 1, 0, 0, 0));
        this.byWeight = all.own(new Operation("matmul", 2, 1, 1, 0, 0));
    }

    @Override
    public void forward(INDArray in, INDArray w, INDArray out) {
        forward.run(input.columnsLast(in), weight.rowsFirst(w), output.columnsLast(out));
    }

    @Override
    public void backward(INDArray in, INDArray w, INDArray result, INDArray byIn, INDArray byW) {
        byInput.run(gradient.columnsLast(result), weight.rowsFirst(w), inputGradient.columnsLast(byIn));
        byWeight(in, result, byW);
    }

    /** The gradient by the weights alone. */
    void byWeight(INDArray in, INDArray result, INDArray byW) {
        byWeight.run(gradient.columnsLast(result), input.columnsLast(in), weightGradient.rowsFirst(byW));
    }
}
