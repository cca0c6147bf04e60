package org.lampyris.search.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.search.pareto.Hypervolume;
import org.lampyris.search.surrogate.Levels.Step;

class LevelsTest {
    private static final double DEAREST = 0.9;
    private static final double FLOOR = 0.2;

    @ParameterizedTest(name = "{0} points")
    @ValueSource(ints = {0, 1, 2, 5, 20, 60})
    void aCertainValueGainsWhatItAddsToTheHypervolume(int points) {
        SplittableRandom random = new SplittableRandom(points);
        for (int i = 0; i < 200; i++) {
            List<Step> steps = steps(random, points, i % 2 == 0);
            double cost = coordinate(random, i % 2 == 0);
            double value = coordinate(random, i % 2 == 0);
            List<Step> more = new ArrayList<>(steps);
            more.add(new Step("new", cost, value));
            double gain = new Levels(steps, DEAREST, FLOOR).gain(cost, new Prediction(value, 1e-12), false, 0);
            assertEquals(hypervolume(more) - hypervolume(steps), gain, 1e-10);
        }
    }

    @Test
    void riseWithTheValueAndFallWithTheCost() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 500; i++) {
            Levels levels = new Levels(steps(random, 10, false), DEAREST, FLOOR);
            double cost = random.nextDouble();
            double mean = random.nextDouble();
            double deviation = random.nextDouble(0.3);
            double gain = levels.gain(cost, new Prediction(mean, deviation), false, 0.1);
            assertTrue(gain >= 0);
            assertTrue(levels.gain(cost, new Prediction(mean + 0.1, deviation), false, 0.1) >= gain);
            assertTrue(levels.gain(cost, new Prediction(mean, deviation + 0.1), false, 0.1) >= gain - 1e-15);
            assertTrue(levels.gain(cost + 0.1, new Prediction(mean, deviation), false, 0.1) <= gain + 1e-15);
            assertTrue(levels.gain(cost, new Prediction(mean, deviation), true, 0.1) <= gain);
        }
    }

    @Test
    void whatIsTooDearGainsNothing() {
        Levels levels = new Levels(List.of(), DEAREST, FLOOR);
        assertEquals(0, levels.gain(DEAREST, new Prediction(5, 1), false, 0));
        assertEquals(0, levels.gain(2, new Prediction(5, 1), false, 0));
        assertEquals(List.of(), new Levels(List.of(new Step("dear", DEAREST, 9)), DEAREST, FLOOR).front());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theFrontIsWhatNothingIsBetterThan(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Step> steps = steps(random, 40, false);
        List<String> expected = steps.stream()
                .filter(a -> a.cost() < DEAREST
                        && steps.stream()
                                .noneMatch(b -> !b.equals(a) && b.cost() <= a.cost() && b.value() >= a.value()))
                .sorted((a, b) -> Double.compare(a.cost(), b.cost()))
                .map(Step::id)
                .toList();
        assertTrue(expected.size() > 1);
        assertEquals(expected, new Levels(steps, DEAREST, FLOOR).front());
    }

    /** As with a single objective. */
    @Test
    void withoutCostsTheFrontIsTheBest() {
        List<Step> steps = List.of(new Step("a", 0, 0.3), new Step("b", 0, 0.7), new Step("c", 0, 0.7));
        Levels levels = new Levels(steps, 1, FLOOR);
        assertEquals(List.of("b"), levels.front());
        assertEquals(
                Improvement.byLook(0.7, new Prediction(0.6, 0.1), false, 0.05),
                levels.gain(0, new Prediction(0.6, 0.1), false, 0.05));
    }

    private static List<Step> steps(SplittableRandom random, int number, boolean tied) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            steps.add(new Step("step" + i, coordinate(random, tied), coordinate(random, tied)));
        }
        return steps;
    }

    private static double coordinate(SplittableRandom random, boolean tied) {
        return tied ? random.nextInt(11) / 10.0 : random.nextDouble();
    }

    private static double hypervolume(List<Step> steps) {
        return Hypervolume.of(
                steps.stream()
                        .map(step -> new double[] {step.cost(), -step.value()})
                        .toList(),
                new double[] {DEAREST, -FLOOR});
    }
}
