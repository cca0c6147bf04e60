package org.lampyris.experiments.benchmark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.input.InvalidInputException;
import org.lampyris.search.reward.MnasNetReward;
import org.lampyris.space.table.TableRow;
import org.lampyris.space.table.TabularProblem;

class TabularGoalTest {
    private static final TabularProblem HILL = Tables.hill();

    private static TabularProblem table(boolean maximize, String cost, double seen, double price) {
        return Tables.of(
                1,
                3,
                maximize,
                List.of(cost),
                taken -> new TableRow(List.of(seen + taken.get(0)), taken.get(0), List.of(price + taken.get(0))));
    }

    private static EvaluationResult evaluated(String metric, double value) {
        return new Evaluated(Metrics.of(Map.of(metric, value, "macs", 2.0)), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accuracy,mac|no 'mac'|Did you mean 'macs'",
                "loss|no 'loss'|Known here: accuracy, macs",
                "macs|'macs' can't be searched for|accuracy first",
                "macs,accuracy|'macs,accuracy' can't|accuracy first",
                "accuracy,macs,macs|can't be searched for|each once"
            })
    void objectivesThatDoNotFit(String names, String problem, String advice) {
        String message = assertThrows(
                        InvalidInputException.class, () -> TabularGoal.of(HILL, List.of(names.split(","))))
                .getMessage();
        assertTrue(
                message.startsWith("--objectives: ") && message.contains(problem) && message.contains(advice), message);
    }

    @Test
    void costsCantBeCalledWhatIsObserved() {
        for (String name : List.of("accuracy", "epochs")) {
            TabularProblem table = table(true, name, 1, 1);
            String message = assertThrows(InvalidInputException.class, () -> TabularGoal.of(table, List.of("accuracy")))
                    .getMessage();
            assertTrue(message.contains("the cost '" + name + "'"), message);
        }
        assertEquals(
                2,
                TabularGoal.of(table(true, "loss", 1, 1), List.of("accuracy", "loss"))
                        .objectives()
                        .size());
    }

    @Test
    void oneObjectiveIsRewardedAsItIsSeen() {
        TabularGoal most = TabularGoal.of(HILL, List.of("accuracy"));
        assertEquals(List.of(Objective.maximize("accuracy")), most.objectives());
        assertEquals(81.5, most.reward().of(evaluated("accuracy", 81.5)));
        TabularGoal least = TabularGoal.of(table(false, "macs", 5, 1), List.of("loss"));
        assertEquals(List.of(Objective.minimize("loss")), least.objectives());
        assertEquals(-6, least.reward().of(evaluated("loss", 6)));
        double absent = least.reward().of(new Infeasible(Metrics.of(Map.of()), "not in the table"));
        assertTrue(absent < -7, "worse than the worst: " + absent);
    }

    @Test
    void costsAreWeighedWhereRewardsCanBe() {
        assertInstanceOf(
                MnasNetReward.class,
                TabularGoal.of(HILL, List.of("accuracy", "macs")).reward());
        TabularGoal loss = TabularGoal.of(table(false, "macs", 5, 1), List.of("loss", "macs"));
        assertEquals(-6, loss.reward().of(evaluated("loss", 6)));
        TabularGoal free = TabularGoal.of(table(true, "macs", 5, 0), List.of("accuracy", "macs"));
        assertEquals(6, free.reward().of(evaluated("accuracy", 6)), "a cost of 0 has no logarithm");
        TabularGoal negative = TabularGoal.of(table(true, "macs", -5, 1), List.of("accuracy", "macs"));
        assertEquals(-4, negative.reward().of(evaluated("accuracy", -4)), "a dear one would be rewarded");
    }

    @Test
    void truthsAreToBeMinimised() {
        TableRow row = new TableRow(List.of(1.0), 90, List.of(7.0));
        assertArrayEquals(
                new double[] {-90, 7},
                TabularGoal.of(HILL, List.of("accuracy", "macs")).truth(row));
        assertArrayEquals(
                new double[] {90},
                TabularGoal.of(table(false, "macs", 5, 1), List.of("loss")).truth(row));
    }
}
