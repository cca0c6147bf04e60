package org.lampyris.evaluation.compression.quantization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.weights.Tensor;

class PowersOfTwoTest {
    static Tensor random(long seed, int filters, int each) {
        SplittableRandom random = new SplittableRandom(seed);
        double spread = Math.exp(random.nextDouble(-6, 3));
        float[] values = new float[filters * each];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (spread * random.nextGaussian());
        }
        return Tensor.of(values, filters, each);
    }

    /** The distance to the nearest of 0 and the signed powers. */
    private static double distance(double number, int largest, int exponents) {
        double least = Math.abs(number);
        for (int e = largest; e > largest - exponents; e--) {
            least = Math.min(least, Math.min(Math.abs(number - Math.pow(2, e)), Math.abs(number + Math.pow(2, e))));
        }
        return least;
    }

    /** The exponent of the power nearest to the largest weight. */
    private static int largest(Tensor weights) {
        double size = 0;
        for (float value : weights.values()) {
            size = Math.max(size, Math.abs(value));
        }
        int best = -60;
        for (int e = -60; e < 60; e++) {
            best = Math.abs(size - Math.pow(2, e)) < Math.abs(size - Math.pow(2, best)) ? e : best;
        }
        return best;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7})
    void nothingIsNearer(int exponents) {
        for (long seed = 0; seed < 30; seed++) {
            Tensor weights = random(seed, 3, 50);
            int largest = largest(weights);
            Tensor one = new PowersOfTwo(1, exponents).project(weights);
            Tensor two = new PowersOfTwo(2, exponents).project(weights);
            for (int i = 0; i < weights.size(); i++) {
                double left = (double) weights.value(i) - one.value(i);
                assertEquals(distance(weights.value(i), largest, exponents), Math.abs(left), 1e-6 * Math.abs(left));
                double second = Math.abs((double) weights.value(i) - two.value(i));
                assertEquals(distance(left, largest, exponents), second, 1e-6 * Math.abs(weights.value(i)));
            }
        }
    }

    @Test
    void aSecondTermHelpsAndRoundingTwiceIsRoundingOnce() {
        double one = 0;
        double two = 0;
        for (long seed = 0; seed < 20; seed++) {
            Tensor weights = random(seed, 2, 40);
            Tensor first = PowersOfTwo.ofTerms(1).project(weights);
            assertEquals(first, PowersOfTwo.ofTerms(1).project(first));
            Tensor second = PowersOfTwo.ofTerms(2).project(weights);
            for (int i = 0; i < weights.size(); i++) {
                double size = Math.abs(weights.value(i));
                one += Math.abs(weights.value(i) - first.value(i)) / (size + 1e-9);
                two += Math.abs(weights.value(i) - second.value(i)) / (size + 1e-9);
            }
        }
        assertTrue(two < 0.5 * one, two + " against " + one);
    }

    @Test
    void anExampleByHand() {
        Tensor weights = Tensor.of(new float[] {1.4f, -0.75f, 0.3f, 0.007f, 0.008f, 0, -0.02f, 0.9f}, 2, 4);
        // 1 and the six powers below; the smallest is 1/64, halves of which go up.
        assertArrayEquals(
                new float[] {1, -1, 0.25f, 0, 0.015625f, 0, -0.015625f, 1},
                PowersOfTwo.ofTerms(1).project(weights).values());
        assertArrayEquals(
                new float[] {1.5f, -0.75f, 0.3125f, 0, 0.015625f, 0, -0.015625f, 0.875f},
                PowersOfTwo.ofTerms(2).project(weights).values());
        assertEquals(4, PowersOfTwo.ofTerms(1).bitsPerWeight());
        assertEquals(8, PowersOfTwo.ofTerms(2).bitsPerWeight());
        assertEquals(3, new PowersOfTwo(1, 3).bitsPerWeight());
        assertEquals(8 * 4 + 8, PowersOfTwo.ofTerms(1).bits(weights));
        Tensor zeros = Tensor.of(new float[3], 1, 3);
        assertEquals(zeros, PowersOfTwo.ofTerms(2).project(zeros));
        assertThrows(IllegalArgumentException.class, () -> PowersOfTwo.ofTerms(3));
        assertThrows(IllegalArgumentException.class, () -> new PowersOfTwo(1, 8));
    }
}
