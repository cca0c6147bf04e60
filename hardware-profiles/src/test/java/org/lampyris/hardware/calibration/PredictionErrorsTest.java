package org.lampyris.hardware.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PredictionErrorsTest {
    @Test
    void errorsAreSharesOfWhatWasMeasured() {
        PredictionErrors errors = PredictionErrors.of(new double[] {1.1, 1.8, 4, 12}, new double[] {1, 2, 4, 8});
        assertEquals(4, errors.networks());
        assertEquals((10 + 10 + 0 + 50) / 4.0, errors.meanPercent(), 1e-9);
        assertEquals(10, errors.medianPercent(), 1e-9);
        assertEquals((10 - 10 + 0 + 50) / 4.0, errors.biasPercent(), 1e-9);
        assertEquals(1, errors.spearman(), 1e-12);
        assertEquals(1, errors.kendall(), 1e-12);
    }

    @Test
    void tenPercentIsWithin() {
        PredictionErrors errors = PredictionErrors.of(new double[] {1.09, 0.5, 2}, new double[] {1, 1, 2});
        assertEquals(2.0 / 3, errors.within10(), 1e-12);
        assertTrue(Double.isNaN(
                PredictionErrors.of(new double[] {1}, new double[] {1}).spearman()));
    }
}
