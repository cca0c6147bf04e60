package org.lampyris.evaluation.training.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the formulas of Ioffe and Szegedy 2015, in double precision; also where the pixels are many pieces. */
final class FloatNormalizationTest {
    private int pixels;
    private int channels;

    @ParameterizedTest
    @CsvSource({
        "100, 3, true", "100, 3, false", // one piece
        "27000, 7, true", "27000, 7, false", // many, the last shorter
        "50, 1500, true", "50, 1500, false", // a pixel a piece
        "2, 1, true", "9, 2, false"
    })
    void followsTheFormulas(int pixels, int channels, boolean relu) {
        this.pixels = pixels;
        this.channels = channels;
        SplittableRandom random = new SplittableRandom(pixels * 1000L + channels);
        int length = pixels * channels;
        float[] x = new float[length];
        float[] dy = new float[length];
        for (int i = 0; i < length; i++) {
            int channel = i % channels;
            x[i] = (float) (3 * channel + (1 + channel) * random.nextGaussian());
            dy[i] = (float) random.nextGaussian();
        }
        Affine affine = new Affine(channels);
        for (int c = 0; c < channels; c++) {
            affine.gamma[c] = c % 2 == 0 ? 0.5 + c : -0.7;
            affine.beta[c] = random.nextGaussian();
        }
        FloatNormalization normalization = new FloatNormalization(pixels, channels);
        FloatBuffer output = FloatBuffer.allocate(length);
        FloatBuffer result = FloatBuffer.allocate(length);
        normalization.forward(FloatBuffer.wrap(x), output, affine, relu);
        normalization.backward(FloatBuffer.wrap(x), FloatBuffer.wrap(dy), result, affine, relu);
        for (int c = 0; c < channels; c++) {
            checkChannel(c, new float[][] {x, dy, output.array(), result.array()}, affine, relu);
        }
        FloatBuffer inferred = FloatBuffer.allocate(length);
        normalization.infer(FloatBuffer.wrap(x), inferred, affine, relu);
        assertEquals(output, inferred, "inference by the same statistics");
    }

    private void checkChannel(int c, float[][] arrays, Affine affine, boolean relu) {
        int[] places = new int[pixels];
        for (int i = 0; i < places.length; i++) {
            places[i] = i * channels + c;
        }
        double count = places.length;
        double mean = 0;
        for (int place : places) {
            mean += arrays[0][place] / count;
        }
        double variance = 0;
        for (int place : places) {
            variance += (arrays[0][place] - mean) * (arrays[0][place] - mean) / count;
        }
        assertEquals(mean, affine.mean[c], 1e-5 * (1 + Math.abs(mean)), "mean of channel " + c);
        assertEquals(variance, affine.variance[c], 1e-4 * variance + 1e-6, "variance of channel " + c);
        double deviation = Math.sqrt(variance + 1e-5);
        double byBeta = 0;
        double byGamma = 0;
        double size = 0;
        double[] open = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            double normal = (arrays[0][places[i]] - mean) / deviation;
            double y = normal * affine.gamma[c] + affine.beta[c];
            double expected = relu ? Math.max(0, y) : y;
            assertEquals(expected, arrays[2][places[i]], 2e-5 * (1 + Math.abs(affine.gamma[c])), "output of " + c);
            boolean shut = relu && arrays[2][places[i]] <= 0;
            open[i] = shut ? 0 : arrays[1][places[i]];
            byBeta += open[i];
            byGamma += open[i] * normal;
            size += Math.abs(open[i]);
        }
        assertEquals(byBeta, affine.betaGradient[c], 1e-5 * size + 1e-6, "by beta of " + c);
        assertEquals(byGamma, affine.gammaGradient[c], 1e-5 * size + 1e-6, "by gamma of " + c);
        for (int i = 0; i < places.length; i++) {
            double normal = (arrays[0][places[i]] - mean) / deviation;
            double slope = affine.gamma[c] / deviation;
            double expected = slope * (open[i] - byBeta / count - normal * byGamma / count);
            assertEquals(expected, arrays[3][places[i]], 1e-4 * (1 + Math.abs(slope)), "by input of " + c);
        }
    }
}
