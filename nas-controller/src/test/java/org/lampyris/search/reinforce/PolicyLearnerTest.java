package org.lampyris.search.reinforce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.search.Trial;

class PolicyLearnerTest {

    @Test
    void learnsWholeBatches() {
        PolicyLearner learner = learner(2);
        double[] first = weights(learner);
        int batch = ReinforceSettings.DEFAULT.update().batch();
        for (int i = 1; i <= 3 * batch; i++) {
            double[] before = weights(learner);
            learner.learn(i % 2, trial(i), i);
            assertEquals(i % batch != 0, Arrays.equals(before, weights(learner)), "after " + i);
        }
        assertFalse(Arrays.equals(first, weights(learner)));
    }

    /** Small digits are worth most to the first goal, large ones to the second. */
    @Test
    void eachGoalLearnsWhatIsWorthMostToIt() {
        PolicyLearner learner = learner(2);
        for (int i = 1; i <= 300; i++) {
            Trial trial = trial(i);
            learner.learn(0, trial, -sum(trial));
            learner.learn(1, trial, sum(trial));
        }
        SplittableRandom random = new SplittableRandom(1);
        double[] sums = new double[2];
        for (int i = 0; i < 400; i++) {
            for (int digit : learner.policy().sample(i % 2, random).choices()) {
                sums[i % 2] += digit / 200.0;
            }
        }
        assertTrue(sums[0] < 6 && sums[1] > 12, "random ones have 9: " + Arrays.toString(sums));
    }

    @Test
    void theBestOfAGoalAreImitated() {
        PolicyLearner learner = learner(3);
        Trial best = trial(1);
        double before = logProbability(learner, best);
        for (int i = 1; i <= 100; i++) {
            learner.learn(2, trial(1 + i % 50), i % 50 == 0 ? 1 : 0);
        }
        assertTrue(logProbability(learner, best) > before + 1);
    }

    @Test
    void theUnitOfValuesDoesNotMatter() {
        PolicyLearner plain = learner(2);
        PolicyLearner scaled = learner(2);
        for (int i = 1; i <= 100; i++) {
            plain.learn(i % 2, trial(i), sum(trial(i)));
            scaled.learn(i % 2, trial(i), 1000 * sum(trial(i)) - 5);
        }
        assertArrayEquals(weights(plain), weights(scaled));
    }

    @Test
    void extremeValuesDoNoHarm() {
        double[] extremes = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e308, -1e308, 0};
        PolicyLearner learner = learner(2);
        for (int i = 1; i <= 200; i++) {
            learner.learn(i % 2, trial(i), extremes[i % extremes.length]);
        }
        assertTrue(Arrays.stream(weights(learner)).allMatch(Double::isFinite));
    }

    private static PolicyLearner learner(int goals) {
        return new PolicyLearner(Priced.SPACE.decisions(), goals, ReinforceSettings.DEFAULT, new SplittableRandom(3));
    }

    private static double[] weights(PolicyLearner learner) {
        return learner.policy().weights().values.clone();
    }

    private static double logProbability(PolicyLearner learner, Trial trial) {
        return learner.policy().follow(2, trial.architecture().choices()).logProbability();
    }

    private static Trial trial(int number) {
        List<Integer> choices =
                Priced.SPACE.sample(new SplittableRandom(number)).choices();
        Evaluated result = new Evaluated(Priced.price(choices), Optional.empty());
        return new Trial(number, Priced.SPACE.architecture(choices), result, 0, OptionalInt.empty());
    }

    private static double sum(Trial trial) {
        return trial.architecture().choices().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }
}
