package org.lampyris.evaluation.execution.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReplayGuardTest {
    private final ReplayGuard guard = new ReplayGuard();

    @Test
    void eachNumberComesInOnce() {
        for (long number : new long[] {0, 1, 2, 5, 4, 3, 1_000_000, Long.MAX_VALUE}) {
            assertTrue(guard.admit("w", number), () -> "first " + number);
            assertFalse(guard.admit("w", number), () -> "second " + number);
        }
    }

    @Test
    void sendersCountForThemselves() {
        assertTrue(guard.admit("v", 7));
        assertTrue(guard.admit("w", 7));
        assertFalse(guard.admit("v", 7));
    }

    @Test
    void whatIsOvertakenByTooManyIsRefused() {
        assertTrue(guard.admit("w", 100));
        assertTrue(guard.admit("w", 37));
        assertFalse(guard.admit("w", 36));
        assertTrue(guard.admit("w", 164));
        assertFalse(guard.admit("w", 100), "it was here before");
        assertTrue(guard.admit("w", 101));
    }

    @Test
    void negativeNumbersAreRefused() {
        for (long number : List.of(-1L, Long.MIN_VALUE)) {
            assertFalse(guard.admit("w", number));
        }
        assertTrue(guard.admit("w", 0));
    }

    /** Held against a set of all that came in. */
    @Test
    void noNumberEverComesInTwice() {
        SplittableRandom random = new SplittableRandom(4);
        Set<Long> before = new HashSet<>();
        long highest = 0;
        for (int call = 0; call < 20_000; call++) {
            long number = Math.max(0, highest + random.nextLong(-90, 12));
            boolean fresh = !before.contains(number) && (number > highest || highest - number < 64);
            assertEquals(fresh || before.isEmpty(), guard.admit("w", number));
            before.add(number);
            highest = Math.max(highest, number);
        }
    }
}
