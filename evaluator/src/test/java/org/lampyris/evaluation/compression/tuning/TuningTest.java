package org.lampyris.evaluation.compression.tuning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.compression.quantization.FilterGates;
import org.lampyris.evaluation.compression.quantization.PowersOfTwo;
import org.lampyris.evaluation.compression.sharing.Clustering;
import org.lampyris.evaluation.compression.sharing.WeightSharing;
import org.lampyris.evaluation.weights.Tensor;

class TuningTest {
    private static float[] drawn(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @Test
    void prunedWeightsAreZeroAndLearnNothing() {
        BitSet kept = new BitSet();
        kept.set(1);
        kept.set(3);
        PrunedWeights pruned = new PrunedWeights(kept);
        kept.set(0);
        float[] used = new float[5];
        pruned.apply(new float[] {1, 2, 3, 4, 5}, used);
        assertArrayEquals(new float[] {0, 2, 0, 4, 0}, used);
        float[] gradient = {1, 2, 3, 4, 5};
        pruned.pullBack(gradient);
        assertArrayEquals(new float[] {0, 2, 0, 4, 0}, gradient);
    }

    /** The gradient by a shared value is the loss's when all its weights move together. */
    @Test
    void sharedWeightsMoveTogetherByTheSumOfTheirGradients() {
        float[] values = drawn(60, 1);
        for (int i = 0; i < 20; i++) {
            values[3 * i] = 0;
        }
        double[] even = new double[60];
        Arrays.fill(even, 1);
        Clustering clusters =
                Clustering.withoutZeros(values, even, (x, importance) -> WeightSharing.of(x, importance, 4));
        SharedWeights shared = new SharedWeights(clusters);
        float[] gradient = drawn(60, 2);
        float[] turned = gradient.clone();
        shared.pullBack(turned);
        int[] assignment = clusters.assignment();
        for (int i = 0; i < 60; i++) {
            int own = assignment[i];
            double sum = own < 0
                    ? 0
                    : IntStream.range(0, 60)
                            .filter(j -> assignment[j] == own)
                            .mapToDouble(j -> gradient[j])
                            .sum();
            assertEquals(sum, turned[i], 1e-5);
            assertEquals(values[i] == 0, own < 0);
        }
        float[] kept = clusters.values();
        float[] used = new float[60];
        shared.apply(kept, used);
        assertArrayEquals(kept, used);
        for (int i = 0; i < 60; i++) {
            kept[i] -= 0.1f * turned[i];
        }
        shared.apply(kept, used);
        for (int i = 0; i < 60; i++) {
            int own = assignment[i];
            double step = own < 0 ? 0 : 0.1 * turned[i];
            assertEquals(own < 0 ? 0 : clusters.centroids()[own] - step, used[i], 1e-6);
            for (int j = 0; j < i; j++) {
                assertTrue(own != assignment[j] || used[i] == used[j], i + " and " + j);
            }
        }
    }

    @Test
    void roundedWeightsAreTheQuantizers() {
        float[] values = drawn(24, 3);
        values[5] = 0;
        float[] used = new float[24];
        PowersOfTwo powers = PowersOfTwo.ofTerms(1);
        RoundedWeights rounded = new RoundedWeights(powers, Tensor.of(values, 4, 6));
        rounded.apply(values, used);
        assertEquals(powers.project(Tensor.of(values, 4, 6)), Tensor.of(used, 4, 6));
        float[] gradient = drawn(24, 4);
        float[] turned = gradient.clone();
        rounded.pullBack(turned);
        for (int i = 0; i < 24; i++) {
            assertEquals(i == 5 ? 0 : gradient[i], turned[i]);
        }
    }

    /** A loss that is as far from the weights as can be told: terms that help stay, a dear penalty takes them away. */
    @Test
    void thePenaltyDecidesHowManyTermsAreLeft() {
        double free = meanTerms(0);
        double dear = meanTerms(0.5);
        assertTrue(free > 1.9, "without a penalty there are " + free + " terms a filter");
        assertTrue(dear < 1.5, "with one there are " + dear);
    }

    private static GatedWeights gated(float[] start, double perTerm) {
        return new GatedWeights(
                Tensor.of(start, 8, start.length / 8),
                new FilterGates.Settings(7, 0.1, false),
                new GatedWeights.Learning(0.01, perTerm));
    }

    @Test
    void whatWasPrunedLearnsNothingBehindGates() {
        float[] values = drawn(24, 3);
        values[5] = 0;
        GatedWeights gated = gated(values, 0.1);
        float[] used = new float[24];
        gated.apply(values, used);
        float[] gradient = drawn(24, 4);
        gated.pullBack(gradient);
        for (int i = 0; i < 24; i++) {
            assertEquals(i == 5, gradient[i] == 0);
        }
    }

    private static double meanTerms(double perTerm) {
        float[] target = drawn(8 * 9, 4);
        float[] kept = target.clone();
        GatedWeights gated = gated(target, perTerm);
        float[] used = new float[kept.length];
        for (int step = 0; step < 200; step++) {
            gated.apply(kept, used);
            float[] gradient = new float[kept.length];
            for (int i = 0; i < kept.length; i++) {
                gradient[i] = used[i] - target[i];
            }
            gated.pullBack(gradient);
            for (int i = 0; i < kept.length; i++) {
                kept[i] -= 0.01f * gradient[i];
            }
        }
        gated.apply(kept, used);
        return Arrays.stream(gated.terms()).average().orElseThrow();
    }
}
