package org.lampyris.evaluation.compression.allocation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.compression.sharing.Clustering;
import org.lampyris.evaluation.weights.Tensor;

final class WeightFormTest {
    private static final int SIZE = 3000;
    private static final int VALUES = 16;
    /** What is found is best in its neighbourhood only, and by entropy, not by the code. */
    private static final double NEARLY = 1.15;

    private static Tensor weights(SplittableRandom random) {
        float[] values = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            values[i] = random.nextInt(5) == 0 ? 0 : (float) (0.1 * random.nextGaussian());
        }
        return Tensor.of(values, 30, SIZE / 30);
    }

    private static double paid(WeightForm form, double price) {
        return form.harm() + price * Byte.SIZE * form.bytes();
    }

    private static double harmOfAWeight(Tensor weights, double[] curvature) {
        double harm = 0;
        for (int i = 0; i < SIZE; i++) {
            harm += curvature[i] * weights.value(i) * weights.value(i) / 2;
        }
        return harm / SIZE;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void eachFormIsAboutTheBestAtItsPrice(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Tensor weights = weights(random);
        double[] curvature = random.doubles(SIZE, 0, 2).toArray();
        double each = harmOfAWeight(weights, curvature);
        double[] prices = WeightForm.prices(each);
        List<WeightForm> forms = WeightForm.of(weights, curvature, prices, VALUES);
        assertEquals(prices.length, forms.size());
        for (int i = 0; i < forms.size(); i++) {
            double own = paid(forms.get(i), prices[i]);
            for (WeightForm other : forms) {
                assertTrue(own < NEARLY * paid(other, prices[i]), "seed " + seed + ", form " + i + " and " + other);
            }
        }
        WeightForm first = forms.get(0);
        WeightForm last = forms.get(forms.size() - 1);
        assertTrue(first.harm() < 0.05 * each * SIZE, "hardly anything is lost: " + first.harm());
        assertTrue(last.bytes() < 0.1 * first.bytes(), "hardly anything is left: " + last.bytes());
    }

    /** Hardly any of many small weights beside a few large ones is worth a value of its own. */
    @Test
    void manySmallWeightsBecomeZeros() {
        SplittableRandom random = new SplittableRandom(5);
        float[] values = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            values[i] = (float) (0.012 + (i % 50 == 0 ? 0.5 : 0.01) * random.nextGaussian());
        }
        double[] even = new double[SIZE];
        Arrays.fill(even, 1);
        Tensor weights = Tensor.of(values, 30, SIZE / 30);
        double[] prices = {harmOfAWeight(weights, even)};
        long zeros = IntStream.of(
                        WeightForm.clustering(weights, even, prices[0], VALUES).assignment())
                .filter(k -> k == Clustering.ZERO)
                .count();
        assertTrue(zeros > 0.9 * SIZE, zeros + " zeros");
    }

    @Test
    void whereBitsAreDearOneValueIsLeftThatNeedsNone() {
        float[] values = new float[60];
        Arrays.fill(values, 0, 40, 0.7f);
        Arrays.fill(values, 40, 60, 0.9f);
        double[] even = new double[60];
        Arrays.fill(even, 1);
        Clustering dear = WeightForm.clustering(Tensor.of(values, 6, 10), even, 10, VALUES);
        assertArrayEquals(new float[] {0.7667f}, dear.centroids(), 1e-3f);
        Clustering single = WeightForm.clustering(Tensor.of(new float[] {3}, 1, 1), new double[] {1}, 0.1, VALUES);
        assertEquals(1, single.size(), "a single weight needs no bit");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void harmIsHalfOfCurvatureTimesSquaredErrorAndZerosStayZero(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Tensor weights = weights(random);
        double[] curvature = random.doubles(SIZE, 0, 2).toArray();
        double[] prices = WeightForm.prices(harmOfAWeight(weights, curvature));
        for (WeightForm form : WeightForm.of(weights, curvature, prices, VALUES)) {
            Clustering clustering = WeightForm.clustering(weights, curvature, form.price(), VALUES);
            float[] held = clustering.values();
            double harm = 0;
            int zeros = 0;
            for (int i = 0; i < SIZE; i++) {
                double error = (double) weights.value(i) - held[i];
                harm += curvature[i] * error * error / 2;
                zeros += held[i] == 0 ? 1 : 0;
                assertTrue(weights.value(i) != 0 || held[i] == 0, "a weight that was zero isn't any more");
            }
            assertEquals(harm, form.harm(), 1e-9 * harm);
            assertTrue(clustering.size() <= VALUES);
            assertTrue(zeros > SIZE / 6, zeros + " zeros");
            assertEquals(Clustering.ZERO, clustering.assignment()[indexOfZero(weights)]);
        }
    }

    private static int indexOfZero(Tensor weights) {
        int i = 0;
        while (weights.value(i) != 0) {
            i++;
        }
        return i;
    }
}
