package org.lampyris.search.reinforce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.ArchitecturePricing;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.SearchProblem;

class CostsTest {

    @Test
    void areKnownIfAllOfThemArePriced() {
        assertTrue(known(Priced.problem(Priced.LATENCY)));
        assertTrue(known(Priced.problem(Priced.LATENCY, Priced.RAM)));
        assertFalse(known(Priced.problem()));
        assertFalse(known(Priced.problem(ArchitecturePricing.unknown(), Priced.LATENCY)));
        assertFalse(known(Priced.problem(Priced.LATENCY, Objective.minimize(Metrics.ENERGY_UJ))));
    }

    /** Of as many as the first sample has, by a space where nearly each has a cost of its own. */
    @ParameterizedTest(name = "{0} ranges")
    @ValueSource(ints = {1, 2, 3, 8})
    void rangesAreEquallyFrequent(int ranges) {
        ArchitecturePricing fine = choices -> Metrics.of(Map.of(Metrics.LATENCY_MS, fineLatency(choices)));
        SearchProblem problem = Priced.problem(fine, Priced.LATENCY);
        Costs costs = Costs.sampled(problem, ranges, new SplittableRandom(5)).orElseThrow();
        int[] sampled = new int[ranges];
        SplittableRandom same = new SplittableRandom(5);
        for (int i = 0; i < 256; i++) {
            sampled[costs.range(fineLatency(Priced.SPACE.sample(same).choices()))]++;
        }
        int[] fresh = new int[ranges];
        SplittableRandom other = new SplittableRandom(6);
        for (int i = 0; i < 8000; i++) {
            fresh[costs.range(fineLatency(Priced.SPACE.sample(other).choices()))]++;
        }
        for (int range = 0; range < ranges; range++) {
            assertEquals(256.0 / ranges, sampled[range], 4, Arrays.toString(sampled));
            assertEquals(8000.0 / ranges, fresh[range], 0.5 * 8000 / ranges, Arrays.toString(fresh));
        }
        assertEquals(0, costs.range(-1));
        assertEquals(ranges - 1, costs.range(1e9));
    }

    @Test
    void theDearestIsTheHighestOfTheSample() {
        Costs costs = Costs.sampled(
                        Priced.problem(Priced.LATENCY, Objective.maximize(Metrics.RAM_BYTES)),
                        4,
                        new SplittableRandom(2))
                .orElseThrow();
        SplittableRandom same = new SplittableRandom(2);
        double latency = 0;
        double ram = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 256; i++) {
            Metrics price = Priced.price(Priced.SPACE.sample(same).choices());
            latency = Math.max(latency, price.get(Metrics.LATENCY_MS));
            ram = Math.min(ram, price.get(Metrics.RAM_BYTES));
        }
        assertArrayEquals(new double[] {latency, -ram}, costs.dearest());
    }

    /** An architecture that doesn't exist has no price. */
    @Test
    void areKnownIfSomeArePriced() {
        ArchitecturePricing half = choices -> choices.get(0) == 0 ? Metrics.of(Map.of()) : Priced.price(choices);
        assertTrue(known(Priced.problem(half, Priced.LATENCY)));
    }

    private static boolean known(SearchProblem problem) {
        return Costs.sampled(problem, 4, new SplittableRandom(1)).isPresent();
    }

    private static double fineLatency(List<Integer> choices) {
        double latency = 0;
        for (int choice : choices) {
            latency = 4.1 * latency + choice;
        }
        return latency;
    }
}
