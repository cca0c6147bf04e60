package org.lampyris.search.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditScheduleTest {

    @Test
    void oneOfFiveIsEveryFifth() {
        List<Integer> random = IntStream.rangeClosed(1, 23)
                .filter(new AuditSchedule(0.2)::isRandom)
                .boxed()
                .toList();
        assertEquals(List.of(5, 10, 15, 20), random);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.05, 0.07, 0.1, 0.13, 0.2, 0.29, 0.3, 0.37, 0.45, 0.5})
    void theShareIsKept(double share) {
        AuditSchedule schedule = new AuditSchedule(share);
        assertFalse(schedule.isRandom(1));
        int random = 0;
        for (int trial = 1; trial <= 1000; trial++) {
            random += schedule.isRandom(trial) ? 1 : 0;
            assertEquals(trial * share, random, 1, "up to trial " + trial);
        }
        assertEquals(Math.round(1000 * share), random);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 0.51, 1, Double.NaN, Double.POSITIVE_INFINITY})
    void otherSharesAreRefused(double share) {
        assertThrows(IllegalArgumentException.class, () -> new AuditSchedule(share));
    }
}
