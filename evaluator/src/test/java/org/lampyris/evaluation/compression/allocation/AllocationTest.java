package org.lampyris.evaluation.compression.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllocationTest {
    private static List<List<Option>> random(SplittableRandom random, int layers, boolean whole) {
        List<List<Option>> all = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            List<Option> options = new ArrayList<>();
            for (int k = 1 + random.nextInt(4); k > 0; k--) {
                double cost = whole ? random.nextInt(20) : random.nextDouble(0, 20);
                options.add(new Option(cost, whole ? random.nextInt(-2, 9) : random.nextDouble(-0.1, 3)));
            }
            all.add(options);
        }
        return all;
    }

    private static double cost(List<List<Option>> options, List<Integer> choices) {
        double sum = 0;
        for (int i = 0; i < choices.size(); i++) {
            sum += options.get(i).get(choices.get(i)).cost();
        }
        return sum;
    }

    /** The least harm within the budget of all combinations, or infinite. */
    private static double leastHarm(List<List<Option>> options, int layer, double budget) {
        if (layer == options.size()) {
            return 0;
        }
        double least = Double.POSITIVE_INFINITY;
        for (Option option : options.get(layer)) {
            if (option.cost() <= budget + 1e-9) {
                least = Math.min(least, option.harm() + leastHarm(options, layer + 1, budget - option.cost()));
            }
        }
        return least;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noCombinationIsBetter(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int found = 0;
        for (int i = 0; i < 60; i++) {
            List<List<Option>> options = random(random, 1 + random.nextInt(6), i % 2 == 0);
            double budget = i % 2 == 0 ? random.nextInt(80) : random.nextDouble(0, 80);
            double expected = leastHarm(options, 0, budget);
            Optional<Allocation> allocation = Allocation.solve(options, budget);
            assertEquals(Double.isFinite(expected), allocation.isPresent());
            if (allocation.isPresent()) {
                Allocation best = allocation.orElseThrow();
                assertEquals(expected, best.harm(), 1e-9);
                assertEquals(cost(options, best.choices()), best.cost(), 1e-9);
                assertTrue(best.cost() <= budget + 1e-9);
                found++;
            }
        }
        assertTrue(found > 20 && found < 60, "feasible: " + found);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void thinnedOutItKeepsItsWord(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20; i++) {
            List<List<Option>> options = random(random, 7, false);
            double budget = random.nextDouble(60, 100);
            int states = 40;
            double within = leastHarm(options, 0, budget * (1 - 7.0 / states));
            Optional<Allocation> allocation = Allocation.solve(options, budget, states);
            if (allocation.isPresent()) {
                Allocation found = allocation.orElseThrow();
                assertTrue(found.cost() <= budget + 1e-9);
                assertTrue(found.harm() <= within + 1e-9, found.harm() + " against " + within);
            } else {
                assertTrue(Double.isInfinite(within));
            }
        }
    }

    @Test
    void aHundredLayersAreSolved() {
        List<List<Option>> options = random(new SplittableRandom(9), 100, false);
        Allocation found = Allocation.solve(options, 900).orElseThrow();
        assertEquals(100, found.choices().size());
        assertTrue(found.cost() <= 900);
        assertEquals(cost(options, found.choices()), found.cost(), 1e-6);
    }

    @Test
    void ofEqualHarmTheCheapest() {
        List<List<Option>> options = List.of(List.of(new Option(5, 1), new Option(2, 1), new Option(9, 1)));
        assertEquals(List.of(1), Allocation.solve(options, 10).orElseThrow().choices());
        assertEquals(
                new Allocation(List.of(), 0, 0), Allocation.solve(List.of(), 0).orElseThrow());
    }

    @Test
    void whatCantBeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Allocation.solve(List.of(List.of()), 1));
        assertThrows(IllegalArgumentException.class, () -> Allocation.solve(List.of(), Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Option(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Option(1, Double.NaN));
    }
}
