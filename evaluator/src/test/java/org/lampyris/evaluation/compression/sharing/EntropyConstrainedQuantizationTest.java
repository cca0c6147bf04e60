package org.lampyris.evaluation.compression.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EntropyConstrainedQuantizationTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noRoundRaisesTheCost(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = WeightSharingTest.gaussian(random, 1500);
        double[] importance = random.doubles(1500, 0, 2).toArray();
        for (double lambda : new double[] {0, 0.003, 0.05, 1}) {
            List<Double> costs = EntropyConstrainedQuantization.run(values, importance, lambda, 24)
                    .costs();
            for (int i = 1; i < costs.size(); i++) {
                assertTrue(costs.get(i) <= costs.get(i - 1) * (1 + 1e-12), "seed " + seed + ": " + costs);
            }
            assertTrue(costs.size() > 2 && costs.get(costs.size() - 1) < costs.get(0), costs.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void dearerBitsMakeFewerBitsAndMoreError(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = WeightSharingTest.gaussian(random, 3000);
        double[] ones = WeightSharingTest.ones(3000);
        double entropy = Double.POSITIVE_INFINITY;
        double distortion = 0;
        for (double lambda : new double[] {0, 0.001, 0.01, 0.1, 1, 100}) {
            Clustering found = EntropyConstrainedQuantization.of(values, ones, lambda, 32);
            assertTrue(Entropy.of(found) < entropy, "seed " + seed + " lambda " + lambda);
            assertTrue(found.distortion(values, ones) > distortion, "seed " + seed + " lambda " + lambda);
            entropy = Entropy.of(found);
            distortion = found.distortion(values, ones);
        }
        assertEquals(0, entropy, "all in one cluster");
    }

    /** Which is the point: for what bits cost, no number of k-means clusters is as good. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.05, 0.2})
    void isBetterThanAnyKMeans(double lambda) {
        float[] values = WeightSharingTest.gaussian(new SplittableRandom(8), 10_000);
        double[] ones = WeightSharingTest.ones(values.length);
        double constrained = cost(EntropyConstrainedQuantization.of(values, ones, lambda, 64), values, lambda);
        double best = Double.POSITIVE_INFINITY;
        for (int clusters = 1; clusters <= 24; clusters++) {
            best = Math.min(best, cost(WeightSharing.of(values, ones, clusters), values, lambda));
        }
        assertTrue(constrained < 0.99 * best, constrained + " against " + best);
    }

    private static double cost(Clustering clustering, float[] values, double lambda) {
        double[] ones = WeightSharingTest.ones(values.length);
        return clustering.distortion(values, ones) + lambda * values.length * Entropy.of(clustering);
    }

    @Test
    void refusesPricesThatAreNone() {
        for (double lambda : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> EntropyConstrainedQuantization.of(new float[1], new double[1], lambda, 2));
        }
    }
}
