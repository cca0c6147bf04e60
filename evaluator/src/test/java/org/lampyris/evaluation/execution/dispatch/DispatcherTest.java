package org.lampyris.evaluation.execution.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lampyris.evaluation.execution.dispatch.Dispatching.GRACE;
import static org.lampyris.evaluation.execution.dispatch.Dispatching.LEASE;
import static org.lampyris.evaluation.execution.dispatch.Dispatching.request;
import static org.lampyris.evaluation.execution.dispatch.Dispatching.result;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Lost;

class DispatcherTest {
    private static final Duration MOMENT = Duration.ofNanos(1);

    /** Near the end of the clock's range: what is compared is differences. */
    private final Dispatching all = new Dispatching(3, Long.MAX_VALUE - LEASE.toNanos() / 2);

    private Ticket claim(String worker) {
        return all.dispatcher().claim(worker).orElseThrow().ticket();
    }

    private boolean beat(String worker, Ticket ticket) {
        return all.dispatcher().heartbeat(worker, ticket, TrainingProgress.NONE);
    }

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
        claim("w");
        assertThrows(IllegalArgumentException.class, () -> all.ask(1));
    }

    @Test
    void aResultIsTakenOnceAndItsWorkerHearsSoAgain() {
        CompletableFuture<EvaluationResult> future = all.dispatcher().submit(request(1));
        Ticket ticket = claim("w");
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
        Ticket ticket = claim("w");
        assertFalse(all.dispatcher().complete("v", ticket, result(0.5)));
        assertFalse(all.dispatcher().complete("w", new Ticket(1, 2), result(0.5)));
        assertFalse(all.dispatcher().complete("w", new Ticket(2, 1), result(0.5)));
        assertFalse(future.isDone());
    }

    @Test
    void aTrialWhoseLeaseEndsIsGivenOutAgain() {
        all.ask(1);
        Ticket first = claim("w");
        all.pass(LEASE.minus(MOMENT));
        assertTrue(all.dispatcher().holds("w", first));
        assertEquals(Optional.empty(), all.dispatcher().claim("v"));
        all.pass(MOMENT);
        assertFalse(all.dispatcher().holds("w", first));
        assertFalse(beat("w", first));
        assertEquals(new Ticket(1, 2), claim("v"));
        assertEquals(
                List.of(
                        new WorkerStatus(
                                "v", 0, 0, List.of(new WorkerStatus.Running(new Ticket(1, 2), TrainingProgress.NONE))),
                        new WorkerStatus("w", 0, 1, List.of())),
                all.dispatcher().workers());
    }

    /** The same worker, so that nothing but the number tells the two attempts apart. */
    @Test
    void aLateCompleteIsRefusedByItsAttemptNumber() {
        CompletableFuture<EvaluationResult> future = all.dispatcher().submit(request(1));
        Ticket first = claim("w");
        all.pass(LEASE);
        assertFalse(all.dispatcher().complete("w", first, result(0.1)), "nobody has the trial");
        Ticket second = claim("w");
        assertFalse(all.dispatcher().complete("w", first, result(0.1)), "the second attempt is out");
        assertFalse(future.isDone());
        assertTrue(all.dispatcher().complete("w", second, result(0.2)));
        assertFalse(all.dispatcher().complete("w", first, result(0.2)), "the second attempt is finished");
        assertEquals(result(0.2), future.join());
        assertEquals(Optional.of(result(0.2)), all.log.record(1).result());
    }

    @Test
    void heartbeatsRenewTheLeaseAndSayHowFarTheTrainingIs() {
        all.ask(1);
        Ticket ticket = claim("w");
        TrainingProgress progress = new TrainingProgress(3, OptionalDouble.of(0.4));
        for (int i = 0; i < 5; i++) {
            all.pass(LEASE.minus(MOMENT));
            assertTrue(all.dispatcher().heartbeat("w", ticket, progress));
        }
        assertFalse(beat("v", ticket));
        assertFalse(beat("w", new Ticket(1, 2)));
        assertEquals(
                List.of(new WorkerStatus.Running(ticket, progress)),
                all.dispatcher().workers().get(0).running());
        all.pass(LEASE);
        assertFalse(beat("w", ticket));
    }

    @Test
    void handingBackIsNoLoss() {
        CompletableFuture<EvaluationResult> future = all.dispatcher().submit(request(1));
        for (int attempt = 1; attempt <= 20; attempt++) {
            Ticket ticket = claim("w");
            assertEquals(new Ticket(1, attempt), ticket);
            all.dispatcher().handBack("v", ticket);
            assertTrue(all.dispatcher().holds("w", ticket), "another worker can't hand it back");
            all.dispatcher().handBack("w", ticket);
            assertFalse(all.dispatcher().holds("w", ticket));
        }
        assertEquals(0, all.log.record(1).losses());
        assertTrue(all.dispatcher().complete("w", claim("w"), result(0.5)));
        assertEquals(result(0.5), future.join());
    }

    @Test
    void whatTooManyWorkersLostIsLost() {
        CompletableFuture<EvaluationResult> future = all.dispatcher().submit(request(1));
        Ticket ticket = new Ticket(1, 1);
        for (int loss = 1; loss <= 3; loss++) {
            assertFalse(future.isDone());
            ticket = claim("w" + loss);
            all.pass(LEASE);
        }
        Lost lost = assertInstanceOf(Lost.class, future.join());
        assertEquals("3 workers had it and were not heard of again", lost.cause());
        assertFalse(all.dispatcher().complete("w3", ticket, result(0.5)));
        assertTrue(all.dispatcher().idle());
        assertEquals(0, all.dispatcher().queued());
        all.restart();
        assertEquals(lost, all.dispatcher().submit(request(1)).join());
    }

    @Test
    void lossesAreCountedOverRestarts() {
        all.ask(1);
        for (int loss = 1; loss <= 3; loss++) {
            claim("w");
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
        Ticket ticket = claim("w");
        all.pass(LEASE.minus(MOMENT));
        all.restart();
        CompletableFuture<EvaluationResult> future = all.dispatcher().submit(request(1));
        assertEquals(Optional.empty(), all.dispatcher().claim("v"));
        all.pass(LEASE.minus(MOMENT));
        assertTrue(beat("w", ticket));
        assertTrue(all.dispatcher().complete("w", ticket, result(0.5)));
        assertEquals(result(0.5), future.join());
    }

    /** Whatever comes first: the worker's result, the end of its lease, or the search's question. */
    @Test
    void whatIsOutAtARestartMayEndBeforeTheSearchAsksAgain() {
        for (int trial = 1; trial <= 3; trial++) {
            all.ask(trial);
        }
        Ticket first = claim("w");
        Ticket second = claim("w");
        Ticket third = claim("v");
        all.restart();
        assertTrue(all.dispatcher().complete("w", first, result(0.5)));
        all.dispatcher().handBack("w", second);
        all.pass(LEASE);
        assertFalse(beat("v", third));
        assertEquals(Optional.empty(), all.dispatcher().claim("v"), "nobody asked for them yet");
        assertEquals(result(0.5), all.dispatcher().submit(request(1)).join());
        all.ask(2);
        all.ask(3);
        assertEquals(List.of(new Ticket(2, 2), new Ticket(3, 2)), List.of(claim("v"), claim("w")));
    }

    @Test
    void aResultThatWasFinishedBeforeARestartIsKept() {
        all.ask(1);
        Ticket ticket = claim("w");
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
        Ticket first = claim("w");
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
        Ticket first = claim("w");
        all.restart();
        CompletableFuture<EvaluationResult> other = all.dispatcher().submit(request(1, 99));
        assertFalse(beat("w", first));
        assertFalse(all.dispatcher().complete("w", first, result(0.1)));
        assertEquals(new Ticket(1, 2), claim("w"));
        assertFalse(other.isDone());
    }

    @Test
    void anotherRequestHasNoUseForAResultThatCameSinceTheRestart() {
        all.ask(1);
        Ticket first = claim("w");
        all.restart();
        assertTrue(all.dispatcher().complete("w", first, result(0.1)));
        CompletableFuture<EvaluationResult> other = all.dispatcher().submit(request(1, 99));
        assertFalse(other.isDone());
        assertTrue(all.dispatcher().complete("w", claim("w"), result(0.2)));
        assertEquals(result(0.2), other.join());
    }

    @Test
    void withdrawnTrialsAreCancelledAndMayBeSubmittedAgain() {
        CompletableFuture<EvaluationResult> running = all.dispatcher().submit(request(1));
        CompletableFuture<EvaluationResult> waiting = all.dispatcher().submit(request(2));
        Ticket ticket = claim("w");
        all.dispatcher().withdraw();
        assertTrue(waiting.isCancelled());
        assertFalse(running.isDone());
        assertEquals(Optional.empty(), all.dispatcher().claim("w"));
        assertTrue(all.dispatcher().complete("w", ticket, result(0.5)));
        CompletableFuture<EvaluationResult> again = all.dispatcher().submit(request(2));
        assertTrue(all.dispatcher().complete("w", claim("w"), result(0.6)));
        assertEquals(result(0.6), again.join());
    }

    @Test
    void aClosedOneGivesNothingOutAndStillTakesWhatIsOut() {
        CompletableFuture<EvaluationResult> finishing = all.dispatcher().submit(request(1));
        CompletableFuture<EvaluationResult> handedBack = all.dispatcher().submit(request(2));
        CompletableFuture<EvaluationResult> running = all.dispatcher().submit(request(3));
        CompletableFuture<EvaluationResult> waiting = all.dispatcher().submit(request(4));
        Ticket first = claim("w");
        Ticket second = claim("w");
        Ticket third = claim("v");
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
    void aDisconnectedWorkerHasALittleTimeToComeBack() {
        all.ask(1);
        all.ask(2);
        Ticket first = claim("w");
        Ticket second = claim("v");
        all.dispatcher().disconnected("w");
        all.pass(GRACE.minus(MOMENT));
        assertTrue(beat("w", first), "it is back");
        all.pass(LEASE.minus(GRACE));
        assertTrue(all.dispatcher().holds("w", first));
        assertTrue(beat("v", second));
        all.dispatcher().disconnected("w");
        all.pass(GRACE);
        assertFalse(all.dispatcher().holds("w", first));
        assertTrue(all.dispatcher().holds("v", second));
    }

    @Test
    void aDisconnectionDoesNotLengthenALease() {
        all.ask(1);
        Ticket ticket = claim("w");
        all.pass(LEASE.minus(MOMENT));
        all.dispatcher().disconnected("w");
        all.pass(MOMENT);
        assertFalse(all.dispatcher().holds("w", ticket));
    }

    @Test
    void whatAWorkerDoesNotHaveIsTakenBack() {
        for (int trial = 1; trial <= 3; trial++) {
            all.ask(trial);
        }
        Ticket first = claim("w");
        Ticket second = claim("w");
        Ticket third = claim("v");
        all.dispatcher().reconcile("w", List.of(second, third, new Ticket(1, 7)));
        assertFalse(all.dispatcher().holds("w", first));
        assertTrue(all.dispatcher().holds("w", second));
        assertTrue(all.dispatcher().holds("v", third));
        assertEquals(0, all.log.record(1).losses());
        assertEquals(new Ticket(1, 2), claim("v"));
    }

    @Test
    void whatComesBackAfterAWithdrawalIsDroppedToo() {
        CompletableFuture<EvaluationResult> back = all.dispatcher().submit(request(1));
        Ticket ticket = claim("w");
        all.dispatcher().withdraw();
        all.dispatcher().handBack("w", ticket);
        assertTrue(back.isCancelled());
        assertEquals(Optional.empty(), all.dispatcher().claim("w"));
        CompletableFuture<EvaluationResult> again = all.dispatcher().submit(request(1));
        assertTrue(all.dispatcher().complete("w", claim("w"), result(0.5)));
        assertEquals(result(0.5), again.join());
    }

    @Test
    void whatWouldMeetEveryTrialEndsTheSearch() {
        CompletableFuture<EvaluationResult> future = all.dispatcher().submit(request(1));
        Ticket ticket = claim("w");
        IllegalStateException problem = new IllegalStateException("the data is gone");
        all.dispatcher().fail("v", ticket, problem);
        assertFalse(future.isDone());
        all.dispatcher().fail("w", ticket, problem);
        assertEquals(
                problem, assertThrows(CompletionException.class, future::join).getCause());
        assertTrue(all.dispatcher().idle());
        all.restart();
        all.ask(1);
        assertEquals(new Ticket(1, 2), claim("w"), "a resumed search tries it again");
    }

    @Test
    void whatIsInTheTrialLogIsForgotten() {
        for (int trial = 1; trial <= 4; trial++) {
            all.ask(trial);
        }
        Ticket first = claim("w");
        Ticket second = claim("w");
        Ticket third = claim("w");
        assertTrue(all.dispatcher().complete("w", first, result(0.5)));
        all.dispatcher().forget(2);
        assertFalse(beat("w", second));
        assertFalse(all.dispatcher().complete("w", first, result(0.5)));
        assertTrue(beat("w", third));
        assertEquals(
                List.of(3),
                all.log.records().stream().map(AssignmentRecord::trial).toList());
        assertEquals(new Ticket(4, 1), claim("w"));
    }

    @Test
    void whatCannotBeKeptEndsTheSearchAndChangesNothing() {
        CompletableFuture<EvaluationResult> claimed = all.dispatcher().submit(request(1));
        CompletableFuture<EvaluationResult> waiting = all.dispatcher().submit(request(2));
        Ticket ticket = claim("w");
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
