package org.lampyris.search.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImprovementTest {

    @ParameterizedTest(name = "over {0}, mean {1}, deviation {2}")
    @CsvSource({"0, 0, 1", "1, 0, 1", "-1, 0.5, 2", "3, 1, 0.4", "0.9, 0.91, 0.003", "-2, 5, 0.1", "10, 4, 1"})
    void isTheIntegral(double level, double mean, double deviation) {
        double from = Math.max(level, mean - 12 * deviation);
        double to = mean + 12 * deviation;
        double integral = new IterativeLegendreGaussIntegrator(20, 1e-12, 1e-14)
                .integrate(
                        1_000_000,
                        x -> {
                            double z = (x - mean) / deviation;
                            return (x - level) * Math.exp(-0.5 * z * z) / (deviation * Math.sqrt(2 * Math.PI));
                        },
                        from,
                        to);
        assertEquals(integral, Improvement.over(level, mean, deviation), 1e-9 * Math.max(deviation, integral));
    }

    @Test
    void hasLimits() {
        assertEquals(0, Improvement.over(1, 0.5, 0));
        assertEquals(0.5, Improvement.over(0.5, 1, 0));
        assertEquals(0.5, Improvement.over(0.5, 1, 1e-300));
        assertEquals(100, Improvement.over(0, 100, 1), 1e-12);
        assertEquals(0, Improvement.over(100, 0, 1));
        assertEquals(Double.POSITIVE_INFINITY, Improvement.over(Double.NEGATIVE_INFINITY, 0, 1));
        assertEquals(Double.POSITIVE_INFINITY, Improvement.over(Double.NEGATIVE_INFINITY, 0, 0));
        assertEquals(0, Improvement.over(Double.POSITIVE_INFINITY, 0, 0));
    }

    /** By the first terms of the asymptotic series of the tail. */
    @Test
    void isExactInTheTail() {
        for (double z = 10; z <= 30; z++) {
            double density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
            double squared = z * z;
            double expected = density / squared * (1 - 3 / squared + 15 / squared / squared);
            double actual = Improvement.over(z, 0, 1);
            assertEquals(1, actual / expected, 105 / (squared * squared * squared) + 1e-9, "at " + z);
        }
    }

    @Test
    void aLookNeverLosesAndGainsMoreWhereMoreIsInDoubt() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            double best = random.nextDouble(-2, 2);
            double mean = random.nextDouble(-2, 2);
            double deviation = Math.exp(random.nextDouble(-6, 1));
            double noise = i % 3 == 0 ? 0 : random.nextDouble();
            boolean known = i % 2 == 0;
            double gain = Improvement.byLook(best, new Prediction(mean, deviation), known, noise);
            double more = Improvement.byLook(best, new Prediction(mean, 1.5 * deviation), known, noise);
            double noisier = Improvement.byLook(best, new Prediction(mean, deviation), known, noise + 0.5);
            String where = best + ", " + mean + ", " + deviation + ", " + noise + ", " + known;
            assertTrue(gain >= 0, () -> gain + " at " + where);
            assertTrue(more >= gain - 1e-15, where);
            assertTrue(noisier <= gain + 1e-15, where);
        }
    }

    @Test
    void aLookThatCanChangeNothingIsWorthNothing() {
        assertEquals(0, Improvement.byLook(1, new Prediction(2, 0), true, 0.1));
        assertEquals(0, Improvement.byLook(1, new Prediction(0.5, 0), true, 0.1));
        assertEquals(0, Improvement.byLook(1, new Prediction(1, 0), true, 0));
        assertEquals(0, Improvement.byLook(1, new Prediction(1.5, 1e-3), true, 0), 1e-12);
        assertEquals(0, Improvement.byLook(1, new Prediction(0.5, 0), false, 0.1));
        assertEquals(1, Improvement.byLook(1, new Prediction(2, 0), false, 0.1));
    }

    /** What may be learnt of a leader and of a follower at the same distance is worth the same. */
    @Test
    void aLeaderCanLoseItsPlaceAsAFollowerCanTakeIt() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 1000; i++) {
            double gap = random.nextDouble(0, 3);
            double leader = Improvement.byLook(0, new Prediction(gap, 1), true, 0.3);
            double follower = Improvement.byLook(0, new Prediction(-gap, 1), true, 0.3);
            assertEquals(follower, leader, 1e-12);
        }
    }
}
