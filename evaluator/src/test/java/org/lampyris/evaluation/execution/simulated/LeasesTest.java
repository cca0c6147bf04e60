package org.lampyris.evaluation.execution.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lampyris.evaluation.execution.simulated.Simulations.DISPATCH;
import static org.lampyris.evaluation.execution.simulated.Simulations.MINUTE;
import static org.lampyris.evaluation.execution.simulated.Simulations.request;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.execution.dispatch.Dispatcher;
import org.lampyris.evaluation.execution.dispatch.InMemoryAssignmentLog;

/** Leases of 30 s with a heartbeat each 10 s from the time of joining, 0 s. */
class LeasesTest {
    private static final long DAY = Duration.ofDays(1).toNanos();

    private final Agenda agenda = new Agenda();
    private final Dispatcher dispatcher = new Dispatcher(new InMemoryAssignmentLog(), DISPATCH, agenda::now);
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final List<CompletableFuture<EvaluationResult>> results = new ArrayList<>();
    private final Leases leases = new Leases(dispatcher, agenda, Scenario.of(Fleet.of(1), MINUTE, 1), workers);

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    private SimulatedWorker worker() {
        SimulatedWorker worker =
                new SimulatedWorker("worker-" + workers.size(), Fleet.of(1), 0, new SplittableRandom(1));
        workers.add(worker);
        return worker;
    }

    private void beginAt(long seconds, SimulatedWorker worker) {
        agenda.at(seconds(seconds), () -> {
            results.add(dispatcher.submit(request(results.size() + 1)));
            Training training =
                    new Training(worker, dispatcher.claim(worker.name()).orElseThrow(), agenda.now(), agenda.in(DAY));
            leases.begin(training);
            worker.take(training);
        });
    }

    private void silentAt(long seconds, SimulatedWorker worker) {
        leases.renewLast(worker, seconds(seconds));
        agenda.at(seconds(seconds), () -> {
            worker.fallSilent();
            worker.trainings().forEach(leases::runOut);
        });
    }

    private boolean holdsAt(long nanoseconds, SimulatedWorker worker) {
        agenda.at(nanoseconds, () -> {});
        while (agenda.now() < nanoseconds) {
            assertTrue(agenda.next());
        }
        return dispatcher.holds(
                worker.name(), worker.trainings().get(0).assignment().ticket());
    }

    @ParameterizedTest(name = "begun at {0} s, silent from {1} s on: lost at {2} s")
    @CsvSource({"3, 97, 120", "3, 100, 130", "3, 9, 33", "92, 97, 122", "90, 1000, 1030"})
    void theLeaseOfASilentWorkerEndsAfterItsLastHeartbeat(long begun, long silent, long lost) {
        SimulatedWorker worker = worker();
        beginAt(begun, worker);
        silentAt(silent, worker);
        assertTrue(holdsAt(seconds(lost) - 1, worker));
        assertFalse(holdsAt(seconds(lost) + 1, worker));
    }

    @Test
    void whoCanBeHeardKeepsWhatItHas() {
        SimulatedWorker healthy = worker();
        SimulatedWorker first = worker();
        SimulatedWorker second = worker();
        workers.forEach(worker -> beginAt(3, worker));
        silentAt(50, first);
        silentAt(5_000, second);
        assertTrue(holdsAt(seconds(5_029), second));
        assertFalse(holdsAt(seconds(5_031), second));
        assertFalse(holdsAt(seconds(5_032), first));
        assertTrue(holdsAt(seconds(100_000), healthy));
        assertEquals(1, dispatcher.workers().get(1).lost());
        assertEquals(0, dispatcher.workers().get(0).lost());
    }

    @Test
    void whoIsHeardAgainInTimeKeepsWhatItHas() {
        SimulatedWorker worker = worker();
        beginAt(3, worker);
        silentAt(57, worker);
        agenda.at(seconds(79), () -> {
            worker.speakAgain();
            assertTrue(leases.renew(worker.trainings().get(0)));
        });
        silentAt(85, worker);
        assertTrue(holdsAt(seconds(109) - 1, worker), "it was heard of at 79 s");
        assertTrue(holdsAt(seconds(110) - 1, worker), "and at 80 s");
        assertFalse(holdsAt(seconds(110) + 1, worker));
    }
}
