package org.lampyris.evaluation.compression.factorization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lampyris.evaluation.weights.Tensor;

class DecomposedTest {
    private static Tensor random(long seed, int... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        int size = 1;
        for (int s : shape) {
            size *= s;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, shape);
    }

    @ParameterizedTest
    @CsvSource({"5,9", "9,5", "1,4", "7,7", "40,12"})
    void whatATruncationLosesIsTheTailOfTheSingularValues(int rows, int columns) {
        Tensor weight = random(rows, rows, columns);
        RealMatrix matrix = Decomposed.matrix(weight);
        double[] singular = new SingularValueDecomposition(matrix).getSingularValues();
        TruncatedSvd svd = new TruncatedSvd(weight);
        assertEquals(Ranks.of(Math.min(rows, columns)), svd.full());
        double last = 1;
        for (int rank = 1; rank <= singular.length; rank++) {
            double tail = 0;
            for (int i = rank; i < singular.length; i++) {
                tail += singular[i] * singular[i];
            }
            double expected = Math.sqrt(tail) / matrix.getFrobeniusNorm();
            List<Tensor> factors = svd.factors(Ranks.of(rank));
            RealMatrix product = Decomposed.matrix(factors.get(1)).multiply(Decomposed.matrix(factors.get(0)));
            assertEquals(expected, svd.relativeError(Ranks.of(rank)), 1e-7);
            assertEquals(expected, product.subtract(matrix).getFrobeniusNorm() / matrix.getFrobeniusNorm(), 1e-6);
            assertTrue(svd.relativeError(Ranks.of(rank)) < last);
            last = svd.relativeError(Ranks.of(rank));
        }
    }

    @Test
    void bothFactorsAreOfTheSameSize() {
        List<Tensor> factors = new TruncatedSvd(random(3, 6, 8, 1, 1)).factors(Ranks.of(4));
        assertEquals(List.of(4, 8, 1, 1), factors.get(0).shape());
        assertEquals(List.of(6, 4, 1, 1), factors.get(1).shape());
        assertEquals(
                Decomposed.matrix(factors.get(0)).getFrobeniusNorm(),
                Decomposed.matrix(factors.get(1)).getFrobeniusNorm(),
                1e-5);
    }

    @Test
    void nothingIsLostOfZero() {
        TruncatedSvd svd = new TruncatedSvd(Tensor.of(new float[12], 3, 4));
        assertEquals(0, svd.relativeError(Ranks.of(1)));
        assertEquals(Ranks.of(1), svd.keeping(0.99));
        assertEquals(List.of(Tensor.of(new float[4], 1, 4), Tensor.of(new float[3], 3, 1)), svd.factors(Ranks.of(1)));
    }

    /** The best pair's error is the tail of the singular values of [(in, rows)] x [(columns, out)] (Tai et al. 2016). */
    @ParameterizedTest
    @CsvSource({"6,5,3", "4,8,5", "1,3,3", "12,2,3", "3,1,5"})
    void whatASeparablePairLosesIsTheTailOfTheSingularValues(int out, int in, int kernel) {
        Tensor weight = random(out + in, out, in, kernel, kernel);
        double[][] rows = new double[in * kernel][kernel * out];
        for (int i = 0; i < weight.size(); i++) {
            int o = i / (in * kernel * kernel);
            int c = i / (kernel * kernel) % in;
            rows[c * kernel + i / kernel % kernel][i % kernel * out + o] = weight.value(i);
        }
        RealMatrix matrix = MatrixUtils.createRealMatrix(rows);
        double[] singular = new SingularValueDecomposition(matrix).getSingularValues();
        Separable separable = new Separable(weight);
        assertEquals(Ranks.separable(Math.min(in, out) * kernel), separable.full());
        double last = 1 + 1e-12;
        double tail = Math.pow(matrix.getFrobeniusNorm(), 2);
        for (int rank = 1; rank <= singular.length; rank++) {
            tail -= singular[rank - 1] * singular[rank - 1];
            double squared = Math.max(0, tail) / Math.pow(matrix.getFrobeniusNorm(), 2);
            double said = separable.relativeError(Ranks.separable(rank));
            assertEquals(squared, said * said, 1e-7, "rank " + rank);
            assertEquals(squared, squaredError(weight, separable.factors(Ranks.separable(rank))), 1e-6);
            assertTrue(said < last || said < 1e-7, "rank " + rank);
            last = said;
            Ranks kept = separable.keeping(1 - squared - 1e-9);
            assertTrue(kept.in() <= rank && kept.form() == Ranks.Form.SEPARABLE, kept + " for " + rank);
        }
    }

