package org.lampyris.evaluation.execution.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lampyris.evaluation.execution.dispatch.Dispatching.LEASE;
import static org.lampyris.evaluation.execution.dispatch.Dispatching.request;
import static org.lampyris.evaluation.execution.dispatch.Dispatching.result;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.EvaluationResult;

class DispatcherTest {
    /** Near the end of the clock's range: what is compared is differences. */
    private final Dispatching all = new Dispatching(3, Long.MAX_VALUE - LEASE.toNanos() / 2);

    @Test
    void theLowestTrialGoesFirst() {
        for (int trial : new int[] {4, 2, 3}) {
            all.ask(trial);
        }
        List<Assignment> given = new ArrayList<>();
        given.add(all.dispatcher().claim("v").orElseThrow());
        all.ask(1);
        given.add(all.dispatcher().claim("w").orElseThrow());
        given.add(all.dispatcher().claim("v").orElseThrow());
        all.dispatcher().handBack("v", given.get(0).ticket());
        given.add(all.dispatcher().claim("w").orElseThrow());
        given.add(all.dispatcher().claim("v").orElseThrow());
        assertEquals(
                List.of(
                        new Assignment(request(2), 1),
                        new Assignment(request(1), 1),
                        new Assignment(request(3), 1),
                        new Assignment(request(2), 2),
                        new Assignment(request(4), 1)),
                given);
        assertEquals(Optional.empty(), all.dispatcher().claim("v"));
        assertEquals(0, all.dispatcher().queued());
    }

    @Test
    void aTrialIsSubmittedOnce() {
        all.ask(1);
        assertThrows(IllegalArgumentException.class, () -> all.ask(1));
        all.claim("w");
        assertThrows(IllegalArgumentException.class, () -> all.ask(1));
    }

    @Test
    void aResultIsTakenOnceAndItsWorkerHearsSoAgain() {
        CompletableFuture<EvaluationResult> future = all.dispatcher().submit(request(1));
        Ticket ticket = all.claim("w");
        assertFalse(future.isDone());
        assertTrue(all.dispatcher().complete("w", ticket, result(0.5)));
        assertEquals(result(0.5), future.join());
        int puts = all.log.puts();
        assertTrue(all.dispatcher().complete("w", ticket, result(0.5)));
        assertFalse(all.dispatcher().complete("w", ticket, result(0.6)));
        assertEquals(puts, all.log.puts());
        assertEquals(
                List.of(new WorkerStatus("w", 1, 0, List.of())),
                all.dispatcher().workers());
    }

    @Test
    void onlyWhoHasATrialMayCompleteIt() {
        CompletableFuture<EvaluationResult> future = all.dispatcher().submit(request(1));
        assertFalse(all.dispatcher().complete("w", new Ticket(1, 1), result(0.5)));
        Ticket ticket = all.claim("w");
        assertFalse(all.dispatcher().complete("v", ticket, result(0.5)));
        assertFalse(all.dispatcher().complete("w", new Ticket(1, 2), result(0.5)));
        assertFalse(all.dispatcher().complete("w", new Ticket(2, 1), result(0.5)));
        assertFalse(future.isDone());
    }

    @Test
    void withdrawnTrialsAreCancelledAndMayBeSubmittedAgain() {
        CompletableFuture<EvaluationResult> running = all.dispatcher().submit(request(1));
        CompletableFuture<EvaluationResult> waiting = all.dispatcher().submit(request(2));
        Ticket ticket = all.claim("w");
        all.dispatcher().withdraw();
        assertTrue(waiting.isCancelled());
        assertFalse(running.isDone());
        assertEquals(Optional.empty(), all.dispatcher().claim("w"));
        assertTrue(all.dispatcher().complete("w", ticket, result(0.5)));
        CompletableFuture<EvaluationResult> again = all.dispatcher().submit(request(2));
        assertTrue(all.dispatcher().complete("w", all.claim("w"), result(0.6)));
        assertEquals(result(0.6), again.join());
    }

