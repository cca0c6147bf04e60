package org.lampyris.evaluation.execution.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lampyris.evaluation.execution.dispatch.Dispatching.LEASE;
import static org.lampyris.evaluation.execution.dispatch.Dispatching.request;
import static org.lampyris.evaluation.execution.dispatch.Dispatching.result;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Lost;

/** What a coordinator that comes back knows, and what another request makes of it. */
class DispatcherRestartTest {
    private static final Duration MOMENT = Duration.ofNanos(1);

    /** Near the end of the clock's range: what is compared is differences. */
    private final Dispatching all = new Dispatching(3, Long.MAX_VALUE - LEASE.toNanos() / 2);

    @Test
    void lossesAreCountedOverRestarts() {
        all.ask(1);
        for (int loss = 1; loss <= 3; loss++) {
            all.claim("w");
            all.restart();
            all.ask(1);
            all.pass(LEASE);
        }
        assertEquals(3, all.log.record(1).losses());
        assertInstanceOf(Lost.class, all.log.record(1).result().orElseThrow());
    }

    @Test
    void whatIsOutAtARestartGetsAFreshLease() {
        all.ask(1);
        Ticket ticket = all.claim("w");
        all.pass(LEASE.minus(MOMENT));
        all.restart();
        CompletableFuture<EvaluationResult> future = all.dispatcher().submit(request(1));
        assertEquals(Optional.empty(), all.dispatcher().claim("v"));
        all.pass(LEASE.minus(MOMENT));
        assertTrue(all.beat("w", ticket));
        assertTrue(all.dispatcher().complete("w", ticket, result(0.5)));
        assertEquals(result(0.5), future.join());
    }

    /** Whatever comes first: the worker's result, the end of its lease, or the search's question. */
    @Test
    void whatIsOutAtARestartMayEndBeforeTheSearchAsksAgain() {
        for (int trial = 1; trial <= 3; trial++) {
            all.ask(trial);
        }
        Ticket first = all.claim("w");
        Ticket second = all.claim("w");
        Ticket third = all.claim("v");
        all.restart();
        assertTrue(all.dispatcher().complete("w", first, result(0.5)));
        all.dispatcher().handBack("w", second);
        all.pass(LEASE);
        assertFalse(all.beat("v", third));
        assertEquals(Optional.empty(), all.dispatcher().claim("v"), "nobody asked for them yet");
        assertEquals(result(0.5), all.dispatcher().submit(request(1)).join());
        all.ask(2);
        all.ask(3);
        assertEquals(List.of(new Ticket(2, 2), new Ticket(3, 2)), List.of(all.claim("v"), all.claim("w")));
    }

    @Test
    void aResultThatWasFinishedBeforeARestartIsKept() {
        all.ask(1);
        Ticket ticket = all.claim("w");
        assertTrue(all.dispatcher().complete("w", ticket, result(0.5)));
        all.restart();
        assertTrue(all.dispatcher().complete("w", ticket, result(0.5)), "its answer was lost");
        assertFalse(all.dispatcher().complete("w", ticket, result(0.6)));
        assertEquals(result(0.5), all.dispatcher().submit(request(1)).join());
        assertEquals(Optional.empty(), all.dispatcher().claim("w"));
    }

    @Test
    void anotherRequestHasNoUseForAnOldResultButGoesOnCounting() {
        all.ask(1);
        Ticket first = all.claim("w");
        assertTrue(all.dispatcher().complete("w", first, result(0.1)));
        all.restart();
        CompletableFuture<EvaluationResult> other = all.dispatcher().submit(request(1, 99));
        assertFalse(other.isDone());
        assertFalse(all.dispatcher().complete("w", first, result(0.1)));
        Assignment second = all.dispatcher().claim("w").orElseThrow();
        assertEquals(new Assignment(request(1, 99), 2), second);
        assertTrue(all.dispatcher().complete("w", second.ticket(), result(0.2)));
        assertEquals(result(0.2), other.join());
    }

    @Test
    void anotherRequestHasNoUseForWhatStillRuns() {
        all.ask(1);
        Ticket first = all.claim("w");
        all.restart();
        CompletableFuture<EvaluationResult> other = all.dispatcher().submit(request(1, 99));
        assertFalse(all.beat("w", first));
        assertFalse(all.dispatcher().complete("w", first, result(0.1)));
        assertEquals(new Ticket(1, 2), all.claim("w"));
        assertFalse(other.isDone());
    }

    @Test
    void anotherRequestHasNoUseForAResultThatCameSinceTheRestart() {
        all.ask(1);
        Ticket first = all.claim("w");
        all.restart();
        assertTrue(all.dispatcher().complete("w", first, result(0.1)));
        CompletableFuture<EvaluationResult> other = all.dispatcher().submit(request(1, 99));
        assertFalse(other.isDone());
        assertTrue(all.dispatcher().complete("w", all.claim("w"), result(0.2)));
        assertEquals(result(0.2), other.join());
    }
}
