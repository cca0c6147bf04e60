package org.lampyris.evaluation.training.layers;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradients of a depthwise convolution with a kernel of 5 or more, for which oneDNN falls back to a matrix product a
 * channel. The gradient by the input is a depthwise convolution of the result's gradient with the flipped kernel. The
 * gradient by the weights is added up here: a plane lies with its padding in one array, so that each weight's share is
 * one long product of two arrays, which the just-in-time compiler vectorises once the second is copied to start where
 * the first does.
 */
final class DepthwiseGradient {
    private final int images;
    private final int channels;
    private final int height;
    private final int width;
    private final int kernel;
    private final int stride;
    private final int pitch;
    private final int outHeight;
    private final int outWidth;

    private final float[] plane;
    private final float[] padded;
    private final float[] gradient;
    private final float[] shifted;
    private final float[][] products;
    private final INDArray flipped;
    private final INDArray dilated;
    private final Operation convolution;

    /**
     * @param all takes what is made into its care
     * @param in the input's shape [N, C, H, W]
     * @param kernel odd; padded by half
     */
    DepthwiseGradient(NativeArrays all, long[] in, int kernel, int stride) {
        this.images = (int) in[0];
        this.channels = (int) in[1];
        this.height = (int) in[2];
        this.width = (int) in[3];
        this.kernel = kernel;
        this.stride = stride;
        this.outHeight = (height - 1) / stride + 1;
        this.outWidth = (width - 1) / stride + 1;
        int padding = kernel / 2;
        this.pitch = width + 2 * padding;
        int span = (height - 1) * pitch + width;
        this.plane = new float[height * width];
        this.padded = new float[(height + 2 * padding) * pitch];
        this.gradient = new float[span];
        this.shifted = new float[span];
        this.products = new float[kernel * kernel][span];
        this.flipped = all.array(kernel, kernel, channels, 1);
        this.dilated = all.array(stride == 1 ? new long[] {1} : in);
        dilated.assign(0);
        this.convolution =
                all.own(new Operation("depthwise_conv2d", 2, 1, kernel, kernel, 1, 1, padding, padding, 1, 1, 0, 0, 0));
    }

    /** @param weight [kernel, kernel, channels, 1], as is its gradient */
    void run(INDArray input, INDArray weight, INDArray result, INDArray inputGradient, INDArray weightGradient) {
        flip(Floats.of(weight));
        if (stride > 1) {
            dilate(Floats.of(result));
        }
        byWeight(Floats.of(input), Floats.of(result), Floats.of(weightGradient));
        convolution.run(stride > 1 ? dilated : result, flipped, inputGradient);
    }

    private void flip(FloatBuffer weight) {
        FloatBuffer to = Floats.of(flipped);
        int taps = kernel * kernel;
        for (int tap = 0; tap < taps; tap++) {
            to.put(tap * channels, weight, (taps - 1 - tap) * channels, channels);
        }
    }

    /** What the stride leaves out is and stays zero. */
    private void dilate(FloatBuffer result) {
        FloatBuffer to = Floats.of(dilated);
        float[] row = new float[outWidth];
        for (int p = 0; p < images * channels; p++) {
            for (int y = 0; y < outHeight; y++) {
                result.get((p * outHeight + y) * outWidth, row);
                int start = (p * height + y * stride) * width;
                for (int x = 0; x < outWidth; x++) {
                    to.put(start + x * stride, row[x]);
                }
            }
        }
    }

    private void byWeight(FloatBuffer input, FloatBuffer result, FloatBuffer weightGradient) {
        for (int c = 0; c < channels; c++) {
            for (float[] product : products) {
                Arrays.fill(product, 0);
            }
            for (int n = 0; n < images; n++) {
                loadInput(input, n * channels + c);
                loadGradient(result, n * channels + c);
                for (int tap = 0; tap < products.length; tap++) {
                    System.arraycopy(padded, tap / kernel * pitch + tap % kernel, shifted, 0, shifted.length);
                    multiply(products[tap], gradient, shifted);
                }
            }
            for (int tap = 0; tap < products.length; tap++) {
                double sum = 0;
                for (float product : products[tap]) {
                    sum += product;
                }
                weightGradient.put(tap * channels + c, (float) sum);
            }
        }
    }

    private void loadInput(FloatBuffer from, int index) {
        from.get(index * plane.length, plane);
        int start = kernel / 2 * (pitch + 1);
        for (int y = 0; y < height; y++) {
            System.arraycopy(plane, y * width, padded, start + y * pitch, width);
        }
    }

    /** Between the rows, and where a stride leaves out, the gradient is and stays zero. */
    private void loadGradient(FloatBuffer from, int index) {
        from.get(index * outHeight * outWidth, plane, 0, outHeight * outWidth);
        for (int y = 0; y < outHeight; y++) {
            int to = y * stride * pitch;
            for (int x = 0; x < outWidth; x++) {
                gradient[to + x * stride] = plane[y * outWidth + x];
            }
        }
    }

    private static void multiply(float[] product, float[] a, float[] b) {
        for (int i = 0; i < product.length; i++) {
            product[i] += a[i] * b[i];
        }
    }
}
