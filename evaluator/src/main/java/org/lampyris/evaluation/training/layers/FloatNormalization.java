package org.lampyris.evaluation.training.layers;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Batch normalisation and ReLU over off-heap NHWC floats in as few passes as there can be. Whole pixels are copied into
 * small arrays, in pieces that stay in the first-level cache; the loops are plain, long and without branches, so that the
 * just-in-time compiler vectorises them. Sums are kept for each position of a piece, about that of the first piece, and
 * joined in double precision, so results don't depend on the vector width.
 */
final class FloatNormalization {
    private static final int PIECE = 1024;
    /** So many pieces are added up in single precision. */
    private static final int RUN = 64;

    private final int channels;
    private final int length;
    private final int piece;
    private final float[] x;
    private final float[] dy;
    private final float[] first;
    private final float[] sum;
    private final float[] second;
    private final double[] sums;
    private final double[] seconds;
    private final float[] scale;
    private final float[] shift;
    private final float[] slope;

    /** @param pixels images x height x width */
    FloatNormalization(int pixels, int channels) {
        this.channels = channels;
        this.length = pixels * channels;
        this.piece = Math.min(pixels, Math.max(1, PIECE / channels)) * channels;
        this.x = new float[piece];
        this.dy = new float[piece];
        this.first = new float[piece];
        this.sum = new float[piece];
        this.second = new float[piece];
        this.sums = new double[piece];
        this.seconds = new double[piece];
        this.scale = new float[piece];
        this.shift = new float[piece];
        this.slope = new float[piece];
    }

    /**
     * Normalises by the batch's own statistics.
     *
     * @param affine receives the batch's mean and variance
     */
    void forward(FloatBuffer input, FloatBuffer output, Affine affine, boolean relu) {
        statistics(input, affine);
        infer(input, output, affine, relu);
    }

    /** Normalises by the statistics that are given. */
    void infer(FloatBuffer input, FloatBuffer output, Affine affine, boolean relu) {
        spread(affine);
        for (int at = 0; at < length; at += piece) {
            int count = Math.min(piece, length - at);
            input.get(at, x, 0, count);
            if (relu) {
                scaleAndRectify(x, scale, shift, count);
            } else {
                scaleAndShift(x, scale, shift, count);
            }
            output.put(at, x, 0, count);
        }
    }

    private void statistics(FloatBuffer input, Affine affine) {
        input.get(0, first, 0, piece);
        clear();
        for (int at = piece, n = 1; at < length; at += piece, n++) {
            int count = Math.min(piece, length - at);
            input.get(at, x, 0, count);
            accumulate(x, first, sum, second, count);
            if (n % RUN == 0) {
                flush();
            }
        }
        flush();
        double pixels = length / (double) channels;
        for (int c = 0; c < channels; c++) {
            double mean = 0;
            for (int i = c; i < piece; i += channels) {
                mean += (double) times(i) * first[i] + sums[i];
            }
            mean /= pixels;
            double squares = 0;
            for (int i = c; i < piece; i += channels) {
                double own = sums[i] / times(i);
                double away = first[i] + own - mean;
                squares += seconds[i] - sums[i] * own + times(i) * away * away;
            }
            affine.mean[c] = mean;
            affine.variance[c] = Math.max(0, squares / pixels);
        }
    }

    /** How many values a piece's position stands for. */
    private int times(int position) {
        return (length - position + piece - 1) / piece;
    }

    private void clear() {
        Arrays.fill(sum, 0);
        Arrays.fill(second, 0);
        Arrays.fill(sums, 0);
        Arrays.fill(seconds, 0);
    }

    private void flush() {
        for (int i = 0; i < piece; i++) {
            sums[i] += sum[i];
            seconds[i] += second[i];
            sum[i] = 0;
            second[i] = 0;
        }
    }

