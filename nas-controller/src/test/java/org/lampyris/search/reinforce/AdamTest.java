package org.lampyris.search.reinforce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AdamTest {

    @Test
    void firstStepIsTheLearningRateUphill() {
        Weights weights = new Weights(2);
        weights.gradient[0] = 0.3;
        weights.gradient[1] = -0.001;
        new Adam(weights, 0.01, 1).step();
        assertEquals(0.01, weights.values[0], 1e-8);
        assertEquals(-0.01, weights.values[1], 1e-6);
        assertArrayEquals(new double[2], weights.gradient);
    }

    @Test
    void climbsToTheTop() {
        Weights weights = new Weights(1);
        Adam adam = new Adam(weights, 0.05, 1);
        for (int i = 0; i < 500; i++) {
            weights.gradient[0] = 2 * (3 - weights.values[0]);
            adam.step();
        }
        assertEquals(3, weights.values[0], 0.01);
    }

    /** A huge gradient followed by small ones weighs no more than its clipped norm. */
    @Test
    void clipsTheNorm() {
        Weights huge = new Weights(2);
        Weights clipped = new Weights(2);
        Adam a = new Adam(huge, 0.1, 1);
        Adam b = new Adam(clipped, 0.1, 1);
        huge.gradient[0] = 3e9;
        huge.gradient[1] = 4e9;
        clipped.gradient[0] = 0.6;
        clipped.gradient[1] = 0.8;
        for (int i = 0; i < 3; i++) {
            a.step();
            b.step();
            assertArrayEquals(clipped.values, huge.values, 1e-9);
            huge.gradient[0] = clipped.gradient[0] = -0.2;
        }
    }

    @Test
    void aGradientThatIsNotFiniteTakesNoStep() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e200}) {
            Weights weights = new Weights(2);
            Adam adam = new Adam(weights, 0.1, 1);
            weights.gradient[0] = bad;
            adam.step();
            assertArrayEquals(new double[2], weights.values);
            assertArrayEquals(new double[2], weights.gradient);
        }
    }
}
