package org.lampyris.search.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BeatProbabilityTest {

    @Test
    void pairsAreCountedAndTiesAreHalves() {
        assertEquals(1, estimate(new double[] {3, 4}, new double[] {1, 2}));
        assertEquals(0, estimate(new double[] {1, 2}, new double[] {3, 4}));
        assertEquals(0.25, estimate(new double[] {1, 3}, new double[] {2, 4}));
        assertEquals(0.5, estimate(new double[] {7, 7, 7}, new double[] {7, 7}));
        // Of six pairs, 5 beats 1 and 2 and 2 beats 1, 2 ties with 2; the others lose.
        assertEquals(3.5 / 6, estimate(new double[] {5, 2, 0}, new double[] {1, 2}), 1e-15);
    }

    /** Solved apart from the program for these estimates and sizes. */
    @Test
    void theIntervalSolvesNewcombesEquation() {
        BeatProbability sure = BeatProbability.of(new double[] {3, 4}, new double[] {1, 2});
        assertEquals(0.385636, sure.low(), 1e-6);
        assertEquals(1, sure.high(), 1e-6);
        BeatProbability quarter = BeatProbability.of(new double[] {1, 3}, new double[] {2, 4});
        assertEquals(0.033218, quarter.low(), 1e-6);
        assertEquals(0.772813, quarter.high(), 1e-6);
    }

    /** At 0.5 its variance is that of U without a difference, so interval and test agree. */
    @Test
    void theIntervalLeavesOutChanceWhereTheTestDoes() {
        SplittableRandom random = new SplittableRandom(1);
        int beyond = 0;
        for (int i = 0; i < 500; i++) {
            double shift = random.nextDouble(-1, 1);
            double[] values =
                    random.doubles(random.nextInt(2, 40)).map(v -> v + shift).toArray();
            double[] others = random.doubles(random.nextInt(2, 40)).toArray();
            BeatProbability beats = BeatProbability.of(values, others);
            assertTrue(beats.low() <= beats.estimate() && beats.estimate() <= beats.high(), beats::toString);
            assertTrue(beats.low() >= 0 && beats.high() <= 1, beats::toString);
            boolean outside = beats.aboveChance() || beats.belowChance();
            assertEquals(beats.pValue() < 0.05, outside, beats::toString);
            beyond += outside ? 1 : 0;
        }
        assertTrue(beyond > 100 && beyond < 400, "outside: " + beyond);
    }

    /** Normal samples whose means lie apart by the standard deviation: the truth is Phi(1 / sqrt 2). */
    @Test
    void nineteenOfTwentyIntervalsHoldTheTruth() {
        double truth = 0.7602499389065233;
        SplittableRandom random = new SplittableRandom(2);
        int held = 0;
        for (int i = 0; i < 2000; i++) {
            double[] values = new double[32];
            double[] others = new double[8];
            Arrays.setAll(values, j -> random.nextGaussian() + 1);
            Arrays.setAll(others, j -> random.nextGaussian());
            BeatProbability beats = BeatProbability.of(values, others);
            held += beats.low() <= truth && truth <= beats.high() ? 1 : 0;
        }
        assertEquals(0.95, held / 2000.0, 0.015);
    }

    private static double estimate(double[] values, double[] others) {
        return BeatProbability.of(values, others).estimate();
    }
}
