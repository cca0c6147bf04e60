package org.lampyris.evaluation.training.layers;

import org.lampyris.evaluation.weights.NetworkWeights;

/** Batch normalisation's figures for each channel, in double precision. */
final class Affine {
    final double[] gamma;
    final double[] beta;
    final double[] mean;
    final double[] variance;
    final double[] gammaGradient;
    final double[] betaGradient;

    Affine(int channels) {
        gamma = new double[channels];
        beta = new double[channels];
        mean = new double[channels];
        variance = new double[channels];
        gammaGradient = new double[channels];
        betaGradient = new double[channels];
    }

    double inverseDeviation(int channel) {
        return 1 / Math.sqrt(variance[channel] + NetworkWeights.EPSILON);
    }
}
