package org.lampyris.search.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CategoricalProcessTest {
    private static final int DECISIONS = 5;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithTheTextbook(long seed) {
        Mirror mirror = new Mirror(seed);
        for (int step = 0; step < 60; step++) {
            mirror.move();
            if (step % 10 == 9) {
                mirror.tell();
                mirror.check();
            }
        }
        Hyperparameters before = mirror.process.parameters();
        mirror.process.refit(20);
        assertNotEquals(before.noise(), mirror.process.parameters().noise());
        mirror.check();
        for (int step = 0; step < 20; step++) {
            mirror.move();
        }
        mirror.tell();
        mirror.check();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void aPlaceIsPredictedAsItsChoicesAre(long seed) {
        Mirror mirror = new Mirror(seed);
        for (int step = 0; step < 60; step++) {
            mirror.move();
            if (step % 7 == 0) {
                mirror.tell();
            }
            for (int place = 0; place < mirror.points.size(); place++) {
                Prediction expected = mirror.process.predict(mirror.points.get(place));
                Prediction actual = mirror.process.at(place);
                assertEquals(expected.mean(), actual.mean(), 1e-8);
                assertEquals(expected.deviation(), actual.deviation(), 1e-6);
                assertEquals(expected.mean(), mirror.process.mean(mirror.points.get(place)), 1e-12);
            }
        }
    }

    @Test
    void looksUnderWayLowerTheDoubtAndLeaveTheMeans() {
        Mirror mirror = new Mirror(3);
        for (int step = 0; step < 20; step++) {
            mirror.move();
        }
        mirror.tell();
        SplittableRandom random = new SplittableRandom(9);
        for (int step = 0; step < 40; step++) {
            int[] elsewhere = choices(random);
            int place = random.nextInt(mirror.points.size());
            Prediction before = mirror.process.predict(elsewhere);
            Prediction here = mirror.process.at(place);
            int[] added = step % 2 == 0 ? mirror.lookAgain(place) : mirror.add();
            Prediction after = mirror.process.predict(elsewhere);
            assertEquals(before.mean(), after.mean(), 1e-10);
            assertTrue(after.deviation() <= before.deviation() + 1e-10);
            assertEquals(here.mean(), mirror.process.at(place).mean(), 1e-10);
            if (step % 2 == 0) {
                assertTrue(mirror.process.at(place).deviation() < here.deviation());
            }
            assertTrue(mirror.process.predict(added).deviation() < 1);
        }
    }

    @Test
    void fewerLooksUndoMoreLooks() {
        Mirror mirror = new Mirror(5);
        for (int step = 0; step < 20; step++) {
            mirror.move();
        }
        mirror.tell();
        Prediction before = mirror.process.at(0);
        mirror.process.setLooks(0, 9);
        assertTrue(mirror.process.at(0).deviation() < before.deviation());
        mirror.process.setLooks(0, mirror.looks.get(0));
        assertEquals(before.mean(), mirror.process.at(0).mean(), 1e-12);
        assertEquals(before.deviation(), mirror.process.at(0).deviation(), 1e-12);
    }

    @Test
    void knowsNothingAtFirst() {
        CategoricalProcess process = new CategoricalProcess(Hyperparameters.first(DECISIONS));
        int[] choices = new int[DECISIONS];
        assertEquals(new Prediction(0, 1), process.predict(choices));
        assertEquals(0, process.mean(choices));
        process.refit(80);
        assertEquals(0, process.size());
        process.add(choices);
        assertEquals(0, process.at(0).mean());
        assertEquals(Math.sqrt(1 - 1 / 1.05), process.at(0).deviation(), 1e-12);
    }

    @Test
    void withTheLeastNoiseLittleIsInDoubtWhereItLooked() {
        CategoricalProcess process =
                new CategoricalProcess(new Hyperparameters(new double[] {0.3, 0.2, 0.5, 0.1, 0.4}, 1, 1e-12));
        SplittableRandom random = new SplittableRandom(2);
        List<int[]> points = new ArrayList<>();
        double[] values = new double[12];
        for (int i = 0; i < values.length; i++) {
            points.add(new int[] {i, i % 2, i % 3, 0, 1});
            process.add(points.get(i));
            values[i] = random.nextDouble(-1, 1);
        }
        process.setValues(values);
        for (int i = 0; i < values.length; i++) {
            assertEquals(values[i], process.at(i).mean(), 1e-5);
            assertEquals(values[i], process.predict(points.get(i)).mean(), 1e-5);
            for (Prediction each : List.of(process.at(i), process.predict(points.get(i)))) {
                assertTrue(each.deviation() >= 0 && each.deviation() < 1.1e-3, each.toString());
            }
        }
    }

    private static int[] choices(SplittableRandom random) {
        return random.ints(DECISIONS, -1, 3).toArray();
    }

    /** A process and what was done to it; points without a value have the expected one. */
    private static final class Mirror {
        private final SplittableRandom random;
        private final CategoricalProcess process =
                new CategoricalProcess(new Hyperparameters(new double[] {0.3, 0.05, 0.8, 0.2, 0.01}, 1.3, 0.1));
        private final List<int[]> points = new ArrayList<>();
        private final List<Integer> looks = new ArrayList<>();
        private double[] values = new double[0];

        private Mirror(long seed) {
            random = new SplittableRandom(seed);
        }

        private void move() {
            if (points.isEmpty() || random.nextInt(3) > 0) {
                add();
            } else {
                lookAgain(random.nextInt(points.size()));
            }
        }

        private int[] add() {
            int[] choices = choices(random);
            process.add(choices);
            points.add(choices);
            looks.add(1);
            return choices;
        }

        private int[] lookAgain(int place) {
            looks.set(place, looks.get(place) + 1);
            process.setLooks(place, looks.get(place));
            return points.get(place);
        }

        private void tell() {
            values = random.doubles(points.size(), -2, 2).toArray();
            process.setValues(values);
        }

        private void check() {
            Hyperparameters parameters = process.parameters();
            int n = points.size();
            assertEquals(n, process.size());
            RealMatrix covariances = new Array2DRowRealMatrix(n, n);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    covariances.setEntry(i, j, covariance(parameters, points.get(i), points.get(j)));
                }
                covariances.addToEntry(i, i, parameters.noise() / looks.get(i));
            }
            RealMatrix inverse = new LUDecomposition(covariances).getSolver().getInverse();
            RealVector weights = inverse.operate(new ArrayRealVector(values));
            for (int q = 0; q < 20 + n; q++) {
                int[] at = q < n ? points.get(q) : choices(random);
                RealVector with = new ArrayRealVector(n);
                for (int i = 0; i < n; i++) {
                    with.setEntry(i, covariance(parameters, at, points.get(i)));
                }
                double mean = with.dotProduct(weights);
                double variance = parameters.signal() - with.dotProduct(inverse.operate(with));
                same(mean, variance, process.predict(at));
                assertEquals(mean, process.mean(at), 1e-8);
                if (q < n) {
                    same(mean, variance, process.at(q));
                }
            }
        }

        private static void same(double mean, double variance, Prediction actual) {
            assertEquals(mean, actual.mean(), 1e-8);
            assertEquals(variance, actual.deviation() * actual.deviation(), 1e-8);
        }

        private static double covariance(Hyperparameters parameters, int[] a, int[] b) {
            double exponent = 0;
            for (int d = 0; d < a.length; d++) {
                exponent -= a[d] == b[d] ? 0 : parameters.rates()[d];
            }
            return parameters.signal() * Math.exp(exponent);
        }
    }
}
