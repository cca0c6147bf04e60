package org.lampyris.evaluation.training.layers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gradients against ND4J's own operations, which are right but slow. */
class ConvolverTest {

    @ParameterizedTest
    @CsvSource({
        "4,3,14,14,5,1",
        "2,5,7,9,5,2",
        "3,16,8,8,7,1",
        "2,4,13,6,7,2",
        "1,1,2,2,5,2",
        "3,17,9,6,3,1",
        "2,8,6,7,3,2",
        "2,3,1,1,3,1",
        "2,3,5,5,3,3",
        "1,6,3,2,7,1"
    })
    void depthwiseAgreesWithTheOperation(int images, int channels, int height, int width, int kernel, int stride) {
        SplittableRandom random = new SplittableRandom(kernel * 100L + stride);
        long[] in = {images, height, width, channels};
        long[] out = {images, (height - 1) / stride + 1, (width - 1) / stride + 1, channels};
        INDArray input = filled(random, in);
        INDArray weight = filled(random, kernel, kernel, channels, 1);
        INDArray gradient = filled(random, out);
        INDArray[] expected = {filled(random, in), filled(random, kernel, kernel, channels, 1)};
        INDArray[] found = {filled(random, in), filled(random, kernel, kernel, channels, 1)};
        int padding = kernel / 2;
        ConvolutionUnit unit = new ConvolutionUnit(
                "unit",
                channels,
                channels,
                ConvolutionUnit.Window.same(kernel, stride, true),
                new ConvolutionUnit.Ending(ConvolutionUnit.Following.NORMALIZATION, false));
        try (Operation operation = new Operation(
                "depthwise_conv2d_bp", 3, 2, kernel, kernel, stride, stride, padding, padding, 1, 1, 0, 1, 0)) {
            operation.run(input, weight, gradient, expected[0], expected[1]);
            Convolver own = NativeArrays.making(all -> Convolver.of(all, unit, in));
            own.backward(filled(random, in), weight, filled(random, out), found[0], found[1]);
            own.backward(input, weight, gradient, found[0], found[1]);
        }
        check(expected, found);
    }

    @ParameterizedTest
    @CsvSource({
        "4,3,5,14,14,3,1",
        "2,5,3,7,9,5,1",
        "3,16,8,8,8,7,1",
        "2,4,1,1,1,3,1",
        "1,1,2,2,5,5,1",
        "3,17,20,9,6,3,1",
        "2,8,4,6,7,3,2",
        "5,6,9,3,5,1,1",
        "2,4,4,1,9,3,1"
    })
    void denseAgreesWithTheOperation(
            int images, int channels, int outputs, int height, int width, int kernel, int stride) {
        SplittableRandom random = new SplittableRandom(kernel * 100L + channels);
        long[] in = {images, height, width, channels};
        long[] out = {images, (height - 1) / stride + 1, (width - 1) / stride + 1, outputs};
        long[] weights = {outputs, channels, kernel, kernel};
        INDArray input = filled(random, in);
        INDArray weight = filled(random, weights);
        INDArray gradient = filled(random, out);
        INDArray[] expected = {filled(random, in), filled(random, weights)};
        INDArray[] found = {filled(random, in), filled(random, weights)};
        int padding = kernel / 2;
        ConvolutionUnit unit = new ConvolutionUnit(
                "unit",
                channels,
                outputs,
                ConvolutionUnit.Window.same(kernel, stride, false),
                new ConvolutionUnit.Ending(ConvolutionUnit.Following.NORMALIZATION, false));
        try (Operation operation =
                new Operation("conv2d_bp", 3, 2, kernel, kernel, stride, stride, padding, padding, 1, 1, 0, 1, 1)) {
            operation.run(input, weight, gradient, expected[0], expected[1]);
            Convolver own = NativeArrays.making(all -> Convolver.of(all, unit, in));
            own.backward(filled(random, in), weight, filled(random, out), found[0], found[1]);
            own.backward(input, weight, gradient, found[0], found[1]);
        }
        check(expected, found);
    }

    private static void check(INDArray[] expected, INDArray[] found) {
        for (int i = 0; i < 2; i++) {
            double scale = Math.max(1, expected[i].amaxNumber().doubleValue());
            double difference = expected[i].sub(found[i]).amaxNumber().doubleValue();
            assertTrue(difference < 1e-5 * scale, (i == 0 ? "by input " : "by weight ") + difference + " of " + scale);
        }
    }

    private static INDArray filled(SplittableRandom random, long... shape) {
        INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, shape);
        for (int i = 0; i < array.length(); i++) {
            array.data().put(i, random.nextGaussian());
        }
        return array;
    }
}
