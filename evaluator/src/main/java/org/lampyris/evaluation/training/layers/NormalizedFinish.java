package org.lampyris.evaluation.training.layers;

import java.nio.FloatBuffer;

/** Batch normalisation. */
final class NormalizedFinish implements Finish {
    private final FloatNormalization normalization;
    private final Affine affine;
    private final int pixels;
    private final boolean relu;

    NormalizedFinish(int pixels, int channels, boolean relu) {
        this.normalization = new FloatNormalization(pixels, channels);
        this.affine = new Affine(channels);
        this.pixels = pixels;
        this.relu = relu;
    }

    @Override
    public void forward(FloatBuffer convolved, FloatBuffer output, UnitViews parameters, boolean training) {
        parameters.read(UnitParameters.GAMMA, affine.gamma);
        parameters.read(UnitParameters.BETA, affine.beta);
        if (training) {
            normalization.forward(convolved, output, affine, relu);
        } else {
            parameters.read(UnitParameters.MEAN, affine.mean);
            parameters.read(UnitParameters.VARIANCE, affine.variance);
            normalization.infer(convolved, output, affine, relu);
        }
    }

    @Override
    public void backward(
            FloatBuffer convolved,
            FloatBuffer gradient,
            FloatBuffer output,
            UnitViews parameters,
            UnitViews gradients) {
        normalization.backward(convolved, gradient, output, affine, relu);
        gradients.write(UnitParameters.GAMMA, affine.gammaGradient);
        gradients.write(UnitParameters.BETA, affine.betaGradient);
        moveStatistics(parameters, gradients);
    }

    /** The statistics' updater subtracts what stands in their gradient. */
    private void moveStatistics(UnitViews parameters, UnitViews gradients) {
        double unbiased = pixels / Math.max(1.0, pixels - 1);
        double share = ConvolutionUnit.STATISTICS_MOMENTUM;
        FloatBuffer means = parameters.vector(UnitParameters.MEAN);
        FloatBuffer variances = parameters.vector(UnitParameters.VARIANCE);
        FloatBuffer byMean = gradients.vector(UnitParameters.MEAN);
        FloatBuffer byVariance = gradients.vector(UnitParameters.VARIANCE);
        for (int c = 0; c < affine.mean.length; c++) {
            byMean.put(c, (float) (share * (means.get(c) - affine.mean[c])));
            byVariance.put(c, (float) (share * (variances.get(c) - affine.variance[c] * unbiased)));
        }
    }
}
