package org.lampyris.search.reinforce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isADistribution(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (double range : new double[] {1e-3, 1, 30, 700, 1e6, 1e300}) {
            double[] logits =
                    random.doubles(1 + random.nextInt(6), -range, range).toArray();
            Softmax softmax = Softmax.of(logits);
            double sum = 0;
            for (int c = 0; c < logits.length; c++) {
                assertTrue(softmax.probability(c) >= 0, "range " + range);
                sum += softmax.probability(c);
                for (int d = 0; d < c; d++) {
                    assertEquals(
                            logits[c] > logits[d],
                            softmax.logProbability(c) > softmax.logProbability(d),
                            "order at range " + range);
                }
            }
            assertEquals(1, sum, 1e-12, "range " + range);
            assertTrue(softmax.entropy() >= 0 && softmax.entropy() <= Math.log(logits.length) + 1e-12);
        }
    }

    @Test
    void equalLogitsAreUniform() {
        Softmax softmax = Softmax.of(new double[] {7, 7, 7, 7});
        assertEquals(0.25, softmax.probability(2), 1e-15);
        assertEquals(Math.log(4), softmax.entropy(), 1e-15);
    }

    @Test
    void aChoiceThatUnderflowsHasNoEntropyAndIsNeverDrawn() {
        Softmax softmax = Softmax.of(new double[] {0, 5000, -5000});
        assertEquals(0, softmax.entropy(), 0);
        assertEquals(1, softmax.sample(new SplittableRandom(3)));
        for (double g : softmax.gradient(0, 1, 1)) {
            assertTrue(Double.isFinite(g));
        }
    }

    @Test
    void oneChoiceHasNothingToLearn() {
        Softmax softmax = Softmax.of(new double[] {-3});
        assertEquals(1, softmax.probability(0));
        assertEquals(0, softmax.gradient(0, 5, 5)[0]);
        assertEquals(0, softmax.sample(new SplittableRandom(1)));
    }
}
