package org.lampyris.search.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TrainingGainsTest {

    @Test
    void expectsNothingAtFirst() {
        TrainingGains gains = new TrainingGains();
        assertEquals(0, gains.expected(1));
        assertEquals(0, gains.expected(Integer.MAX_VALUE));
    }

    @Test
    void addsTheMeansFromRungToRung() {
        TrainingGains gains = new TrainingGains();
        gains.add(2, 6, 0.1);
        gains.add(2, 6, 0.2);
        gains.add(2, 6, 0.6);
        assertEquals(0.3, gains.expected(2), 1e-15);
        assertEquals(0, gains.expected(6));
        gains.add(6, Integer.MAX_VALUE, -0.05);
        assertEquals(-0.05, gains.expected(6));
        assertEquals(0.25, gains.expected(2), 1e-15);
        assertEquals(0, gains.expected(Integer.MAX_VALUE));
        assertEquals(0, gains.expected(3));
    }
}
