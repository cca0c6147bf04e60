package org.lampyris.evaluation.training.layers;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The gradient of a depthwise convolution by its weights. A tap's share is the product of the result's gradient with the
 * input moved by the tap, row by row. The moved rows are copies, since the just-in-time compiler vectorises only arrays
 * that are read from their start.
 */
final class DepthwiseGradient {
    private final int images;
    private final int height;
    private final int width;
    private final int channels;
    private final int kernel;
    private final int stride;
    private final int outHeight;

    private final float[] row;
    private final float[] gradient;
    /** [row modulo kernel][tap's column]: the input's last rows as each column of taps sees them. */
    private final float[][][] moved;

    /** For each tap its share at each position of a row. */
    private final float[][] products;

    /**
     * @param in the input's shape [N, H, W, C]
     * @param kernel odd; padded by half
     */
    DepthwiseGradient(long[] in, int kernel, int stride) {
        this.images = (int) in[0];
        this.height = (int) in[1];
        this.width = (int) in[2];
        this.channels = (int) in[3];
        this.kernel = kernel;
        this.stride = stride;
        this.outHeight = (height - 1) / stride + 1;
        int outRow = ((width - 1) / stride + 1) * channels;
        this.row = new float[width * channels];
        this.gradient = new float[outRow];
        this.moved = new float[kernel][kernel][outRow];
        this.products = new float[kernel * kernel][outRow];
    }

    /**
     * @param input [N, H, W, C]
     * @param result the gradient by the convolution's result
     * @param weightGradient [kernel, kernel, C, 1], overwritten
     */
    void run(FloatBuffer input, FloatBuffer result, FloatBuffer weightGradient) {
        for (float[] product : products) {
            Arrays.fill(product, 0);
        }
        for (int n = 0; n < images; n++) {
            int loaded = 0;
            for (int y = 0; y < outHeight; y++) {
                int first = y * stride - kernel / 2;
                for (; loaded < Math.min(height, first + kernel); loaded++) {
                    load(input, n, loaded);
                }
                result.get((n * outHeight + y) * gradient.length, gradient);
                for (int ky = Math.max(0, -first); ky < Math.min(kernel, height - first); ky++) {
                    multiply(ky, moved[(first + ky) % kernel]);
                }
            }
        }
        join(weightGradient);
    }

    private void multiply(int ky, float[][] columns) {
        for (int kx = 0; kx < kernel; kx++) {
            multiply(products[ky * kernel + kx], gradient, columns[kx]);
        }
    }

    /** What lies beyond the row's ends is and stays zero. */
    private void load(FloatBuffer input, int image, int y) {
        input.get((image * height + y) * row.length, row);
        for (int kx = 0; kx < kernel; kx++) {
            float[] to = moved[y % kernel][kx];
            int shift = kx - kernel / 2;
            int from = Math.max(0, (-shift + stride - 1) / stride);
            int end = Math.min(to.length / channels, (width - shift + stride - 1) / stride);
            if (stride == 1) {
                if (end > from) {
                    System.arraycopy(row, (from + shift) * channels, to, from * channels, (end - from) * channels);
                }
            } else {
                for (int x = from; x < end; x++) {
                    System.arraycopy(row, (x * stride + shift) * channels, to, x * channels, channels);
                }
            }
        }
    }

    private void join(FloatBuffer weightGradient) {
        double[] sums = new double[channels];
        for (int tap = 0; tap < products.length; tap++) {
            Arrays.fill(sums, 0);
            float[] product = products[tap];
            for (int i = 0; i < product.length; i++) {
                sums[i % channels] += product[i];
            }
            for (int c = 0; c < channels; c++) {
                weightGradient.put(tap * channels + c, (float) sums[c]);
            }
        }
    }

    private static void multiply(float[] product, float[] a, float[] b) {
        for (int i = 0; i < product.length; i++) {
            product[i] += a[i] * b[i];
        }
    }
}
