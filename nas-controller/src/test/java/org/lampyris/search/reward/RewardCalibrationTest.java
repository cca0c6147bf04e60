package org.lampyris.search.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RewardCalibrationTest {
    private static final double ROUNDING = 1 + 1e-12;

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    /** Spreads from none to 100,000 times, targets from far below the cheapest to far above the dearest. */
    private record Sample(double target, List<Double> costs) {
        static Sample of(int seed) {
            SplittableRandom random = new SplittableRandom(seed);
            double spread = random.nextInt(5) == 0 ? 0 : random.nextDouble(0.001, 12);
            double scale = StrictMath.exp(random.nextDouble(-20, 20));
            List<Double> costs = random.doubles(random.nextInt(1, 200))
                    .mapToObj(u -> scale * StrictMath.exp(spread * u))
                    .toList();
            double target = random.nextBoolean()
                    ? costs.get(random.nextInt(costs.size()))
                    : scale * StrictMath.exp(random.nextDouble(-1, spread + 1));
            return new Sample(target, costs);
        }

        MnasNetReward reward() {
            RewardCalibration exponents = RewardCalibration.of(target, costs);
            return new MnasNetReward("cost", target, exponents.alpha(), exponents.beta(), List.of());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void exponentsStayInTheirRange(int seed) {
        Sample sample = Sample.of(seed);
        RewardCalibration exponents = RewardCalibration.of(sample.target(), sample.costs());
        assertTrue(exponents.alpha() <= 0 && exponents.alpha() >= -0.0044, exponents.toString());
        assertTrue(exponents.beta() <= -2 && exponents.beta() >= RewardCalibration.STEEPEST, exponents.toString());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void unitsDontCount(int seed) {
        Sample sample = Sample.of(seed);
        RewardCalibration exponents = RewardCalibration.of(sample.target(), sample.costs());
        RewardCalibration inOtherUnits = RewardCalibration.of(
                sample.target() * 1000,
                sample.costs().stream().map(cost -> cost * 1000).toList());
        assertEquals(exponents.alpha(), inOtherUnits.alpha(), 1e-12);
        assertEquals(exponents.beta(), inOtherUnits.beta(), 1e-9 * exponents.beta() * exponents.beta());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noSampledNetworkWithinTheTargetGainsMoreThanTheSaving(int seed) {
        Sample sample = Sample.of(seed);
        MnasNetReward reward = sample.reward();
        sample.costs().stream().filter(cost -> cost <= sample.target()).forEach(cost -> {
            double weight = reward.weight(cost);
            assertTrue(weight >= 1 && weight <= (1 + RewardCalibration.SAVING) * ROUNDING, cost + ": " + weight);
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void twiceTheTargetOrTheDearestNetworkLosesTheExcessUnlessTheBoundHolds(int seed) {
        Sample sample = Sample.of(seed);
        MnasNetReward reward = sample.reward();
        double dear = Math.min(2 * sample.target(), Collections.max(sample.costs()));
        if (reward.beta() > RewardCalibration.STEEPEST) {
            assertEquals(1 - RewardCalibration.EXCESS, reward.weight(dear), 1e-9);
        } else {
            assertTrue(dear <= sample.target() * 1.149, "the bound holds only within 15 % over the target");
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void ofTwoNetworksOfOneAccuracyTheCheaperIsPreferred(int seed) {
        Sample sample = Sample.of(seed);
        MnasNetReward reward = sample.reward();
        List<Double> sorted = sample.costs().stream().sorted().toList();
        for (int i = 1; i < sorted.size(); i++) {
            assertTrue(reward.weight(sorted.get(i)) <= reward.weight(sorted.get(i - 1)) * ROUNDING);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatHasTheHighestRewardWithinTheTargetIsAsAccurateAsTheBestButForTheSaving(int seed) {
        Sample sample = Sample.of(seed);
        MnasNetReward reward = sample.reward();
        SplittableRandom random = new SplittableRandom(seed + 1000);
        double best = 0;
        double highest = 0;
        double chosen = 0;
        for (double cost : sample.costs()) {
            double accuracy = random.nextDouble();
            if (cost <= sample.target()) {
                best = Math.max(best, accuracy);
                chosen = accuracy * reward.weight(cost) > highest ? accuracy : chosen;
                highest = Math.max(highest, accuracy * reward.weight(cost));
            }
        }
        assertTrue(chosen * (1 + RewardCalibration.SAVING) * ROUNDING >= best, chosen + " for " + best);
    }

    @Test
    void aHigherTargetMakesTheExcessSteeper() {
        List<Double> costs = List.of(1.0, 2.0, 4.0);
        double beta = 0;
        for (double target : new double[] {0.5, 1, 2, 2.5, 3, 3.5, 3.9, 4, 5}) {
            double steeper = RewardCalibration.of(target, costs).beta();
            assertTrue(steeper <= beta, target + ": " + steeper);
            beta = steeper;
        }
    }

    @Test
    void aWiderSpreadMakesTheSavingFlatter() {
        double alpha = RewardCalibration.of(4, List.of(2.0, 8.0)).alpha();
        assertTrue(RewardCalibration.of(4, List.of(0.5, 8.0)).alpha() > alpha);
        assertEquals(-0.004322, alpha, 1e-6);
    }

    @ParameterizedTest
    @CsvSource({
        "all equal to the target, 1, 1, 1, -10",
        "target below the cheapest, 1, 3, 9, -2",
        "target a little below a narrow spread, 1, 1.01, 1.1, -10",
        "target above the dearest, 9, 5, 6, -10",
    })
    void spreadsWithNothingOnOneSide(String what, double target, double cheapest, double dearest, double beta) {
        RewardCalibration exponents = RewardCalibration.of(target, List.of(cheapest, dearest));
        assertEquals(-0.004322, exponents.alpha(), 1e-6, what);
        assertEquals(beta, exponents.beta(), 1e-12, what);
    }

    @Test
    void extremesAreFinite() {
        RewardCalibration wide = RewardCalibration.of(Double.MAX_VALUE, List.of(Double.MIN_VALUE, 1.0));
        assertEquals(0, wide.alpha(), 1e-300);
        assertEquals(RewardCalibration.STEEPEST, wide.beta());
        assertEquals(
                -2,
                RewardCalibration.of(Double.MIN_VALUE, List.of(Double.MAX_VALUE))
                        .beta(),
                1e-12);
    }

    @Test
    void refusesWhatIsNoCost() {
        assertThrows(IllegalArgumentException.class, () -> RewardCalibration.of(1, List.of()));
        for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> RewardCalibration.of(1, List.of(2.0, wrong)));
            assertThrows(IllegalArgumentException.class, () -> RewardCalibration.of(wrong, List.of(1.0)));
        }
    }
}
