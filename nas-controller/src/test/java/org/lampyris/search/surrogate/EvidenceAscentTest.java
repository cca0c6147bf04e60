package org.lampyris.search.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.search.surrogate.EvidenceAscent.Point;

class EvidenceAscentTest {
    private static final double STEP = 1e-3;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void gradientAgreesWithNumericalOne(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            points.add(new Point(random.ints(6, -1, 3).toArray(), 1 + random.nextInt(4), random.nextDouble(-2, 2)));
        }
        EvidenceAscent ascent = new EvidenceAscent(points);
        double[] centre = random.doubles(8, -2, 0).toArray();
        double[] at = random.doubles(8, -3, 0.5).toArray();
        double[] gradient = new double[8];
        ascent.density(at, centre, gradient);
        for (int p = 0; p < at.length; p++) {
            double[] density = new double[4];
            double[] offsets = {-2, -1, 1, 2};
            for (int k = 0; k < 4; k++) {
                double[] moved = at.clone();
                moved[p] += offsets[k] * STEP;
                density[k] = ascent.density(moved, centre, new double[8]);
            }
            double numerical = (density[0] - 8 * density[1] + 8 * density[2] - density[3]) / (12 * STEP);
            assertEquals(numerical, gradient[p], 1e-5 * Math.max(Math.abs(numerical), 1e-4), "parameter " + p);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void endsNoLowerThanItBegan(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            points.add(new Point(random.ints(4, 0, 3).toArray(), 1 + random.nextInt(3), random.nextDouble(-2, 2)));
        }
        Hyperparameters start = new Hyperparameters(
                random.doubles(4, 0.01, 3).toArray(), random.nextDouble(0.1, 5), random.nextDouble(0.001, 2));
        EvidenceAscent ascent = new EvidenceAscent(points);
        double before = density(ascent, start);
        double after = density(ascent, ascent.ascend(start));
        assertTrue(after >= before, before + " to " + after);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void findsWhichDecisionsMatter(long seed) {
        double[] rates = fitted(Data.of(seed, 100, 0.01)).rates();
        double[] others = Arrays.copyOfRange(rates, 2, 8);
        double most = Arrays.stream(others).max().orElseThrow();
        assertTrue(Math.min(rates[0], rates[1]) > 3 * most, Arrays.toString(rates));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void findsHowNoisyLooksAre(long seed) {
        for (double noise : new double[] {0.03, 0.1, 0.3}) {
            Data data = Data.of(seed, 150, noise);
            double found = fitted(data).noise() * data.variance;
            assertTrue(found > noise / 2 && found < noise * 2, found + " for " + noise);
        }
    }

    /** As a process is: again and again. */
    private static Hyperparameters fitted(Data data) {
        EvidenceAscent ascent = new EvidenceAscent(data.points);
        Hyperparameters fitted = Hyperparameters.first(8);
        for (int i = 0; i < 4; i++) {
            fitted = ascent.ascend(fitted);
        }
        return fitted;
    }

    private static double density(EvidenceAscent ascent, Hyperparameters at) {
        int decisions = at.rates().length;
        return ascent.density(logarithms(at), logarithms(Hyperparameters.first(decisions)), new double[decisions + 2]);
    }

    private static double[] logarithms(Hyperparameters parameters) {
        double[] all = Arrays.copyOf(parameters.rates(), parameters.rates().length + 2);
        all[all.length - 2] = parameters.signal();
        all[all.length - 1] = parameters.noise();
        return Arrays.stream(all).map(Math::log).toArray();
    }

    /**
     * Eight decisions of three choices of which the first two decide, and looks at them.
     *
     * @param variance of the values before they were brought to 1
     */
    private record Data(List<Point> points, double variance) {

        /** @param noise the variance of a look */
        static Data of(long seed, int number, double noise) {
            SplittableRandom random = new SplittableRandom(seed);
            double[][] table = new double[3][3];
            for (double[] row : table) {
                Arrays.setAll(row, i -> random.nextGaussian());
            }
            int[][] choices = new int[number][];
            int[] looks = new int[number];
            double[] values = new double[number];
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < number; i++) {
                choices[i] = random.ints(8, 0, 3).toArray();
                looks[i] = 1 + i % 2;
                values[i] = table[choices[i][0]][choices[i][1]] + Math.sqrt(noise / looks[i]) * random.nextGaussian();
                sum += values[i];
                squares += values[i] * values[i];
            }
            double mean = sum / number;
            double variance = squares / number - mean * mean;
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                points.add(new Point(choices[i], looks[i], (values[i] - mean) / Math.sqrt(variance)));
            }
            return new Data(points, variance);
        }
    }
}
