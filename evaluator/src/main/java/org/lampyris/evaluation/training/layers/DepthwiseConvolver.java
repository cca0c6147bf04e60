package org.lampyris.evaluation.training.layers;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A depthwise convolution. ND4J's operation is fast forward only: the gradient by the input is a depthwise convolution
 * too, of the result's gradient with the flipped kernel, and the gradient by the weights is {@link DepthwiseGradient}'s.
 */
final class DepthwiseConvolver implements Convolver {
    private final int kernel;
    private final int stride;
    private final int channels;
    private final Operation forward;
    private final Operation transposed;
    private final DepthwiseGradient byWeight;
    private final INDArray flipped;
    private final INDArray dilated;

    /** @param in the input's shape [N, H, W, C] */
    DepthwiseConvolver(NativeArrays all, ConvolutionUnit unit, long[] in) {
        this.kernel = unit.getKernel();
        this.stride = unit.getStride();
        this.channels = (int) in[3];
        this.forward = all.own(operation(stride));
        this.transposed = all.own(operation(1));
        this.byWeight = new DepthwiseGradient(in, kernel, stride);
        this.flipped = all.array(kernel, kernel, channels, 1);
        this.dilated = all.array(stride == 1 ? new long[] {1} : in);
        dilated.assign(0);
    }

    private Operation operation(int step) {
        int p = kernel / 2;
        return new Operation("depthwise_conv2d", 2, 1, kernel, kernel, step, step, p, p, 1, 1, 0, 1, 0);
    }

    @Override
    public void forward(INDArray input, INDArray weight, INDArray output) {
        forward.run(input, weight, output);
    }

    @Override
    public void backward(
            INDArray input, INDArray weight, INDArray gradient, INDArray inputGradient, INDArray weightGradient) {
        byWeight.run(Floats.of(input), Floats.of(gradient), Floats.of(weightGradient));
        flip(Floats.of(weight));
        if (stride > 1) {
            dilate(gradient);
        }
        transposed.run(stride > 1 ? dilated : gradient, flipped, inputGradient);
    }

    private void flip(FloatBuffer weight) {
        FloatBuffer to = Floats.of(flipped);
        int taps = kernel * kernel;
        for (int tap = 0; tap < taps; tap++) {
            to.put(tap * channels, weight, (taps - 1 - tap) * channels, channels);
        }
    }

    /** What the stride leaves out is and stays zero. */
    private void dilate(INDArray gradient) {
        int height = (int) dilated.size(1);
        int width = (int) dilated.size(2);
        int outHeight = (int) gradient.size(1);
        int outWidth = (int) gradient.size(2);
        FloatBuffer from = Floats.of(gradient);
        FloatBuffer to = Floats.of(dilated);
        float[] row = new float[outWidth * channels];
        float[] spread = new float[width * channels];
        for (int i = 0; i < gradient.size(0) * outHeight; i++) {
            from.get(i * row.length, row);
            for (int x = 0; x < outWidth; x++) {
                System.arraycopy(row, x * channels, spread, x * stride * channels, channels);
            }
            to.put((i / outHeight * height + i % outHeight * stride) * spread.length, spread);
        }
    }
}
