package org.lampyris.search.reinforce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lampyris.search.SyntheticSpace;
import org.lampyris.search.reinforce.LstmPolicy.Episode;
import org.lampyris.search.reinforce.PolicyUpdate.Example;
import org.lampyris.search.reinforce.PolicyUpdate.Experience;

class PolicyUpdateTest {
    private static final double STEP = 1e-3;

    /** Every parameter against a five-point difference, to 1e-4 relative; derivatives under 1e-7 to 1e-11. */
    @ParameterizedTest(name = "clip {0}, entropy {1}, elites {2}, seed {3}")
    @CsvSource({
        "Infinity, 0, 0, 1",
        "Infinity, 0.3, 0, 2",
        "0.2, 0, 0, 3",
        "0.2, 0.3, 0, 4",
        "0.2, 0, 0.5, 5",
        "0.2, 0.3, 0.5, 6",
        "0.2, 0.3, 0.5, 7"
    })
    void gradientAgreesWithNumericalOne(double clip, double entropy, double elite, long seed) {
        LstmPolicy policy = LstmPolicyTest.opinionated(new SyntheticSpace().decisions(), seed);
        PolicyUpdate update = new PolicyUpdate(policy, clip, entropy, elite);
        SplittableRandom random = new SplittableRandom(seed);
        List<Experience> batch = new ArrayList<>();
        for (double advantage : new double[] {0.8, -0.6}) {
            for (double ratio : new double[] {0.5, 0.9, 1, 1.1, 2}) {
                int goal = batch.size() % 2;
                Episode episode = policy.sample(goal, random);
                batch.add(new Experience(
                        new Example(goal, episode.choices()), advantage, episode.logProbability() - Math.log(ratio)));
            }
        }
        List<Example> elites = List.of(
                new Example(0, policy.sample(0, random).choices()),
                new Example(1, policy.sample(1, random).choices()));
        double[] values = policy.weights().values;
        update.accumulate(batch, elites);
        double[] gradient = policy.weights().gradient.clone();
        int sizable = 0;
        for (int i = 0; i < values.length; i++) {
            double at = values[i];
            double[] objective = new double[4];
            double[] offsets = {-2, -1, 1, 2};
            for (int k = 0; k < 4; k++) {
                values[i] = at + offsets[k] * STEP;
                objective[k] = update.accumulate(batch, elites);
            }
            values[i] = at;
            double numerical = (objective[0] - 8 * objective[1] + 8 * objective[2] - objective[3]) / (12 * STEP);
            double allowed = 1e-4 * Math.max(Math.abs(numerical), 1e-7);
            assertEquals(numerical, gradient[i], allowed, "parameter " + i + " of " + values.length);
            sizable += Math.abs(numerical) > 1e-7 ? 1 : 0;
        }
        assertTrue(sizable > values.length * 0.5, sizable + " of " + values.length + " have a gradient");
    }

    /** At ratio 1, without entropy and elites, the gradient is the mean of advantage times that of the log-probability. */
    @Test
    void isReinforceAtRatioOne() {
        LstmPolicy policy = LstmPolicyTest.opinionated(new SyntheticSpace().decisions(), 3);
        Episode a = policy.sample(0, new SplittableRandom(1));
        Episode b = policy.sample(0, new SplittableRandom(2));
        new PolicyUpdate(policy, 0.2, 0, 0)
                .accumulate(
                        List.of(
                                new Experience(new Example(0, a.choices()), 0.7, a.logProbability()),
                                new Experience(new Example(0, b.choices()), -0.2, b.logProbability())),
                        List.of());
        double[] actual = policy.weights().gradient.clone();
        Arrays.fill(policy.weights().gradient, 0);
        policy.backward(a, 0.35, 0);
        policy.backward(b, -0.1, 0);
        for (int i = 0; i < actual.length; i++) {
            assertEquals(policy.weights().gradient[i], actual[i], 1e-14, "parameter " + i);
        }
    }

    /** Ratios that went too far the right way have no gradient; those that went the wrong way have. */
    @ParameterizedTest(name = "advantage {0}, ratio {1}: {2}")
    @CsvSource({"1, 1.5, false", "1, 0.5, true", "-1, 0.5, false", "-1, 1.5, true"})
    void clips(double advantage, double ratio, boolean learns) {
        LstmPolicy policy = LstmPolicyTest.opinionated(new SyntheticSpace().decisions(), 5);
        Episode episode = policy.sample(0, new SplittableRandom(1));
        double old = episode.logProbability() - Math.log(ratio);
        new PolicyUpdate(policy, 0.2, 0, 0)
                .accumulate(List.of(new Experience(new Example(0, episode.choices()), advantage, old)), List.of());
        assertEquals(learns, Arrays.stream(policy.weights().gradient).anyMatch(g -> g != 0));
    }
}
