package org.lampyris.evaluation.training.layers;

import java.nio.FloatBuffer;

/** What a {@link ConvolutionUnit} makes of its convolution's result. */
interface Finish {

    /**
     * @param convolved [pixels, channels]
     * @param output of the same shape, overwritten
     */
    void forward(FloatBuffer convolved, FloatBuffer output, UnitViews parameters, boolean training);

    /**
     * @param convolved that of the last {@link #forward} in training
     * @param gradient the loss's by the output
     * @param output the output, whose place takes the loss's gradient by {@code convolved}
     * @param gradients take those by the parameters
     */
    void backward(
            FloatBuffer convolved, FloatBuffer gradient, FloatBuffer output, UnitViews parameters, UnitViews gradients);

    static Finish of(ConvolutionUnit unit, int pixels) {
        int channels = (int) unit.getNOut();
        return unit.getFollowing() == ConvolutionUnit.Following.NORMALIZATION
                ? new NormalizedFinish(pixels, channels, unit.isRelu())
                : new BiasedFinish(pixels, channels, unit.isRelu());
    }
}
