package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ArithmeticTest {
    @Test
    void isTheSameEachTimeAndOnEveryThread() throws Exception {
        String here = Arithmetic.fingerprint();
        assertTrue(here.matches("[0-9a-f]{64}"), here);
        assertEquals(
                here, CompletableFuture.supplyAsync(Arithmetic::fingerprint).get());
    }
}