    @Test
    void aClosedOneGivesNothingOutAndStillTakesWhatIsOut() {
        CompletableFuture<EvaluationResult> finishing = all.dispatcher().submit(request(1));
        CompletableFuture<EvaluationResult> handedBack = all.dispatcher().submit(request(2));
        CompletableFuture<EvaluationResult> running = all.dispatcher().submit(request(3));
        CompletableFuture<EvaluationResult> waiting = all.dispatcher().submit(request(4));
        Ticket first = all.claim("w");
        Ticket second = all.claim("w");
        Ticket third = all.claim("v");
        all.dispatcher().close();
        assertTrue(waiting.isCancelled());
        assertTrue(all.dispatcher().submit(request(5)).isCancelled());
        assertEquals(Optional.empty(), all.dispatcher().claim("w"));
        assertTrue(all.dispatcher().complete("w", first, result(0.5)));
        assertEquals(result(0.5), finishing.join());
        all.dispatcher().handBack("w", second);
        assertTrue(handedBack.isCancelled());
        assertFalse(all.dispatcher().idle());
        assertFalse(running.isDone());
        all.dispatcher().abandonRunning();
        assertTrue(running.isCancelled());
        assertEquals(Optional.of("v"), all.log.record(3).worker());
        all.restart();
        assertTrue(all.dispatcher().holds("v", third));
    }

    @Test
    void whatComesBackAfterAWithdrawalIsDroppedToo() {
        CompletableFuture<EvaluationResult> back = all.dispatcher().submit(request(1));
        Ticket ticket = all.claim("w");
        all.dispatcher().withdraw();
        all.dispatcher().handBack("w", ticket);
        assertTrue(back.isCancelled());
        assertEquals(Optional.empty(), all.dispatcher().claim("w"));
        CompletableFuture<EvaluationResult> again = all.dispatcher().submit(request(1));
        assertTrue(all.dispatcher().complete("w", all.claim("w"), result(0.5)));
        assertEquals(result(0.5), again.join());
    }

    @Test
    void whatWouldMeetEveryTrialEndsTheSearch() {
        CompletableFuture<EvaluationResult> future = all.dispatcher().submit(request(1));
        Ticket ticket = all.claim("w");
        IllegalStateException problem = new IllegalStateException("the data is gone");
        all.dispatcher().fail("v", ticket, problem);
        assertFalse(future.isDone());
        all.dispatcher().fail("w", ticket, problem);
        assertEquals(
                problem, assertThrows(CompletionException.class, future::join).getCause());
        assertTrue(all.dispatcher().idle());
        all.restart();
        all.ask(1);
        assertEquals(new Ticket(1, 2), all.claim("w"), "a resumed search tries it again");
    }

    @Test
    void whatIsInTheTrialLogIsForgotten() {
        for (int trial = 1; trial <= 4; trial++) {
            all.ask(trial);
        }
        Ticket first = all.claim("w");
        Ticket second = all.claim("w");
        Ticket third = all.claim("w");
        assertTrue(all.dispatcher().complete("w", first, result(0.5)));
        all.dispatcher().forget(2);
        assertFalse(all.beat("w", second));
        assertFalse(all.dispatcher().complete("w", first, result(0.5)));
        assertTrue(all.beat("w", third));
        assertEquals(
                List.of(3),
                all.log.records().stream().map(AssignmentRecord::trial).toList());
        assertEquals(new Ticket(4, 1), all.claim("w"));
    }

    @Test
    void whatCannotBeKeptEndsTheSearchAndChangesNothing() {
        CompletableFuture<EvaluationResult> claimed = all.dispatcher().submit(request(1));
        CompletableFuture<EvaluationResult> waiting = all.dispatcher().submit(request(2));
        Ticket ticket = all.claim("w");
        List<AssignmentRecord> before = all.log.records();
        List<WorkerStatus> workers = all.dispatcher().workers();
        all.log.full(true);
        assertThrows(UncheckedIOException.class, () -> all.dispatcher().complete("w", ticket, result(0.5)));
        Throwable cause = assertThrows(CompletionException.class, claimed::join).getCause();
        assertInstanceOf(UncheckedIOException.class, cause);
        assertThrows(UncheckedIOException.class, () -> all.dispatcher().handBack("w", ticket));
        assertThrows(UncheckedIOException.class, () -> all.pass(LEASE));
        assertThrows(UncheckedIOException.class, () -> all.dispatcher().claim("v"));
        assertThrows(CompletionException.class, waiting::join);
        assertEquals(before, all.log.records());
        assertEquals(workers, all.dispatcher().workers());
        assertTrue(all.dispatcher().holds("w", ticket));
        assertEquals(1, all.dispatcher().queued());
        all.log.full(false);
        assertTrue(all.dispatcher().complete("w", ticket, result(0.5)));
        all.restart();
        assertEquals(result(0.5), all.dispatcher().submit(request(1)).join());
    }
}
