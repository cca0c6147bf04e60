package org.lampyris.evaluation.training.layers;

import java.nio.FloatBuffer;

/**
 * Batch normalisation and ReLU over off-heap NCHW floats in as few passes as there can be. A slab of channels is copied
 * into small arrays image by image, in sizes that stay in the second-level cache from the first pass to the second; the
 * loops are plain, long and without branches, so that the just-in-time compiler vectorises them. Sums are kept for each
 * position of the slab and joined in double precision, so results don't depend on the vector width.
 */
final class FloatNormalization {
    private static final int CACHE_FLOATS = 1 << 16;

    private final int images;
    private final int channels;
    private final int plane;
    private final int slab;
    private final float[] x;
    private final float[] dy;
    private final float[] first;
    private final float[] sum;
    private final float[] second;
    private final float[] scale;
    private final float[] shift;
    private final float[] slope;

    /** @param plane height x width */
    FloatNormalization(int images, int channels, int plane) {
        this.images = images;
        this.channels = channels;
        this.plane = plane;
        this.slab = Math.max(1, Math.min(channels, CACHE_FLOATS / (images * plane)));
        int length = slab * plane;
        this.x = new float[length];
        this.dy = new float[length];
        this.first = new float[length];
        this.sum = new float[length];
        this.second = new float[length];
        this.scale = new float[length];
        this.shift = new float[length];
        this.slope = new float[length];
    }

    /**
     * Training: normalises by the batch's own statistics, which it leaves in {@code mean} and {@code variance} (biased).
     */
    void forward(FloatBuffer input, FloatBuffer output, Affine affine, boolean relu) {
        for (int from = 0; from < channels; from += slab) {
            int count = Math.min(slab, channels - from);
            statistics(input, from, count, affine);
            apply(input, output, from, count, affine, relu);
        }
    }

    /** Inference: normalises by the statistics in {@code affine}. */
    void infer(FloatBuffer input, FloatBuffer output, Affine affine, boolean relu) {
        for (int from = 0; from < channels; from += slab) {
            apply(input, output, from, Math.min(slab, channels - from), affine, relu);
        }
    }

    private void statistics(FloatBuffer input, int from, int count, Affine affine) {
        int length = count * plane;
        for (int n = 0; n < images; n++) {
            input.get(position(n, from), x, 0, length);
            if (n == 0) {
                System.arraycopy(x, 0, first, 0, length);
                clear(sum, length);
                clear(second, length);
            } else {
                accumulate(x, first, sum, second, length);
            }
        }
        for (int c = 0; c < count; c++) {
            double mean = 0;
            for (int i = c * plane; i < (c + 1) * plane; i++) {
                mean += first[i] + (double) sum[i] / images;
            }
            mean /= plane;
            double squares = 0;
            for (int i = c * plane; i < (c + 1) * plane; i++) {
                double own = (double) sum[i] / images;
                double away = first[i] + own - mean;
                squares += second[i] - sum[i] * own + images * away * away;
            }
            affine.mean[from + c] = mean;
            affine.variance[from + c] = Math.max(0, squares / ((double) images * plane));
        }
    }

    private void apply(FloatBuffer input, FloatBuffer output, int from, int count, Affine affine, boolean relu) {
        int length = count * plane;
        spread(from, count, affine);
        for (int n = 0; n < images; n++) {
            int position = position(n, from);
            input.get(position, x, 0, length);
            if (relu) {
                scaleAndRectify(x, scale, shift, length);
            } else {
                scaleAndShift(x, scale, shift, length);
            }
            output.put(position, x, 0, length);
        }
    }

    /**
     * @param input what {@link #forward} normalised
     * @param gradient the loss's gradient by the output
     * @param result the loss's gradient by the input
     * @param affine with the statistics that {@code forward} left; receives the gradients by scale and shift
     */
    void backward(FloatBuffer input, FloatBuffer gradient, FloatBuffer result, Affine affine, boolean relu) {
        for (int from = 0; from < channels; from += slab) {
            int count = Math.min(slab, channels - from);
            int length = count * plane;
            spread(from, count, affine);
            clear(sum, length);
            clear(second, length);
            for (int n = 0; n < images; n++) {
                int position = position(n, from);
                input.get(position, x, 0, length);
                gradient.get(position, dy, 0, length);
                if (relu) {
                    mask(dy, x, scale, shift, length);
                }
                correlate(dy, x, sum, second, length);
            }
            gradients(from, count, affine);
            for (int n = 0; n < images; n++) {
                int position = position(n, from);
                input.get(position, x, 0, length);
                gradient.get(position, dy, 0, length);
                if (relu) {
                    mask(dy, x, scale, shift, length);
                }
                combine(dy, x, slope, first, second, length);
                result.put(position, dy, 0, length);
            }
        }
    }

    /** The gradients of scale and shift, and the three coefficients of the input's gradient for each position. */
    private void gradients(int from, int count, Affine affine) {
        double size = (double) images * plane;
        for (int c = 0; c < count; c++) {
            int channel = from + c;
            double plain = 0;
            double weighted = 0;
            for (int i = c * plane; i < (c + 1) * plane; i++) {
                plain += sum[i];
                weighted += second[i];
            }
            double inverse = affine.inverseDeviation(channel);
            double byGamma = (weighted - affine.mean[channel] * plain) * inverse;
            affine.gammaGradient[channel] = byGamma;
            affine.betaGradient[channel] = plain;
            // gamma * inverse * (dy - plain / size - normalised * byGamma / size), as slope * dy + a * x + b
            double steep = affine.gamma[channel] * inverse;
            double a = -steep * inverse * byGamma / size;
            double b = -steep * plain / size - a * affine.mean[channel];
            for (int i = c * plane; i < (c + 1) * plane; i++) {
                slope[i] = (float) steep;
                first[i] = (float) a;
                second[i] = (float) b;
            }
        }
    }

    private void spread(int from, int count, Affine affine) {
        for (int c = 0; c < count; c++) {
            double steep = affine.gamma[from + c] * affine.inverseDeviation(from + c);
            float a = (float) steep;
            float b = (float) (affine.beta[from + c] - affine.mean[from + c] * steep);
            for (int i = c * plane; i < (c + 1) * plane; i++) {
                scale[i] = a;
                shift[i] = b;
            }
        }
    }

    private int position(int image, int channel) {
        return (image * channels + channel) * plane;
    }

    private static void clear(float[] a, int length) {
        for (int i = 0; i < length; i++) {
            a[i] = 0;
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
