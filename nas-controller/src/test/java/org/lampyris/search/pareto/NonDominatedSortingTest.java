package org.lampyris.search.pareto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NonDominatedSortingTest {

    static Stream<Long> seeds() {
        return Stream.iterate(0L, seed -> seed + 1).limit(60);
    }

    @Test
    void nothingToSort() {
        assertEquals(List.of(), NonDominatedSorting.of(List.of()).order());
        assertEquals(List.of(), NonDominatedSorting.first(List.of()));
    }

    /** By hand: a front of four, one point behind it, one behind that. */
    @Test
    void anExample() {
        NonDominatedSorting sorted = NonDominatedSorting.of(List.of(
                new double[] {0, 10},
                new double[] {1, 6},
                new double[] {4, 5},
                new double[] {10, 0},
                new double[] {5, 6},
                new double[] {11, 11}));
        assertEquals(
                List.of(0, 0, 0, 0, 1, 2),
                List.of(0, 1, 2, 3, 4, 5).stream().map(sorted::rank).toList());
        assertEquals(Double.POSITIVE_INFINITY, sorted.crowdingDistance(0));
        assertEquals(0.4 + 0.5, sorted.crowdingDistance(1), 1e-12);
        assertEquals(0.9 + 0.6, sorted.crowdingDistance(2), 1e-12);
        assertEquals(List.of(0, 3, 2, 1, 4, 5), sorted.order());
    }

    @Test
    void copiesComeLastOfTheirRank() {
        double[] extreme = {0, 10};
        NonDominatedSorting sorted = NonDominatedSorting.of(
                List.of(extreme, extreme.clone(), new double[] {5, 5}, new double[] {9, 4}, new double[] {-0.0, 10}));
        assertEquals(0, sorted.crowdingDistance(1));
        assertEquals(0, sorted.crowdingDistance(4));
        assertEquals(List.of(0, 3, 2, 1, 4), sorted.order());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void ranksArePeeledFronts(long seed) {
        List<double[]> points = random(seed);
        NonDominatedSorting sorted = NonDominatedSorting.of(points);
        int[] expected = new int[points.size()];
        Arrays.fill(expected, -1);
        List<Integer> left = new ArrayList<>();
        points.forEach(point -> left.add(left.size()));
        for (int rank = 0; !left.isEmpty(); rank++) {
            List<Integer> front = left.stream()
                    .filter(i -> left.stream().noneMatch(j -> dominates(points.get(j), points.get(i))))
                    .toList();
            for (int i : front) {
                expected[i] = rank;
            }
            left.removeAll(front);
        }
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], sorted.rank(i), "seed " + seed + ", point " + i);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theFirstAreThoseThatNoOtherDominates(long seed) {
        List<double[]> points = random(seed);
        List<Integer> expected = IntStream.range(0, points.size())
                .filter(i -> points.stream().noneMatch(other -> dominates(other, points.get(i))))
                .boxed()
                .sorted(Comparator.comparing(points::get, Arrays::compare))
                .toList();
        assertEquals(expected, NonDominatedSorting.first(points));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void distancesAreThoseOfTheNeighboursInEachObjective(long seed) {
        List<double[]> points = random(seed);
        NonDominatedSorting sorted = NonDominatedSorting.of(points);
        for (int i = 0; i < points.size(); i++) {
            assertEquals(
                    distance(points, sorted, i), sorted.crowdingDistance(i), 1e-12, "seed " + seed + ", point " + i);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void orderIsByRankThenDistance(long seed) {
        List<double[]> points = random(seed);
        NonDominatedSorting sorted = NonDominatedSorting.of(points);
        List<Integer> order = sorted.order();
        assertEquals(points.size(), order.stream().distinct().count());
        for (int k = 1; k < order.size(); k++) {
            int better = order.get(k - 1);
            int worse = order.get(k);
            boolean lowerRank = sorted.rank(better) < sorted.rank(worse);
            boolean sameRank = sorted.rank(better) == sorted.rank(worse);
            double gap = sorted.crowdingDistance(better) - sorted.crowdingDistance(worse);
            assertTrue(
                    lowerRank || (sameRank && (gap > 0 || (!(gap < 0) && better < worse))),
                    () -> "seed " + seed + ": " + better + " before " + worse);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void orderOfTheInputDoesNotMatter(long seed) {
        List<double[]> points = distinct(random(seed));
        List<double[]> shuffled = new ArrayList<>(points);
        Collections.shuffle(shuffled, new Random(seed));
        NonDominatedSorting sorted = NonDominatedSorting.of(points);
        NonDominatedSorting other = NonDominatedSorting.of(shuffled);
        for (int i = 0; i < points.size(); i++) {
            int there = shuffled.indexOf(points.get(i));
            assertEquals(sorted.rank(i), other.rank(there));
            assertEquals(sorted.crowdingDistance(i), other.crowdingDistance(there), 1e-12);
        }
    }

    /** 1 to 40 points in one to four objectives, on a grid so that equal values and equal points are frequent. */
    private static List<double[]> random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int objectives = 1 + random.nextInt(4);
        int count = 1 + random.nextInt(40);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            points.add(random.ints(objectives, -5, 5).asDoubleStream().toArray());
        }
        return points;
    }

    private static List<double[]> distinct(List<double[]> points) {
        List<double[]> distinct = new ArrayList<>();
        for (double[] point : points) {
            if (distinct.stream().noneMatch(other -> Arrays.equals(other, point))) {
                distinct.add(point);
            }
        }
        return distinct;
    }

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

    /** Section III-B of the paper, read literally. */
    private static double distance(List<double[]> points, NonDominatedSorting sorted, int point) {
        double[] own = points.get(point);
        for (int i = 0; i < point; i++) {
            if (Arrays.equals(points.get(i), own)) {
                return 0;
            }
        }
        List<double[]> front = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            if (sorted.rank(i) == sorted.rank(point)) {
                front.add(points.get(i));
            }
        }
        front = distinct(front);
        double sum = 0;
        for (int m = 0; m < own.length; m++) {
            int objective = m;
            front.sort(Comparator.<double[]>comparingDouble(p -> p[objective]).thenComparing(Arrays::compare));
            int place = indexOfEqual(front, own);
            if (place == 0 || place == front.size() - 1) {
                return Double.POSITIVE_INFINITY;
            }
            double range = front.get(front.size() - 1)[m] - front.get(0)[m];
            sum += range > 0 ? (front.get(place + 1)[m] - front.get(place - 1)[m]) / range : 0;
        }
        return sum;
    }

    private static int indexOfEqual(List<double[]> points, double[] point) {
        int index = 0;
        while (!Arrays.equals(points.get(index), point)) {
            index++;
        }
        return index;
    }
}
