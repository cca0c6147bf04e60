package org.lampyris.evaluation.distillation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistillationTest {
    private static final Teacher NOBODY = (image, mirrored) -> new float[0];

    @ParameterizedTest
    @CsvSource({"1,0", "1,1", "1,0.3", "4,0.7", "4,1", "20,0.9"})
    void theGradientIsTheLosss(double temperature, double weight) {
        Distillation distillation = new Distillation(NOBODY, temperature, weight);
        SplittableRandom random = new SplittableRandom(Math.round(100 * temperature + weight));
        for (int round = 0; round < 50; round++) {
            float[] logits = drawn(random);
            float[] teacher = drawn(random);
            int label = random.nextInt(logits.length);
            double[] gradient = distillation.gradient(logits, label, teacher);
            for (int k = 0; k < logits.length; k++) {
                float step = 1f / 128;
                float[] above = logits.clone();
                float[] below = logits.clone();
                above[k] += step;
                below[k] -= step;
                double way = (double) above[k] - below[k];
                double slope =
                        (distillation.loss(above, label, teacher) - distillation.loss(below, label, teacher)) / way;
                assertEquals(slope, gradient[k], 2e-4 * Math.max(1, temperature));
            }
        }
    }

    private static float[] drawn(SplittableRandom random) {
        float[] values = new float[5];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) (2 * random.nextGaussian());
        }
        return values;
    }

    @Test
    void aStudentThatAgreesHasNothingToLearnOfTheTeacher() {
        float[] logits = {1, -2, 0.5f};
        Distillation distillation = new Distillation(NOBODY, 4, 1);
        assertArrayEquals(new double[3], distillation.gradient(logits, 0, new float[] {2, -1, 1.5f}), 1e-7);
        assertEquals(0, distillation.loss(logits, 0, logits), 1e-12);
    }

    @Test
    void settingsBeyondTheirRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Distillation(NOBODY, 0.5, 0.5));
        assertThrows(IllegalArgumentException.class, () -> new Distillation(NOBODY, 4, 1.5));
        assertThrows(IllegalArgumentException.class, () -> new Distillation(NOBODY, Double.NaN, 0.5));
    }

    @Test
    void anEnsembleIsTheMeanOfProbabilities() {
        float[][] sure = {{(float) Math.log(0.9), (float) Math.log(0.1)}};
        float[][] unsure = {{(float) Math.log(0.5) + 3, (float) Math.log(0.5) + 3}};
        float[][] together = CachedTeacher.ensemble(List.of(sure, unsure));
        assertEquals(0.7, Math.exp(together[0][0]), 1e-6);
        assertEquals(0.3, Math.exp(together[0][1]), 1e-6);
    }

    @Test
    void aCachedTeacherSaysWhatItSaw() {
        float[][] plain = {{1, 2}, {3, 4}};
        float[][] mirrored = {{5, 6}, {7, 8}};
        CachedTeacher teacher = new CachedTeacher(plain, mirrored);
        assertSame(plain[1], teacher.logits(1, false));
        assertSame(mirrored[0], teacher.logits(0, true));
        assertThrows(IllegalArgumentException.class, () -> new CachedTeacher(plain, new float[][] {{1, 2}}));
        assertThrows(
                IllegalArgumentException.class, () -> new CachedTeacher(plain, new float[][] {{1, 2}, {Float.NaN, 0}}));
    }
}
