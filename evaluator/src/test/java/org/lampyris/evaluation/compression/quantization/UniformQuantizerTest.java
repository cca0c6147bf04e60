package org.lampyris.evaluation.compression.quantization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.weights.Tensor;

class UniformQuantizerTest {
    /** Channels of different spread, some shifted, some with outliers, perhaps one of zeros. */
    static Tensor random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int channels = 1 + random.nextInt(6);
        int each = 9 * (1 + random.nextInt(12));
        float[] values = new float[channels * each];
        for (int channel = 0; channel < channels; channel++) {
            double spread = channel == 4 ? 0 : Math.exp(random.nextDouble(-4, 1));
            double shift = random.nextInt(3) == 0 ? random.nextDouble(-2, 2) : 0;
            for (int i = 0; i < each; i++) {
                double tail = random.nextInt(50) == 0 ? 4 : 1;
                values[channel * each + i] = (float) (spread * (shift + tail * random.nextGaussian()));
            }
        }
        return Tensor.of(values, channels, each / 9, 3, 3);
    }

    private static double squaredError(Tensor a, Tensor b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            sum += Math.pow((double) a.value(i) - b.value(i), 2);
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
    void insideTheRangeTheErrorIsHalfAScale(int bits) {
        for (long seed = 0; seed < 20; seed++) {
            Tensor weights = random(seed);
            for (ScaleChoice choice : ScaleChoice.values()) {
                for (boolean symmetric : new boolean[] {true, false}) {
                    for (boolean perChannel : new boolean[] {true, false}) {
                        UniformQuantizer quantizer = new UniformQuantizer(bits, symmetric, perChannel, choice);
                        QuantizedTensor quantized = quantizer.quantize(weights);
                        Tensor rounded = quantized.dequantize();
                        assertEquals(perChannel ? weights.shape().get(0) : 1, quantized.scales().length);
                        assertEquals(rounded, quantizer.project(weights));
                        int each = weights.size() / quantized.scales().length;
                        int lowest = symmetric ? 1 - (1 << (bits - 1)) : -(1 << (bits - 1));
                        for (int i = 0; i < weights.size(); i++) {
                            float scale = quantized.scales()[i / each];
                            int zero = quantized.zeros()[i / each];
                            float low = (lowest - zero) * scale;
                            float high = ((1 << (bits - 1)) - 1 - zero) * scale;
                            double wanted = Math.max(low, Math.min(weights.value(i), high));
                            assertEquals(wanted, rounded.value(i), scale * 0.50001, quantizer + ", seed " + seed);
                            assertTrue(
                                    choice != ScaleChoice.MIN_MAX
                                            || Math.abs(weights.value(i) - rounded.value(i)) < scale * 1.00001,
                                    "nothing is cut off");
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 8})
    void roundingTwiceIsRoundingOnce(int bits) {
        for (long seed = 0; seed < 20; seed++) {
            for (ScaleChoice choice : ScaleChoice.values()) {
                UniformQuantizer quantizer = new UniformQuantizer(bits, true, true, choice);
                QuantizedTensor once = quantizer.quantize(random(seed));
                QuantizedTensor twice = quantizer.quantize(once.dequantize());
                assertArrayEquals(once.integers(), twice.integers(), quantizer + ", seed " + seed);
                assertEquals(0, squaredError(once.dequantize(), twice.dequantize()), 1e-9);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 6, 8})
    void zeroStaysAndSignsTurnAround(int bits) {
        for (long seed = 0; seed < 20; seed++) {
            float[] values = random(seed).values();
            values[0] = 0;
            Tensor weights = Tensor.of(values, 1, values.length);
            float[] mirrored = values.clone();
            for (int i = 0; i < mirrored.length; i++) {
                mirrored[i] = -mirrored[i];
            }
            for (boolean symmetric : new boolean[] {true, false}) {
                UniformQuantizer quantizer = new UniformQuantizer(bits, symmetric, true, ScaleChoice.MIN_MAX);
                assertEquals(0, quantizer.project(weights).value(0));
            }
            UniformQuantizer symmetric = UniformQuantizer.ofBits(bits);
            assertTrue(symmetric.quantize(weights).symmetric());
            Tensor there = symmetric.project(weights);
            Tensor back = symmetric.project(Tensor.of(mirrored, 1, values.length));
            for (int i = 0; i < values.length; i++) {
                assertEquals(there.value(i), -back.value(i), 1e-30f);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 8})
    void theSearchAndAScaleForEachChannelNeverLose(int bits) {
        double gain = 0;
        for (long seed = 0; seed < 30; seed++) {
            Tensor weights = random(seed);
            for (boolean symmetric : new boolean[] {true, false}) {
                UniformQuantizer whole = new UniformQuantizer(bits, symmetric, false, ScaleChoice.MEAN_SQUARED_ERROR);
                UniformQuantizer each = new UniformQuantizer(bits, symmetric, true, ScaleChoice.MEAN_SQUARED_ERROR);
                UniformQuantizer plain = new UniformQuantizer(bits, symmetric, false, ScaleChoice.MIN_MAX);
                double searched = squaredError(weights, whole.project(weights));
                assertTrue(squaredError(weights, each.project(weights)) <= searched, "seed " + seed);
                double unsearched = squaredError(weights, plain.project(weights));
                assertTrue(searched <= unsearched, "seed " + seed);
                gain += unsearched > 0 ? 1 - searched / unsearched : 0;
            }
        }
        assertTrue(gain / 60 > (bits <= 3 ? 0.25 : bits == 4 ? 0.1 : 0), "mean gain " + gain / 60);
    }

    @Test
    void anExampleByHand() {
        Tensor weights = Tensor.of(new float[] {-1, 0.5f, 1.27f, 0.004f, -0.3f, 0.6f}, 2, 3);
        QuantizedTensor quantized = new UniformQuantizer(8, true, false, ScaleChoice.MIN_MAX).quantize(weights);
        assertEquals(0.01f, quantized.scales()[0], 1e-9);
        assertArrayEquals(new int[] {-100, 50, 127, 0, -30, 60}, quantized.integers());
        QuantizedTensor shifted = new UniformQuantizer(2, false, true, ScaleChoice.MIN_MAX).quantize(weights);
        assertArrayEquals(new int[] {-1, -1}, shifted.zeros());
        assertArrayEquals(new int[] {-2, 0, 1, -1, -2, 1}, shifted.integers());
        assertEquals(6 * 8 + 32, new UniformQuantizer(8, true, false, ScaleChoice.MIN_MAX).bits(weights));
        assertEquals(6 * 2 + 2 * 34, new UniformQuantizer(2, false, true, ScaleChoice.MIN_MAX).bits(weights));
    }

    @Test
    void whatCantBeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> UniformQuantizer.ofBits(1));
        assertThrows(IllegalArgumentException.class, () -> UniformQuantizer.ofBits(9));
        List<Integer> shape = List.of(1, 2);
        float[] scale = {1};
        int[] zero = {0};
        QuantizedTensor good = QuantizedTensor.of(2, shape, scale, zero, new int[] {-2, 1});
        assertEquals(good, QuantizedTensor.of(2, shape, scale, zero, new int[] {-2, 1}));
        for (int[] bad : List.of(new int[] {-3, 1}, new int[] {2, 1}, new int[] {1})) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> QuantizedTensor.of(2, shape, scale, zero, bad),
                    Arrays.toString(bad));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> QuantizedTensor.of(2, shape, new float[] {0}, zero, new int[] {0, 0}));
        assertThrows(
                IllegalArgumentException.class,
                () -> QuantizedTensor.of(2, shape, scale, new int[] {2}, new int[] {0, 0}));
    }
}
