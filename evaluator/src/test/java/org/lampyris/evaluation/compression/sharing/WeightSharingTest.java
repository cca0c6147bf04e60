package org.lampyris.evaluation.compression.sharing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WeightSharingTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void noPartitionIsBetter(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 30; round++) {
            int size = 1 + random.nextInt(8);
            float[] values = new float[size];
            double[] importance = new double[size];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(4) == 0 ? 1 : (float) random.nextGaussian();
            }
            Arrays.setAll(importance, i -> random.nextInt(4) == 0 ? 0 : random.nextDouble(3));
            int clusters = 1 + random.nextInt(4);
            double found = WeightSharing.of(values, importance, clusters).distortion(values, importance);

            assertEquals(least(values, importance, clusters), found, 1e-6, "seed " + seed + " round " + round);
        }
    }

    /** Over all assignments. */
    private static double least(float[] values, double[] importance, int clusters) {
        int[] assignment = new int[values.length];
        double least = Double.POSITIVE_INFINITY;
        int count = (int) Math.pow(clusters, values.length);
        for (int code = 0; code < count; code++) {
            int rest = code;
            for (int i = 0; i < assignment.length; i++, rest /= clusters) {
                assignment[i] = rest % clusters;
            }
            Clustering clustering = Clustering.ofMeans(values, importance, assignment, clusters);
            least = Math.min(least, clustering.distortion(values, importance));
        }
        return least;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void lloydNeverGetsWorse(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = gaussian(random, 2000);
        double[] importance = random.doubles(2000, 0, 2).toArray();
        SortedWeights sorted = SortedWeights.of(values, importance);
        double[] centroids = WeightSharing.linear(sorted, 16);
        double last = Double.POSITIVE_INFINITY;
        double first = 0;
        for (int round = 0; round < 60; round++) {
            int[] starts = WeightSharing.nearest(sorted, centroids);
            WeightSharing.move(sorted, starts, centroids);
            double sum = 0;
            for (int k = 0; k < starts.length; k++) {
                sum += sorted.distortion(starts[k], k + 1 < starts.length ? starts[k + 1] : sorted.size());
            }
            assertTrue(sum <= last * (1 + 1e-12), "seed " + seed + ": " + sum + " after " + last);
            first = round == 0 ? sum : first;
            last = sum;
        }
        Clustering end = WeightSharing.lloyd(values, importance, 16);
        assertTrue(last < first);
        assertTrue(end.distortion(values, importance) <= last * (1 + 1e-6), "seed " + seed);
        assertTrue(
                WeightSharing.of(values, importance, 16).distortion(values, importance)
                        <= end.distortion(values, importance) * (1 + 1e-6),
                "the optimum isn't worse, seed " + seed);
    }

    @Test
    void everyValueIsAtTheNearestCentroidAndCentroidsAreMeans() {
        SplittableRandom random = new SplittableRandom(9);
        float[] values = gaussian(random, 20_000);
        double[] importance = random.doubles(values.length, 0, 5).toArray();
        Clustering found = WeightSharing.of(values, importance, 32);
        float[] centroids = found.centroids();
        double[] sums = new double[32];
        double[] weights = new double[32];
        int[] assignment = found.assignment();
        for (int i = 0; i < values.length; i++) {
            sums[assignment[i]] += importance[i] * values[i];
            weights[assignment[i]] += importance[i];
        }
        float[] shared = found.values();
        for (int i = 0; i < values.length; i++) {
            double distance = Math.abs(values[i] - centroids[assignment[i]]);
            double least = Math.abs(values[i] - centroids[nearest(centroids, values[i])]);
            assertEquals(least, distance, 1e-6);
            assertEquals(centroids[assignment[i]], shared[i]);
        }
        for (int k = 0; k < 32; k++) {
            assertEquals(sums[k] / weights[k], centroids[k], 1e-5, "cluster " + k);
        }
        // A Gaussian in 32 levels of least error has a distortion of 0.0025 (Max 1960).
        double even = WeightSharing.of(values, ones(values.length), 32).distortion(values, ones(values.length));
        assertEquals(0.0025, even / values.length, 0.0002);
    }

    private static int nearest(float[] centroids, float value) {
        int best = 0;
        for (int k = 1; k < centroids.length; k++) {
            best = Math.abs(value - centroids[k]) < Math.abs(value - centroids[best]) ? k : best;
        }
        return best;
    }

    @Test
    void importantValuesKeepTheirs() {
        float[] values = {0, 0.1f, 1, 1.1f, 1.2f, 1.3f};
        double[] importance = {1, 1, 1e-9, 1e-9, 1e-9, 1e-9};
        Clustering found = WeightSharing.of(values, importance, 3);

        assertEquals(0, found.values()[0]);
        assertEquals(0.1f, found.values()[1]);
        assertEquals(1.15f, found.values()[2], 1e-6f);
    }

    @Test
    void prunedWeightsStayZero() {
        float[] values = {0, -0.1f, 0, 0.2f, 0.3f, -0f};
        Clustering found = Clustering.withoutZeros(values, ones(6), (v, h) -> WeightSharing.of(v, h, 2));

        assertArrayEquals(new int[] {-1, 0, -1, 1, 1, -1}, found.assignment());
        assertArrayEquals(new float[] {0, -0.1f, 0, 0.25f, 0.25f, 0}, found.values(), 1e-7f);
        assertEquals(2, found.size());
        assertEquals(1.459, Entropy.of(found), 1e-3);
        assertEquals(0.005, found.distortion(values, ones(6)), 1e-6);
    }

    @Test
    void fewValuesNeedFewClusters() {
        for (Clustering.Method method : new Clustering.Method[] {
            (v, h) -> WeightSharing.of(v, h, 8),
            (v, h) -> WeightSharing.lloyd(v, h, 8),
            (v, h) -> EntropyConstrainedQuantization.of(v, h, 0, 8)
        }) {
            assertEquals(0, method.cluster(new float[0], new double[0]).size());
            assertArrayEquals(
                    new float[] {2},
                    method.cluster(new float[] {2, 2, 2}, ones(3)).centroids());
            float[] two = {-1, 3, -1, 3};
            assertArrayEquals(two, method.cluster(two, ones(4)).values());
            assertThrows(IllegalArgumentException.class, () -> method.cluster(new float[] {1, Float.NaN}, ones(2)));
            assertThrows(IllegalArgumentException.class, () -> method.cluster(new float[] {1}, ones(2)));
            assertThrows(IllegalArgumentException.class, () -> method.cluster(new float[] {1}, new double[] {-1}));
        }
        assertThrows(IllegalArgumentException.class, () -> WeightSharing.of(new float[1], ones(1), 0));
    }

    static float[] gaussian(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
