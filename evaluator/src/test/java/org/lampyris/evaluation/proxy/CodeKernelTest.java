package org.lampyris.evaluation.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CodeKernelTest {

    /** Codes 110, 010 and 001 agree in 2, 0 and 1 places: det [3 2 0; 2 3 1; 0 1 3] = 12. */
    @Test
    void threeCodesByHand() {
        CodeKernel kernel = new CodeKernel(3);
        kernel.add(new float[] {0.5f, 3, 0, 0, 2, 0, 0, -1, 7});
        assertEquals(Math.log(12), kernel.logDeterminant(), 1e-12);
    }

    @Test
    void layersAddUp() {
        CodeKernel whole = new CodeKernel(3);
        whole.add(new float[] {1, 1, 0, 0, 1, 0, 0, 0, 1});
        CodeKernel parts = new CodeKernel(3);
        parts.add(new float[] {1, 0, 0});
        parts.add(new float[] {1, 0, 1, 0, 0, 1});
        assertEquals(whole.logDeterminant(), parts.logDeterminant());
    }

    /** Over more places than a long has bits: every place is a random bit, so pairs agree in half of them. */
    @Test
    void longCodes() {
        int places = 1000;
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[2 * places];
        int agreements = 0;
        for (int i = 0; i < places; i++) {
            values[i] = random.nextInt(2);
            values[places + i] = random.nextInt(2);
            agreements += values[i] == values[places + i] ? 1 : 0;
        }
        CodeKernel kernel = new CodeKernel(2);
        kernel.add(values);
        double determinant = (double) places * places - (double) agreements * agreements;
        assertEquals(Math.log(determinant), kernel.logDeterminant(), 1e-9);
    }

    @Test
    void imagesThatLookAlikeScoreWorseThanAnyOthersButFinitely() {
        CodeKernel alike = new CodeKernel(2);
        alike.add(new float[] {1, 0, 1, 0});
        CodeKernel different = new CodeKernel(2);
        different.add(new float[] {1, 0, 1, 1});
        assertTrue(Double.isFinite(alike.logDeterminant()));
        assertTrue(alike.logDeterminant() < different.logDeterminant());
        assertTrue(Double.isFinite(new CodeKernel(4).logDeterminant()), "a network without a ReLU");
    }
}
