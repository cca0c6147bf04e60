package org.lampyris.experiments.teaching;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalTest {
    /** Deviation sqrt(2.5), five values, t = 2.776445 at four degrees of freedom. */
    @Test
    void isStudents() {
        Interval interval = Interval.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0));
        assertEquals(3, interval.mean(), 1e-12);
        double half = 2.776445 * Math.sqrt(2.5) / Math.sqrt(5);
        assertEquals(3 - half, interval.low(), 1e-5);
        assertEquals(3 + half, interval.high(), 1e-5);
    }
}
