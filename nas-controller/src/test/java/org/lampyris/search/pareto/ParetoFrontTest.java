package org.lampyris.search.pareto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.Trial;

class ParetoFrontTest {

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    /** Written from the definition, without the library. */
    private static boolean dominates(double[] a, double[] b) {
        boolean better = false;
        for (int i = 0; i < a.length; i++) {
            if (a[i] > b[i]) {
                return false;
            }
            better |= a[i] < b[i];
        }
        return better;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void membersAreThoseThatNobodyDominates(long seed) {
        for (List<Objective> objectives : List.of(Points.TWO, Points.THREE)) {
            List<Trial> trials = Points.random(seed, 1 + (int) seed * 2);
            ParetoFront front = ParetoFront.of(objectives, trials);
            for (Trial trial : trials) {
                boolean dominated = trials.stream()
                        .filter(front::counts)
                        .anyMatch(other -> dominates(front.point(other), front.point(trial)));
                boolean equalEarlier = trials.stream()
                        .filter(front::counts)
                        .anyMatch(other -> other.number() < trial.number()
                                && Arrays.equals(front.point(other), front.point(trial)));
                boolean expected = front.counts(trial) && !dominated && !equalEarlier;
                assertEquals(expected, front.members().contains(trial), () -> seed + ": " + trial);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void orderDoesNotMatter(long seed) {
        List<Trial> trials = Points.random(seed, 40);
        ParetoFront front = ParetoFront.of(Points.THREE, trials);
        List<Trial> shuffled = new ArrayList<>(trials);
        Collections.shuffle(shuffled, new Random(seed));
        assertEquals(front.members(), ParetoFront.of(Points.THREE, shuffled).members());
        ParetoFront oneByOne = ParetoFront.empty(Points.THREE);
        for (Trial trial : shuffled) {
            oneByOne = oneByOne.with(trial);
        }
        assertEquals(front.members(), oneByOne.members());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theFrontOfAFrontIsItself(long seed) {
        ParetoFront front = ParetoFront.of(Points.TWO, Points.random(seed, 40));
        assertEquals(
                front.members(), ParetoFront.of(Points.TWO, front.members()).members());
        for (Trial member : front.members()) {
            assertSame(front, front.with(member));
        }
    }

    @Test
    void membersGoFromTheBestToTheWorstInTheFirstObjective() {
        ParetoFront front = ParetoFront.of(
                Points.TWO,
                List.of(Points.trial(1, 0.5, 1, 1), Points.trial(2, 0.9, 9, 1), Points.trial(3, 0.7, 5, 1)));
        assertEquals(
                List.of(2, 3, 1), front.members().stream().map(Trial::number).toList());
    }

    @Test
    void boundsCount() {
        List<Objective> objectives = List.of(
                Objective.maximize(Metrics.ACCURACY).within(0.6),
                Objective.minimize(Metrics.LATENCY_MS).within(5));
        ParetoFront front = ParetoFront.of(
                objectives,
                List.of(Points.trial(1, 0.9, 6, 1), Points.trial(2, 0.7, 5, 1), Points.trial(3, 0.5, 1, 1)));
        assertEquals(List.of(2), front.members().stream().map(Trial::number).toList());
    }

    @Test
    void anEvaluatedTrialWithoutTheMetricIsAnError() {
        Trial bare = Points.trial(1, new Evaluated(Metrics.of(java.util.Map.of("accuracy", 0.5)), Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> ParetoFront.of(Points.TWO, List.of(bare)));
        assertThrows(IllegalArgumentException.class, () -> ParetoFront.empty(List.of()));
    }

    /** Accuracy 0.5 to 1, latency 0 to 10: (0.5, 0), (0.9, 2), (1, 10); scaled (1, 0), (0.2, 0.2), (0, 1). */
    @Test
    void kneeDistanceIsToTheLineBetweenTheExtremes() {
        Trial knee = Points.trial(2, 0.9, 2, 1);
        Trial inside = Points.trial(4, 0.4, 3, 1);
        ParetoFront front = ParetoFront.of(
                Points.TWO, List.of(Points.trial(1, 0.5, 0, 1), knee, Points.trial(3, 1, 10, 1), inside));
        assertEquals(0.6 / Math.sqrt(2), front.kneeDistance(knee).orElseThrow(), 1e-12);
        assertEquals(0, front.kneeDistance(Points.trial(1, 0.5, 0, 1)).orElseThrow(), 1e-12);
        assertEquals(0, front.kneeDistance(Points.trial(3, 1, 10, 1)).orElseThrow(), 1e-12);
        assertFalse(front.kneeDistance(inside).isPresent());
    }

    /** By hand: a step of 0.5 x 4 and another of 0.25 x 2. */
    @Test
    void hypervolumeOfTwo() {
        ParetoFront front =
                ParetoFront.of(Points.TWO, List.of(Points.trial(1, 0.5, 6, 1), Points.trial(2, 0.75, 8, 1)));
        assertEquals(0.5 * 4 + 0.25 * 2, front.hypervolume(List.of(0.0, 10.0)), 1e-12);
        assertEquals(0, front.hypervolume(List.of(0.0, 6.0)), 0);
        assertEquals(0, ParetoFront.empty(Points.TWO).hypervolume(List.of(0.0, 10.0)), 0);
    }

    /** All points lie on a grid of 8 x 8 x 8 cells, so that counting dominated cells is exact. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void hypervolumeOfThreeEqualsTheCountOfCells(long seed) {
        ParetoFront front = ParetoFront.of(Points.THREE, Points.random(seed, 1 + (int) seed));
        int cells = 0;
        for (int accuracy = 0; accuracy < 8; accuracy++) {
            for (int latency = 1; latency <= 8; latency++) {
                for (int flash = 1; flash <= 8; flash++) {
                    double[] cell = {-(accuracy + 0.5) / 8, latency + 0.5, (flash + 0.5) * 100};
                    cells += front.members().stream().anyMatch(m -> dominates(front.point(m), cell)) ? 1 : 0;
                }
            }
        }
        double cell = 1.0 / 8 * 1 * 100;
        assertEquals(cells * cell, front.hypervolume(List.of(0.0, 9.0, 900.0)), 1e-9);
    }

    @Test
    void moreTrialsNeverShrinkTheVolume() {
        ParetoFront front = ParetoFront.empty(Points.THREE);
        double volume = 0;
        for (Trial trial : Points.random(99, 80)) {
            front = front.with(trial);
            double larger = front.hypervolume(List.of(0.0, 9.0, 900.0));
            assertTrue(larger >= volume - 1e-9);
            volume = larger;
        }
    }
}
