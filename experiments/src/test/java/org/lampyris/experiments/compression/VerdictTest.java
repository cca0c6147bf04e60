package org.lampyris.experiments.compression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class VerdictTest {
    private static Figures figures(double validation, long bytes, double ms) {
        return new Figures(validation, 0.5, bytes, 1000, 1000, ms, 1);
    }

    private static final Figures BEFORE = figures(0.9, 1000, 2);

    @Test
    void whatIsSmallerOrFasterStays() {
        assertEquals("", Verdict.of(new QuantizeStep(), BEFORE, BEFORE, figures(0.9, 300, 2), 0.01));
        assertEquals("", Verdict.of(new TrimStep(), BEFORE, BEFORE, figures(0.9, 1000, 1), 0.01));
        assertEquals("", Verdict.of(new PruneStep(), BEFORE, BEFORE, figures(0.895, 1000, 2), 0.01));
    }

    @Test
    void whatGainsNothingIsUndone() {
        assertEquals("it gains nothing", Verdict.of(new TrimStep(), BEFORE, BEFORE, figures(0.9, 995, 1.99), 0.01));
        assertEquals("it gains nothing", Verdict.of(new DistillStep(), BEFORE, BEFORE, figures(0.9, 1000, 2), 0.01));
        assertEquals("", Verdict.of(new DistillStep(), BEFORE, BEFORE, figures(0.91, 1000, 2), 0.01));
    }

    /** The drop counts from the start, not from the step before. */
    @Test
    void accuracyIsHeldAgainstTheNetworkAsItCame() {
        Figures now = figures(0.892, 500, 1);
        String verdict = Verdict.of(new QuantizeStep(), BEFORE, now, figures(0.885, 100, 1), 0.01);
        assertTrue(verdict.contains("fall by 1.50 points, more than 1.00"), verdict);
    }

    @Test
    void exactlyTheDropThatIsAllowedIs() {
        Figures start = figures(0.9315, 1000, 2);
        assertEquals("", Verdict.of(new QuantizeStep(), start, start, figures(0.9285, 300, 2), 0.003));
    }
}
