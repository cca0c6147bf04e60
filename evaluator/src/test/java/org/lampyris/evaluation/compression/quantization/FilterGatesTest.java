package org.lampyris.evaluation.compression.quantization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.compression.quantization.FilterGates.Settings;
import org.lampyris.evaluation.compression.quantization.FilterGates.ThresholdGradient;
import org.lampyris.evaluation.compression.quantization.FilterGates.Thresholds;
import org.lampyris.evaluation.weights.Tensor;

class FilterGatesTest {
    private static final int FILTERS = 4;
    private static final int EACH = 9;
    private static final double STEP = 1e-5;
    private static final double PER_TERM = 0.3;

    private final Settings settings = new Settings(7, 0.4, true);

    /** The parts of the function, computed from its definition. */
    private static final class Definition {
        private final double[] rounded;
        private final double[] residual;
        private final double[] second;

        Definition(float... weights) {
            PowerGrid grid = PowerGrid.of(weights, 7);
            rounded = new double[weights.length];
            residual = new double[weights.length];
            second = new double[weights.length];
            for (int i = 0; i < weights.length; i++) {
                rounded[i] = grid.round(weights[i]);
                residual[i] = weights[i] - rounded[i];
                second[i] = grid.round(residual[i]);
            }
        }

        /**
         * A linear loss of the weights used plus the penalty, where a step of the weights moves R(w) as much and leaves
         * the residual alone: the straight-through estimator written as a function.
         */
        double loss(float[] weights, double[] steps, double t0, double t1, double width, float[] direction) {
            double loss = 0;
            for (int filter = 0; filter < FILTERS; filter++) {
                double norm = 0;
                double left = 0;
                for (int i = filter * EACH; i < (filter + 1) * EACH; i++) {
                    norm += Math.pow(weights[i] + steps[i], 2);
                    left += residual[i] * residual[i];
                }
                double outer = 1 / (1 + Math.exp(-(Math.sqrt(norm) - t0) / width));
                double inner = 1 / (1 + Math.exp(-(Math.sqrt(left) - t1) / width));
                loss += PER_TERM * outer * (1 + inner);
                for (int i = filter * EACH; i < (filter + 1) * EACH; i++) {
                    loss += direction[i] * outer * (rounded[i] + steps[i] + inner * second[i]);
                }
            }
            return loss;
        }
    }

    private static float[] random(SplittableRandom random, double spread) {
        float[] values = new float[FILTERS * EACH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (spread * random.nextGaussian());
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theGradientIsThatOfTheRelaxedFunction(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] weights = random(random, 0.5);
        float[] direction = random(random, 1);
        Thresholds thresholds = new Thresholds(random.nextDouble(0.5, 2), random.nextDouble(0.05, 0.4));
        FilterGates gates = FilterGates.forward(weights, FILTERS, thresholds, settings);
        Definition definition = new Definition(weights);
        double t0 = thresholds.first();
        double t1 = thresholds.second();
        double width = settings.temperature();
        double[] none = new double[weights.length];

        double loss = PER_TERM * gates.penalty();
        for (int i = 0; i < weights.length; i++) {
            loss += direction[i] * (double) gates.weights()[i];
        }
        assertEquals(definition.loss(weights, none, t0, t1, width, direction), loss, 1e-5);

        ThresholdGradient found = gates.thresholdGradient(direction, PER_TERM);
        assertEquals(
                (definition.loss(weights, none, t0 + STEP, t1, width, direction)
                                - definition.loss(weights, none, t0 - STEP, t1, width, direction))
                        / (2 * STEP),
                found.first(),
                1e-6);
        assertEquals(
                (definition.loss(weights, none, t0, t1 + STEP, width, direction)
                                - definition.loss(weights, none, t0, t1 - STEP, width, direction))
                        / (2 * STEP),
                found.second(),
                1e-6);
        float[] gradient = gates.weightGradient(direction, PER_TERM);
        for (int i = 0; i < weights.length; i++) {
            double[] up = new double[weights.length];
            double[] down = new double[weights.length];
            up[i] = STEP;
            down[i] = -STEP;
            double expected = (definition.loss(weights, up, t0, t1, width, direction)
                            - definition.loss(weights, down, t0, t1, width, direction))
                    / (2 * STEP);
            assertEquals(expected, gradient[i], 1e-5 * Math.max(1, Math.abs(expected)), "weight " + i);
        }
    }

    @Test
    void descentOnTheThresholdsClosesGatesThatDontPay() {
        float[] weights = random(new SplittableRandom(3), 0.5);
        double t1 = 0;
        Settings hard = new Settings(7, 0.05, false);
        double before = FilterGates.forward(weights, FILTERS, new Thresholds(0, t1), hard)
                .penalty();
        for (int i = 0; i < 200; i++) {
            FilterGates gates = FilterGates.forward(weights, FILTERS, new Thresholds(0, t1), hard);
            t1 -= 0.01 * gates.thresholdGradient(new float[weights.length], 1).second();
        }
        double after = FilterGates.forward(weights, FILTERS, new Thresholds(0, t1), hard)
                .penalty();
        assertEquals(2 * FILTERS, before);
        assertTrue(after < before, "threshold " + t1 + ", penalty " + after);
    }

    @Test
    void whatIsNoFilterIsRefused() {
        float[] weights = random(new SplittableRandom(5), 1);
        FilterGates gates = hard(weights, 2.5, 0.4);
        assertThrows(IllegalArgumentException.class, () -> gates.weightGradient(new float[1], 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> FilterGates.forward(weights, 5, new Thresholds(0, 0), new Settings(7, 1, true)));
    }

    private static FilterGates hard(float[] weights, double first, double second) {
        return FilterGates.forward(weights, FILTERS, new Thresholds(first, second), new Settings(7, 0.1, false));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void thresholdsLeadFromNothingToTwoTerms(long seed) {
        float[] weights = random(new SplittableRandom(seed), 1);
        double all = Double.POSITIVE_INFINITY;
        float[] one = powers(weights, 1);
        float[] two = powers(weights, 2);
        assertArrayEquals(one, hard(weights, 0, all).weights());
        assertArrayEquals(two, hard(weights, 0, 0).weights());
        assertArrayEquals(new int[FILTERS], hard(weights, all, 0).terms());

        double[] norms = new double[FILTERS];
        double[] left = new double[FILTERS];
        for (int i = 0; i < weights.length; i++) {
            norms[i / EACH] += Math.pow(weights[i], 2);
            left[i / EACH] += Math.pow(weights[i] - one[i], 2);
        }
        double first = middle(norms);
        double second = middle(left);
        FilterGates gates = hard(weights, Math.sqrt(first), Math.sqrt(second));
        for (int i = 0; i < weights.length; i++) {
            int filter = i / EACH;
            int expected = norms[filter] <= first ? 0 : left[filter] <= second ? 1 : 2;
            assertEquals(expected, gates.terms()[filter]);
            float value = expected == 1 ? one[i] : two[i];
            assertEquals(expected == 0 ? 0 : value, gates.weights()[i], "weight " + i);
        }
    }

    private static float[] powers(float[] weights, int terms) {
        return PowersOfTwo.ofTerms(terms)
                .project(Tensor.of(weights, FILTERS, EACH))
                .values();
    }

    /** Between the lower and the upper half. */
    private static double middle(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[FILTERS / 2 - 1] + sorted[FILTERS / 2]) / 2;
    }
}
