package org.lampyris.evaluation.execution.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lampyris.evaluation.execution.dispatch.Dispatching.GRACE;
import static org.lampyris.evaluation.execution.dispatch.Dispatching.LEASE;
import static org.lampyris.evaluation.execution.dispatch.Dispatching.request;
import static org.lampyris.evaluation.execution.dispatch.Dispatching.result;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Lost;

/** When a worker loses a trial, and when it keeps it. */
class DispatcherLeaseTest {
    private static final Duration MOMENT = Duration.ofNanos(1);

    /** Near the end of the clock's range: what is compared is differences. */
    private final Dispatching all = new Dispatching(3, Long.MAX_VALUE - LEASE.toNanos() / 2);

    @Test
    void aTrialWhoseLeaseEndsIsGivenOutAgain() {
        all.ask(1);
        Ticket first = all.claim("w");
        all.pass(LEASE.minus(MOMENT));
        assertTrue(all.dispatcher().holds("w", first));
        assertEquals(Optional.empty(), all.dispatcher().claim("v"));
        all.pass(MOMENT);
        assertFalse(all.dispatcher().holds("w", first));
        assertFalse(all.beat("w", first));
        assertEquals(new Ticket(1, 2), all.claim("v"));
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
        Ticket first = all.claim("w");
        all.pass(LEASE);
        assertFalse(all.dispatcher().complete("w", first, result(0.1)), "nobody has the trial");
        Ticket second = all.claim("w");
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
        Ticket ticket = all.claim("w");
        TrainingProgress progress = new TrainingProgress(3, OptionalDouble.of(0.4));
        for (int i = 0; i < 5; i++) {
            all.pass(LEASE.minus(MOMENT));
            assertTrue(all.dispatcher().heartbeat("w", ticket, progress));
        }
        assertFalse(all.beat("v", ticket));
        assertFalse(all.beat("w", new Ticket(1, 2)));
        assertEquals(
                List.of(new WorkerStatus.Running(ticket, progress)),
                all.dispatcher().workers().get(0).running());
        all.pass(LEASE);
        assertFalse(all.beat("w", ticket));
    }

    @Test
    void handingBackIsNoLoss() {
        CompletableFuture<EvaluationResult> future = all.dispatcher().submit(request(1));
        for (int attempt = 1; attempt <= 20; attempt++) {
            Ticket ticket = all.claim("w");
            assertEquals(new Ticket(1, attempt), ticket);
            all.dispatcher().handBack("v", ticket);
            assertTrue(all.dispatcher().holds("w", ticket), "another worker can't hand it back");
            all.dispatcher().handBack("w", ticket);
            assertFalse(all.dispatcher().holds("w", ticket));
        }
        assertEquals(0, all.log.record(1).losses());
        assertTrue(all.dispatcher().complete("w", all.claim("w"), result(0.5)));
        assertEquals(result(0.5), future.join());
    }

    @Test
    void whatTooManyWorkersLostIsLost() {
        CompletableFuture<EvaluationResult> future = all.dispatcher().submit(request(1));
        Ticket ticket = new Ticket(1, 1);
        for (int loss = 1; loss <= 3; loss++) {
            assertFalse(future.isDone());
            ticket = all.claim("w" + loss);
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
    void aDisconnectedWorkerHasALittleTimeToComeBack() {
        all.ask(1);
        all.ask(2);
        Ticket first = all.claim("w");
        Ticket second = all.claim("v");
        all.dispatcher().disconnected("w");
        all.pass(GRACE.minus(MOMENT));
        assertTrue(all.beat("w", first), "it is back");
        all.pass(LEASE.minus(GRACE));
        assertTrue(all.dispatcher().holds("w", first));
        assertTrue(all.beat("v", second));
        all.dispatcher().disconnected("w");
        all.pass(GRACE);
        assertFalse(all.dispatcher().holds("w", first));
        assertTrue(all.dispatcher().holds("v", second));
    }

    @Test
    void aDisconnectionDoesNotLengthenALease() {
        all.ask(1);
        Ticket ticket = all.claim("w");
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
        Ticket first = all.claim("w");
        Ticket second = all.claim("w");
        Ticket third = all.claim("v");
        all.dispatcher().reconcile("w", List.of(second, third, new Ticket(1, 7)));
        assertFalse(all.dispatcher().holds("w", first));
        assertTrue(all.dispatcher().holds("w", second));
        assertTrue(all.dispatcher().holds("v", third));
        assertEquals(0, all.log.record(1).losses());
        assertEquals(new Ticket(1, 2), all.claim("v"));
    }

    @Test
    void whatAWorkerSaysThatItHasGetsAFreshLease() {
        all.ask(1);
        Ticket ticket = all.claim("w");
        all.dispatcher().disconnected("w");
        all.dispatcher().reconcile("w", List.of(ticket));
        all.pass(LEASE.minus(MOMENT));
        assertTrue(all.dispatcher().holds("w", ticket));
        all.pass(MOMENT);
        assertFalse(all.dispatcher().holds("w", ticket));
    }
}