    /**
     * @param input what {@link #forward} normalised
     * @param gradient the loss's gradient by the output
     * @param result the loss's gradient by the input
     * @param affine with the statistics that {@code forward} left; receives the gradients by scale and shift
     */
    void backward(FloatBuffer input, FloatBuffer gradient, FloatBuffer result, Affine affine, boolean relu) {
        spread(affine);
        clear();
        for (int at = 0, n = 1; at < length; at += piece, n++) {
            int count = load(input, gradient, at, relu);
            correlate(dy, x, sum, second, count);
            if (n % RUN == 0) {
                flush();
            }
        }
        flush();
        gradients(affine);
        for (int at = 0; at < length; at += piece) {
            int count = load(input, gradient, at, relu);
            combine(dy, x, slope, first, second, count);
            result.put(at, dy, 0, count);
        }
    }

    private int load(FloatBuffer input, FloatBuffer gradient, int at, boolean relu) {
        int count = Math.min(piece, length - at);
        input.get(at, x, 0, count);
        gradient.get(at, dy, 0, count);
        if (relu) {
            mask(dy, x, scale, shift, count);
        }
        return count;
    }

    /** The gradients of scale and shift, and the three coefficients of the input's gradient for each position. */
    private void gradients(Affine affine) {
        double size = length / (double) channels;
        for (int c = 0; c < channels; c++) {
            double plain = 0;
            double weighted = 0;
            for (int i = c; i < piece; i += channels) {
                plain += sums[i];
                weighted += seconds[i];
            }
            double inverse = affine.inverseDeviation(c);
            double byGamma = (weighted - affine.mean[c] * plain) * inverse;
            affine.gammaGradient[c] = byGamma;
            affine.betaGradient[c] = plain;
            // gamma * inverse * (dy - plain / size - normalised * byGamma / size), as slope * dy + a * x + b
            double steep = affine.gamma[c] * inverse;
            double a = -steep * inverse * byGamma / size;
            double b = -steep * plain / size - a * affine.mean[c];
            for (int i = c; i < piece; i += channels) {
                slope[i] = (float) steep;
                first[i] = (float) a;
                second[i] = (float) b;
            }
        }
    }

    private void spread(Affine affine) {
        for (int c = 0; c < channels; c++) {
            double steep = affine.gamma[c] * affine.inverseDeviation(c);
            float a = (float) steep;
            float b = (float) (affine.beta[c] - affine.mean[c] * steep);
            for (int i = c; i < piece; i += channels) {
                scale[i] = a;
                shift[i] = b;
            }
        }
    }

    private static void accumulate(float[] x, float[] first, float[] sum, float[] second, int length) {
        for (int i = 0; i < length; i++) {
            float d = x[i] - first[i];
            sum[i] += d;
            second[i] += d * d;
        }
    }

    private static void scaleAndShift(float[] x, float[] scale, float[] shift, int length) {
        for (int i = 0; i < length; i++) {
            x[i] = x[i] * scale[i] + shift[i];
        }
    }

    private static void scaleAndRectify(float[] x, float[] scale, float[] shift, int length) {
        for (int i = 0; i < length; i++) {
            x[i] = Math.max(0f, x[i] * scale[i] + shift[i]);
        }
    }

    /** Zeroes the gradient where the ReLU's input was not above zero, without a branch. */
    private static void mask(float[] dy, float[] x, float[] scale, float[] shift, int length) {
        for (int i = 0; i < length; i++) {
            dy[i] *= Math.max(0f, Math.min(1f, (x[i] * scale[i] + shift[i]) * 1e38f));
        }
    }

    private static void correlate(float[] dy, float[] x, float[] sum, float[] second, int length) {
        for (int i = 0; i < length; i++) {
            float g = dy[i];
            sum[i] += g;
            second[i] += g * x[i];
        }
    }

    private static void combine(float[] dy, float[] x, float[] slope, float[] a, float[] b, int length) {
        for (int i = 0; i < length; i++) {
            dy[i] = slope[i] * dy[i] + a[i] * x[i] + b[i];
        }
    }
}
