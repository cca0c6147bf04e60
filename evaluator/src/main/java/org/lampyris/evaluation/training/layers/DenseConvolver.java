package org.lampyris.evaluation.training.layers;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A dense convolution without stride. The gradient by the input is a convolution too, of the result's gradient with the
 * turned kernels, which needs no other order of values in memory as ND4J's own operation for it does; the gradient by the
 * weights is {@link DenseGradient}'s.
 */
final class DenseConvolver implements Convolver {
    private final Operation forward;
    private final Operation transposed;
    private final DenseGradient byWeight;
    private final INDArray turned;
    private final int taps;
    private final float[] weights;
    private final float[] turning;

    /** @param in the input's shape [N, H, W, C] */
    DenseConvolver(NativeArrays all, ConvolutionUnit unit, long[] in) {
        int k = unit.getKernel();
        int padding = unit.getPadding();
        int rest = k - 1 - padding;
        this.forward = all.own(new Operation("conv2d", 2, 1, k, k, 1, 1, padding, padding, 1, 1, 0, 1, 1));
        this.transposed = all.own(new Operation("conv2d", 2, 1, k, k, 1, 1, rest, rest, 1, 1, 0, 1, 1));
        this.byWeight = new DenseGradient(all, in, (int) unit.getNOut(), k, padding);
        this.turned = all.array(unit.getNIn(), unit.getNOut(), k, k);
        this.taps = k * k;
        this.weights = new float[(int) turned.length()];
        this.turning = new float[weights.length];
    }

    @Override
    public void forward(INDArray input, INDArray weight, INDArray output) {
        forward.run(input, weight, output);
    }

    @Override
    public void backward(
            INDArray input, INDArray weight, INDArray gradient, INDArray inputGradient, INDArray weightGradient) {
        byWeight.run(Floats.of(input), Floats.of(gradient), Floats.of(weightGradient));
        turn(Floats.of(weight));
        transposed.run(gradient, turned, inputGradient);
    }

    /** [out, in, k, k] to [in, out, k, k], each kernel turned by half a circle. */
    private void turn(FloatBuffer weight) {
        int ins = (int) turned.size(0);
        int outs = (int) turned.size(1);
        weight.get(0, weights);
        for (int o = 0; o < outs; o++) {
            for (int i = 0; i < ins; i++) {
                int from = (o * ins + i) * taps;
                int last = (i * outs + o) * taps + taps - 1;
                for (int tap = 0; tap < taps; tap++) {
                    turning[last - tap] = weights[from + tap];
                }
            }
        }
        Floats.of(turned).put(0, turning);
    }
}
