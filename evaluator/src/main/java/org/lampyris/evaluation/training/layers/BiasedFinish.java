package org.lampyris.evaluation.training.layers;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** A bias for each channel, or none. Works in pieces that stay in the first-level cache. */
final class BiasedFinish implements Finish {
    private static final int PIECE = 2048;

    private final int channels;
    private final int length;
    private final int piece;
    private final boolean relu;
    private final double[] bias;
    private final float[] shift;
    private final float[] x;
    private final float[] y;
    private final double[] sums;

    /** @param pixels images x height x width */
    BiasedFinish(int pixels, int channels, boolean relu) {
        this.channels = channels;
        this.length = pixels * channels;
        this.piece = Math.min(pixels, Math.max(1, PIECE / channels)) * channels;
        this.relu = relu;
        this.bias = new double[channels];
        this.shift = new float[piece];
        this.x = new float[piece];
        this.y = new float[piece];
        this.sums = new double[piece];
    }

    @Override
    public void forward(FloatBuffer convolved, FloatBuffer output, UnitViews parameters, boolean training) {
        if (parameters.has(UnitParameters.BIAS)) {
            parameters.read(UnitParameters.BIAS, bias);
        }
        for (int i = 0; i < piece; i++) {
            shift[i] = (float) bias[i % channels];
        }
        for (int at = 0; at < length; at += piece) {
            int count = Math.min(piece, length - at);
            convolved.get(at, x, 0, count);
            add(x, shift, count);
            if (relu) {
                rectify(x, count);
            }
            output.put(at, x, 0, count);
        }
    }

    @Override
    public void backward(
            FloatBuffer convolved,
            FloatBuffer gradient,
            FloatBuffer output,
            UnitViews parameters,
            UnitViews gradients) {
        Arrays.fill(sums, 0);
        for (int at = 0; at < length; at += piece) {
            int count = Math.min(piece, length - at);
            gradient.get(at, x, 0, count);
            if (relu) {
                output.get(at, y, 0, count);
                mask(x, y, count);
            }
            accumulate(x, sums, count);
            output.put(at, x, 0, count);
        }
        if (gradients.has(UnitParameters.BIAS)) {
            double[] byBias = new double[channels];
            for (int i = 0; i < piece; i++) {
                byBias[i % channels] += sums[i];
            }
            gradients.write(UnitParameters.BIAS, byBias);
        }
    }

    private static void add(float[] x, float[] shift, int count) {
        for (int i = 0; i < count; i++) {
            x[i] += shift[i];
        }
    }

    private static void rectify(float[] x, int count) {
        for (int i = 0; i < count; i++) {
            x[i] = Math.max(0f, x[i]);
        }
    }

    /** Without a branch. */
    private static void mask(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            x[i] *= Math.min(1f, y[i] * 1e38f);
        }
    }

    private static void accumulate(float[] x, double[] sums, int count) {
        for (int i = 0; i < count; i++) {
            sums[i] += x[i];
        }
    }
}
