package org.lampyris.evaluation.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class AgreementTest {

    @Test
    void isRelativeToTheImagesLargestLogit() {
        float[][] expected = {{0.5f, 0.25f}, {-8, 4}, {1, 0}};
        float[][] found = {{0.5f, 0.75f}, {-8, 5}, {1, 0}};
        Agreement agreement = Agreement.of(expected, found);

        assertEquals(new Agreement(0.5, 2, 3), agreement);
        assertTrue(agreement.within(0.5));
        assertFalse(agreement.within(0.49));
    }

    @Test
    void whatIsNoNumberAgreesWithNothing() {
        float[][] one = {{1, 2}};
        for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            assertFalse(Agreement.of(one, new float[][] {{odd, 2}}).within(1e9));
            assertFalse(Agreement.of(new float[][] {{odd, 2}}, one).within(1e9));
            assertFalse(Agreement.of(new float[][] {{odd, 2}}, new float[][] {{odd, 2}})
                    .within(1e9));
            assertFalse(Agreement.of(new float[][] {{odd, 2}}, new float[][] {{odd, 1}})
                    .within(1e9));
        }
    }

    @Test
    void refusesOtherShapes() {
        float[][] one = {{1, 2}};
        assertThrows(IllegalArgumentException.class, () -> Agreement.of(one, new float[2][2]));
        assertThrows(IllegalArgumentException.class, () -> Agreement.of(one, new float[1][3]));
    }
}