    /** The relative squared error of what a k x 1 convolution and a 1 x k one compute together. */
    private static double squaredError(Tensor weight, List<Tensor> pair) {
        int in = weight.shape().get(1);
        int kernel = weight.shape().get(2);
        int rank = pair.get(0).shape().get(0);
        assertEquals(List.of(rank, in, kernel, 1), pair.get(0).shape());
        assertEquals(
                List.of(weight.shape().get(0), rank, 1, kernel), pair.get(1).shape());
        double error = 0;
        double all = 0;
        for (int i = 0; i < weight.size(); i++) {
            int o = i / (in * kernel * kernel);
            int place = i / kernel % (in * kernel);
            double value = 0;
            for (int r = 0; r < rank; r++) {
                value += (double) pair.get(0).value(r * in * kernel + place)
                        * pair.get(1).value((o * rank + r) * kernel + i % kernel);
            }
            error += (value - weight.value(i)) * (value - weight.value(i));
            all += (double) weight.value(i) * weight.value(i);
        }
        return error / all;
    }

    @ParameterizedTest
    @CsvSource({"6,5,3", "4,8,5", "1,3,3", "12,2,3"})
    void tuckerLosesLessAtHigherRanksAndNeverMoreThanItSays(int out, int in, int kernel) {
        Tensor weight = random(out, out, in, kernel, kernel);
        Tucker tucker = new Tucker(weight);
        double norm = Decomposed.matrix(weight).getFrobeniusNorm();
        for (int a = 1; a <= in; a++) {
            for (int b = 1; b <= out; b++) {
                Ranks ranks = new Ranks(a, b);
                double error = tucker.relativeError(ranks);
                assertTrue(a == 1 || error <= tucker.relativeError(new Ranks(a - 1, b)));
                assertTrue(b == 1 || error <= tucker.relativeError(new Ranks(a, b - 1)));
                double real = error(weight, tucker.factors(ranks), norm, a < in, b < out);
                assertTrue(real <= error + 1e-6, ranks + ": " + real + " over " + error);
                assertTrue(real >= 0.7 * error - 1e-6, ranks + ": " + real + " far under " + error);
            }
        }
    }

    /** The relative error of the product of the factors. */
    private static double error(Tensor weight, List<Tensor> factors, double norm, boolean down, boolean up) {
        List<Integer> shape = weight.shape();
        int window = shape.get(2) * shape.get(3);
        Tensor core = factors.get(down ? 1 : 0);
        int a = core.shape().get(1);
        int b = core.shape().get(0);
        double sum = 0;
        for (int i = 0; i < weight.size(); i++) {
            int o = i / (shape.get(1) * window);
            int c = i / window % shape.get(1);
            double value = 0;
            for (int k = 0; k < a * b; k++) {
                double right = down ? factors.get(0).value(k % a * shape.get(1) + c) : k % a == c ? 1 : 0;
                double left = up ? factors.get(factors.size() - 1).value(o * b + k / a) : k / a == o ? 1 : 0;
                value += left * core.value(k * window + i % window) * right;
            }
            sum += (value - weight.value(i)) * (value - weight.value(i));
        }
        return Math.sqrt(sum) / norm;
    }
}
