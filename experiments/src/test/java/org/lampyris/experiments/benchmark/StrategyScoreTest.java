package org.lampyris.experiments.benchmark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.lampyris.experiments.benchmark.StrategyScore.Mean;

class StrategyScoreTest {
    private static final double EXACT = 1e-12;
    /** Regrets 1, 2, 3 at 10; 0, 0.5 at 20, where the last run never came. */
    private static final StrategyScore SCORE =
            new StrategyScore("some", List.of(Outcomes.of(0, 1, 0), Outcomes.of(1, 2, 0.5), Outcomes.of(2, 3)));

    @Test
    void meansAreOverTheRunsThatCameSoFar() {
        Mean first = SCORE.mean(10, Checkpoint::regret).orElseThrow();
        assertEquals(2, first.mean(), EXACT);
        assertEquals(1 / Math.sqrt(3), first.error(), EXACT);
        assertEquals(3, first.runs());
        Mean second = SCORE.mean(20, Checkpoint::regret).orElseThrow();
        assertEquals(0.25, second.mean(), EXACT);
        assertEquals(0.25, second.error(), EXACT, "the deviation is 0.5 / sqrt(2)");
        assertEquals(2, second.runs());
        assertEquals(Optional.empty(), SCORE.mean(30, Checkpoint::regret));
        assertArrayEquals(new double[] {9, 9, 9}, SCORE.values(10, Checkpoint::unique));
    }

    @Test
    void oneRunHasNoError() {
        StrategyScore one = new StrategyScore("one", List.of(Outcomes.of(0, 4)));
        assertEquals(Optional.of(new Mean(4, 0, 1)), one.mean(10, Checkpoint::regret));
    }

    @Test
    void collapsedOptimalPaidAndTime() {
        assertEquals(0, SCORE.collapsed(10));
        assertEquals(1, SCORE.collapsed(20));
        assertEquals(0, SCORE.optimal(10));
        assertEquals(1 / 3.0, SCORE.optimal(20), EXACT);
        assertEquals(0.5, SCORE.paid(), EXACT);
        assertEquals(90.0 / 50, SCORE.milliseconds(), EXACT);
    }

    /** All of three are below all of three: U = 0, its mean is 4.5 and its variance 3 x 3 x 7 / 12. */
    @Test
    void thePValueByHand() {
        StrategyScore low = score(1, 2, 3);
        StrategyScore high = score(4, 5, 6);
        double expected = 2 * new NormalDistribution().cumulativeProbability(-4.5 / Math.sqrt(63 / 12.0));
        assertEquals(expected, p(low, high), EXACT);
        assertEquals(expected, p(high, low), EXACT);
        assertEquals(0.0495, expected, 1e-4);
        assertEquals(1, p(low, low), EXACT);
        assertEquals(Optional.empty(), low.difference(high, 20, Checkpoint::regret));
    }

    /** 1 of the 4 pairs of {1, 4} and {2, 5} is lost, 3 are won: U = 1, mean 2, variance 2 x 2 x 5 / 12. */
    @Test
    void thePValueOfMixedValues() {
        double expected = 2 * new NormalDistribution().cumulativeProbability(-1 / Math.sqrt(20 / 12.0));
        assertEquals(expected, p(score(1, 4), score(2, 5)), EXACT);
    }

    private static StrategyScore score(double... regrets) {
        return new StrategyScore(
                "score",
                Arrays.stream(regrets)
                        .mapToObj(regret -> Outcomes.of(0, regret))
                        .toList());
    }

    private static double p(StrategyScore a, StrategyScore b) {
        return a.difference(b, 10, Checkpoint::regret).orElseThrow();
    }
}
