package org.lampyris.evaluation.training.layers;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A dense convolution of the network's own input, whose few channels fill no vector: each pixel's surroundings are laid
 * out in a row, and a matrix product does the rest. Nobody needs the gradient by the input.
 */
final class PatchConvolver implements Convolver {
    private final int images;
    /** For each value of an image's patches where it lies in the image, or one past the end for the padding's zeros. */
    private final int[] sources;

    private final float[] image;
    private final float[] rows;
    private final INDArray patches;
    private final PointwiseConvolver product;

    /** @param in the input's shape [N, H, W, C] */
    PatchConvolver(NativeArrays all, ConvolutionUnit unit, long[] in) {
        this.images = (int) in[0];
        this.image = new float[(int) (in[1] * in[2] * in[3]) + 1];
        this.sources = sources(unit, (int) in[1], (int) in[2], (int) in[3]);
        this.rows = new float[sources.length];
        long taps = in[3] * unit.rows().kernel() * unit.columns().kernel();
        this.patches = all.array(in[0] * sources.length / taps, taps);
        this.product = new PointwiseConvolver(all);
    }

    private static int[] sources(ConvolutionUnit unit, int height, int width, int channels) {
        ConvolutionUnit.Side rows = unit.rows();
        ConvolutionUnit.Side columns = unit.columns();
        int outHeight = (int) rows.reduced(height);
        int outWidth = (int) columns.reduced(width);
        int window = rows.kernel() * columns.kernel();
        int taps = channels * window;
        int[] sources = new int[outHeight * outWidth * taps];
        Arrays.setAll(sources, i -> {
            int pixel = i / taps;
            int tap = i % taps;
            int y = pixel / outWidth * rows.stride() + tap % window / columns.kernel() - rows.padding();
            int x = pixel % outWidth * columns.stride() + tap % columns.kernel() - columns.padding();
            boolean inside = y >= 0 && y < height && x >= 0 && x < width;
            return inside ? (y * width + x) * channels + tap / window : height * width * channels;
        });
        return sources;
    }

    @Override
    public void forward(INDArray input, INDArray weight, INDArray output) {
        FloatBuffer from = Floats.of(input);
        FloatBuffer to = Floats.of(patches);
        for (int n = 0; n < images; n++) {
            from.get(n * (image.length - 1), image, 0, image.length - 1);
            for (int i = 0; i < rows.length; i++) {
                rows[i] = image[sources[i]];
            }
            to.put(n * rows.length, rows);
        }
        product.forward(patches, weight, output);
    }

    @Override
    public void backward(
            INDArray input, INDArray weight, INDArray gradient, INDArray inputGradient, INDArray weightGradient) {
        product.byWeight(patches, gradient, weightGradient);
    }
}
