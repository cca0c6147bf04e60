package org.lampyris.evaluation.training.layers;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The gradient of a dense convolution without stride by its weights, as one matrix product for each row of the kernel.
 * Each pixel is laid out once with its neighbours to the left and right as far as the kernel reaches; the neighbours
 * above and below are the same matrix from some rows further on, as images lie in it with empty rows between them.
 */
final class DenseGradient {
    private final int images;
    private final int height;
    private final int width;
    private final int channels;
    private final int outputs;
    private final int kernel;
    /** How many rows and columns the result lacks on each side. */
    private final int inset;

    private final float[] padded;
    private final float[] neighbours;
    private final float[] results;
    private final INDArray wide;
    private final INDArray tall;
    private final INDArray[] moved;
    private final INDArray still;
    private final INDArray share;
    private final float[] shares;
    private final float[] gradient;
    private final Operation product;

    /**
     * @param all takes what is made into its care
     * @param in the input's shape [N, H, W, C]
     * @param kernel odd
     * @param padding half of the kernel, or 0
     */
    DenseGradient(NativeArrays all, long[] in, int outputs, int kernel, int padding) {
        this.images = (int) in[0];
        this.height = (int) in[1];
        this.width = (int) in[2];
        this.channels = (int) in[3];
        this.outputs = outputs;
        this.kernel = kernel;
        this.inset = kernel / 2 - padding;
        this.padded = new float[(width + kernel - 1) * channels];
        this.neighbours = new float[width * kernel * channels];
        this.results = new float[(height - 2 * inset) * (width - 2 * inset) * outputs];
        long rows = in[0] * (height + kernel - 1) * width;
        this.wide = all.array(rows, (long) kernel * channels);
        this.tall = all.array(rows, outputs);
        wide.assign(0);
        tall.assign(0);
        long used = rows - (kernel - 1L) * width;
        this.moved = new INDArray[kernel];
        for (int ky = 0; ky < kernel; ky++) {
            moved[ky] = part(wide, (long) ky * width, used);
        }
        this.still = part(tall, 0, used);
        this.share = all.array(outputs, (long) kernel * channels);
        this.shares = new float[outputs * kernel * channels];
        this.gradient = new float[shares.length * kernel];
        this.product = all.own(new Operation("matmul", 2, 1, 1, 0, 0));
    }

    private static INDArray part(INDArray of, long from, long rows) {
        return of.get(NDArrayIndex.interval(from, from + rows), NDArrayIndex.all());
    }

    /**
     * @param input [N, H, W, C]
     * @param result the gradient by the convolution's result, [N, outH, outW, outputs]
     * @param weightGradient [outputs, C, kernel, kernel], overwritten
     */
    void run(FloatBuffer input, FloatBuffer result, FloatBuffer weightGradient) {
        widen(input);
        heighten(result);
        for (int ky = 0; ky < kernel; ky++) {
            product.run(still, moved[ky], share);
            Floats.of(share).get(0, shares);
            for (int i = 0; i < shares.length; i++) {
                int row = i / (kernel * channels);
                int kx = i / channels % kernel;
                gradient[((row * channels + i % channels) * kernel + ky) * kernel + kx] = shares[i];
            }
        }
        weightGradient.put(0, gradient);
    }

    /** Each image's rows lie after as many empty ones as the kernel reaches up, and before as many as it reaches down. */
    private void widen(FloatBuffer input) {
        FloatBuffer to = Floats.of(wide);
        int row = width * channels;
        int columns = kernel * channels;
        for (int i = 0; i < images * height; i++) {
            input.get(i * row, padded, kernel / 2 * channels, row);
            for (int x = 0; x < width; x++) {
                System.arraycopy(padded, x * channels, neighbours, x * columns, columns);
            }
            int place = i / height * (height + kernel - 1) + kernel / 2 + i % height;
            to.put(place * neighbours.length, neighbours);
        }
    }

    /** What the result lacks of the input's size stays empty. */
    private void heighten(FloatBuffer result) {
        FloatBuffer to = Floats.of(tall);
        int row = inset == 0 ? results.length : (width - 2 * inset) * outputs;
        for (int n = 0; n < images; n++) {
            result.get(n * results.length, results);
            int place = n * (height + kernel - 1) + inset;
            for (int at = 0; at < results.length; at += row) {
                to.put((place * width + inset) * outputs, results, at, row);
                place++;
            }
        }
    }
}
