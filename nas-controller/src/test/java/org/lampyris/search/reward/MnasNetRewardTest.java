package org.lampyris.search.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Failed;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.evaluation.EvaluationResult.Lost;
import org.lampyris.evaluation.EvaluationResult.TimedOut;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;

class MnasNetRewardTest {
    private static final List<Objective> BOUNDS = List.of(
            Objective.minimize(Metrics.LATENCY_MS).within(100),
            Objective.minimize(Metrics.FLASH_BYTES).within(1000));
    private static final MnasNetReward SOFT = MnasNetReward.soft(Metrics.LATENCY_MS, 80, BOUNDS);
    private static final MnasNetReward HARD = MnasNetReward.hard(Metrics.LATENCY_MS, 80, BOUNDS);

    private static Evaluated evaluated(double accuracy, double latency) {
        return new Evaluated(
                Metrics.of(Map.of(Metrics.ACCURACY, accuracy, Metrics.LATENCY_MS, latency)), Optional.empty());
    }

    private static Infeasible infeasible(Map<String, Double> metrics) {
        return new Infeasible(Metrics.of(metrics), "too much");
    }

    @Test
    void atTheTargetTheRewardIsTheAccuracy() {
        assertEquals(0.75, SOFT.of(evaluated(0.75, 80)));
        assertEquals(0.75, HARD.of(evaluated(0.75, 80)));
    }

    /** The paper's own reading of -0.07: twice the latency pays off with 5 % relative accuracy. */
    @Test
    void softTakesTwiceTheLatencyForFivePercent() {
        assertEquals(SOFT.of(evaluated(0.5, 40)), SOFT.of(evaluated(0.5 * 1.05, 80)), 0.5 * 0.002);
    }

    @Test
    void hardIgnoresLatencyUpToTheTargetAndDividesAboveIt() {
        assertEquals(0.5, HARD.of(evaluated(0.5, 1)));
        assertEquals(0.25, HARD.of(evaluated(0.5, 160)), 1e-15);
    }

    @Test
    void anyCostMetricWillDo() {
        MnasNetReward energy = new MnasNetReward(Metrics.ENERGY_UJ, 10, -1, -2, List.of());
        Metrics metrics = Metrics.of(Map.of(Metrics.ACCURACY, 0.5, Metrics.ENERGY_UJ, 20.0));
        assertEquals(0.125, energy.of(new Evaluated(metrics, Optional.empty())), 1e-15);
    }

    @Test
    void outcomesAreInOrder() {
        double failed = SOFT.of(new Failed(Metrics.of(Map.of()), "NaN"));
        double far = SOFT.of(infeasible(Map.of(Metrics.LATENCY_MS, 1e12)));
        double near = SOFT.of(infeasible(Map.of(Metrics.LATENCY_MS, 101.0)));
        double both = SOFT.of(infeasible(Map.of(Metrics.LATENCY_MS, 150.0, Metrics.FLASH_BYTES, 1500.0)));
        double one = SOFT.of(infeasible(Map.of(Metrics.LATENCY_MS, 150.0, Metrics.FLASH_BYTES, 900.0)));
        double worstEvaluated = SOFT.of(evaluated(0, 1e9));
        assertEquals(-1, failed);
        assertEquals(failed, SOFT.of(new TimedOut(Metrics.of(Map.of()), "60 s")));
        assertTrue(failed < far && far < both && both < one && one < near && near < worstEvaluated);
        assertEquals(-0.5 / 1.5, one, 1e-15);
        assertEquals(-0.5, both, 1e-15);
        assertEquals(-0.5, SOFT.of(infeasible(Map.of())));
        assertEquals(0, SOFT.of(new Lost(Metrics.of(Map.of()), "gone")));
    }

    @Test
    void aBoundFromBelowCountsToo() {
        Reward reward =
                new AccuracyReward(List.of(Objective.maximize("sparsity").within(0.5)));
        assertEquals(-1.0 / 3, reward.of(infeasible(Map.of("sparsity", 0.25))), 1e-15);
        EvaluationResult evaluated = evaluated(0.625, 3);
        assertEquals(0.625, reward.of(evaluated));
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThrows(IllegalArgumentException.class, () -> MnasNetReward.soft(Metrics.LATENCY_MS, 0, BOUNDS));
        assertThrows(IllegalArgumentException.class, () -> MnasNetReward.soft(Metrics.LATENCY_MS, Double.NaN, BOUNDS));
        assertThrows(IllegalArgumentException.class, () -> new MnasNetReward(Metrics.LATENCY_MS, 80, 0.07, -1, BOUNDS));
        assertThrows(
                IllegalArgumentException.class,
                () -> new MnasNetReward(Metrics.LATENCY_MS, 80, -0.07, Double.NaN, BOUNDS));
        assertThrows(IllegalArgumentException.class, () -> SOFT.of(evaluated(0.5, 0)));
    }
}
