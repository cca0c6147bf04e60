package org.lampyris.evaluation.distillation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lampyris.space.graph.TensorShape;

class FeatureLossTest {
    private static final int PIXELS = 12;
    private static final int CHANNELS = 3;

    private static float[] drawn(int size, SplittableRandom random) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Central differences. */
    private static void check(FeatureLoss loss, float[] features, float[] taught) {
        float[] gradient = drawn(features.length, new SplittableRandom(1));
        double found = loss.of(features, taught, gradient);
        float[] unused = new float[features.length];
        assertEquals(found, loss.of(features, taught, unused));
        for (int i = 0; i < features.length; i++) {
            float[] above = features.clone();
            float[] below = features.clone();
            above[i] += 1f / 256;
            below[i] -= 1f / 256;
            double way = (double) above[i] - below[i];
            double slope = (loss.of(above, taught, unused) - loss.of(below, taught, unused)) / way;
            assertEquals(slope, gradient[i], 2e-5, "value " + i);
        }
    }

    @Test
    void theGradientOfAttentionIsTheLosss() {
        SplittableRandom random = new SplittableRandom(2);
        for (int round = 0; round < 20; round++) {
            float[] taught = AttentionLoss.map(drawn(PIXELS * 5, random), 5);
            check(new AttentionLoss(CHANNELS), drawn(PIXELS * CHANNELS, random), taught);
        }
    }

    @Test
    void theGradientOfHintsIsTheLosss() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 20; round++) {
            check(learnt(4, random), drawn(PIXELS * CHANNELS, random), drawn(PIXELS * 4, random));
        }
    }

    @Test
    void theGradientOfAveragesIsTheLosss() {
        SplittableRandom random = new SplittableRandom(4);
        AreaAverage average = new AreaAverage(new TensorShape(CHANNELS, 6, 4), 3, 2);
        for (int round = 0; round < 10; round++) {
            float[] features = drawn(24 * CHANNELS, random);
            check(
                    AveragedLoss.of(average, new AttentionLoss(CHANNELS)),
                    features,
                    AttentionLoss.map(drawn(6 * 2, random), 2));
            check(AveragedLoss.of(average, learnt(2, random)), features, drawn(6 * 2, random));
        }
    }

    /** By hand: the energies 9 + 16 and 0 are a map of 1 and 0. */
    @Test
    void aMapHasLengthOneAndDoesNotSeeScaleOrSign() {
        assertArrayEquals(new float[] {1, 0}, AttentionLoss.map(new float[] {3, 4, 0, 0}, 2));
        float[] some = {1, 2, 2, 0, 0, 1};
        float[] other = {-3, 6, 6, 0, 0, -3};
        assertArrayEquals(AttentionLoss.map(some, 2), AttentionLoss.map(other, 2), 1e-6f);
        assertArrayEquals(new float[] {0.6f, 0.8f}, AttentionLoss.map(new float[] {(float) Math.sqrt(3), 2}, 1), 1e-6f);
    }

    @Test
    void deadFeaturesHaveNoGradient() {
        float[] gradient = drawn(PIXELS * CHANNELS, new SplittableRandom(5));
        float[] taught = AttentionLoss.map(drawn(PIXELS, new SplittableRandom(6)), 1);
        double loss = new AttentionLoss(CHANNELS).of(new float[PIXELS * CHANNELS], taught, gradient);
        assertEquals(1, loss, 1e-6);
        assertArrayEquals(new float[gradient.length], gradient, 1e-30f);
        assertArrayEquals(new float[PIXELS], AttentionLoss.map(new float[PIXELS * CHANNELS], CHANNELS));
    }

    /** Features of any size, of which the teacher's are a linear image. */
    @Test
    void theRegressorFindsWhatIsLinearAndNeverDiverges() {
        for (float scale : new float[] {1e-3f, 1, 1e3f}) {
            SplittableRandom random = new SplittableRandom(7);
            HintLoss hint = new HintLoss(CHANNELS, 2);
            float[] unused = new float[PIXELS * CHANNELS];
            double first = 0;
            double last = 0;
            for (int step = 0; step < 400; step++) {
                double sum = 0;
                for (int n = 0; n < 8; n++) {
                    float[] features = drawn(PIXELS * CHANNELS, random);
                    float[] taught = new float[PIXELS * 2];
                    for (int p = 0; p < PIXELS; p++) {
                        taught[2 * p] = features[3 * p] - features[3 * p + 1];
                        taught[2 * p + 1] = 0.5f * features[3 * p + 2];
                    }
                    for (int i = 0; i < features.length; i++) {
                        features[i] *= scale;
                    }
                    sum += hint.of(features, taught, unused);
                }
                hint.learn();
                first = step == 0 ? sum : first;
                last = sum;
            }
            assertTrue(Double.isFinite(last), "scale " + scale);
            assertTrue(scale < 1 || last < 1e-3 * first, first + " became " + last + " at scale " + scale);
            assertTrue(last < 1.5 * first, first + " became " + last + " at scale " + scale);
        }
    }

    /** Half the mean square of the teacher's features, whatever the student's are. */
    @Test
    void aRegressorThatKnowsNothingDisturbsNothing() {
        float[] gradient = drawn(PIXELS * CHANNELS, new SplittableRandom(9));
        float[] taught = new float[PIXELS * 2];
        Arrays.fill(taught, 3);
        double loss = new HintLoss(CHANNELS, 2).of(gradient.clone(), taught, gradient);
        assertEquals(4.5, loss, 1e-6);
        assertArrayEquals(new float[gradient.length], gradient, 1e-30f);
    }

    private static HintLoss learnt(int outputs, SplittableRandom random) {
        HintLoss hint = new HintLoss(CHANNELS, outputs);
        for (int step = 0; step < 20; step++) {
            hint.of(drawn(6 * CHANNELS, random), drawn(6 * outputs, random), new float[6 * CHANNELS]);
            hint.learn();
        }
        return hint;
    }

    @Test
    void areasAreAveraged() {
        AreaAverage average = new AreaAverage(new TensorShape(1, 2, 4), 1, 2);
        assertArrayEquals(new float[] {3.5f, 5.5f}, average.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}));
        float[] gradient = new float[8];
        average.spread(new float[] {4, 8}, gradient);
        assertArrayEquals(new float[] {1, 1, 2, 2, 1, 1, 2, 2}, gradient);
        float[] same = {1, 2};
        assertSame(same, new AreaAverage(new TensorShape(1, 1, 2), 1, 2).of(same));
        assertThrows(IllegalArgumentException.class, () -> new AreaAverage(new TensorShape(1, 3, 4), 2, 2));
    }

    @Test
    void weightsBeyondTheirRangeAreRefused() {
        assertTrue(TransferWeights.NONE.isNone());
        assertThrows(IllegalArgumentException.class, () -> new TransferWeights(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> new TransferWeights(0, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new TransferWeights(1e9, 0));
    }
}
