package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.databind.ObjectMapper;

final class CosineScheduleTest {

    @Test
    void risesInATwentiethAndFallsAlongACosine() {
        CosineSchedule schedule = new CosineSchedule(0.8, 100);
        double[] rise = {0.16, 0.32, 0.48, 0.64, 0.8};
        for (int i = 0; i < rise.length; i++) {
            assertEquals(rise[i], schedule.valueAt(i, 0), 1e-12, "step " + i);
        }
        assertEquals(0.8, schedule.valueAt(5, 0), 1e-12);
        for (int i = 5; i < 100; i++) {
            double expected = 0.4 * (1 + Math.cos(Math.PI * (i - 5) / 95));
            assertEquals(expected, schedule.valueAt(i, 0), 1e-12, "step " + i);
        }
        assertEquals(0, schedule.valueAt(100, 0), 1e-12);
        assertEquals(0, schedule.valueAt(1000, 0), 1e-12, "beyond the end");
        assertEquals(schedule.valueAt(50, 0), schedule.valueAt(50, 9), "the epoch doesn't matter");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 19, 20, 21, 39, 40, 1000})
    void neverFallsBeforeThePeakNorRisesAfter(int steps) {
        CosineSchedule schedule = new CosineSchedule(1, steps);
        int peak = Math.max(1, steps / 20) - 1;
        assertEquals(1, schedule.valueAt(peak, 0), 1e-12, "peak");
        for (int i = 0; i < steps; i++) {
            double value = schedule.valueAt(i, 0);
            assertTrue(value > 0 && value <= 1, "step " + i + ": " + value);
            if (i > 0) {
                double change = value - schedule.valueAt(i - 1, 0);
                assertTrue(i <= peak ? change > 0 : change <= 0, "step " + i + " changes by " + change);
            }
        }
    }

    @Test
    void survivesCopyAndJson() throws Exception {
        CosineSchedule schedule = new CosineSchedule(0.3, 77);
        ObjectMapper mapper = new ObjectMapper();
        ISchedule read = mapper.readValue(mapper.writeValueAsString(schedule), ISchedule.class);
        ISchedule copy = schedule.clone();
        for (int i = 0; i < 80; i++) {
            assertEquals(schedule.valueAt(i, 0), read.valueAt(i, 0), "read, step " + i);
            assertEquals(schedule.valueAt(i, 0), copy.valueAt(i, 0), "copy, step " + i);
        }
    }
}
