package org.lampyris.evaluation.execution.simulated;

import java.util.Collection;
import org.lampyris.evaluation.execution.dispatch.Dispatcher;
import org.lampyris.evaluation.execution.dispatch.Ticket;
import org.lampyris.evaluation.execution.dispatch.TrainingProgress;

/**
 * Heartbeats, as few as make no difference. A heartbeat does nothing but renew leases, and nobody looks at a lease but
 * {@link Dispatcher#expire}, to which only leases of workers that can't be heard matter. So it is called just when one of
 * these ends; before, whoever can be heard renews what would have been renewed meanwhile. Those leases end when they would
 * have ended with all heartbeats, as the last one before a worker falls silent is made in its time. Without mishaps there
 * are no heartbeats at all.
 */
final class Leases {
    private final Dispatcher dispatcher;
    private final Agenda agenda;
    private final Scenario scenario;
    private final Collection<SimulatedWorker> workers;

    /** @param workers all that live, kept up to date by the caller */
    Leases(Dispatcher dispatcher, Agenda agenda, Scenario scenario, Collection<SimulatedWorker> workers) {
        this.dispatcher = dispatcher;
        this.agenda = agenda;
        this.scenario = scenario;
        this.workers = workers;
    }

    /** A training was begun just now. */
    void begin(Training training) {
        training.leaseUntil(agenda.in(scenario.dispatch().lease().toNanos()));
    }

    /** A heartbeat; false if the trial is lost. */
    boolean renew(Training training) {
        begin(training);
        return dispatcher.heartbeat(
                training.worker().name(), training.assignment().ticket(), TrainingProgress.NONE);
    }

    /** The last heartbeat of a worker up to the time when it can't be heard any more. */
    void renewLast(SimulatedWorker worker, long silence) {
        long last = worker.heartbeatUntil(silence);
        if (last > agenda.now()) {
            agenda.at(last, () -> {
                if (worker.heard()) {
                    worker.trainings().forEach(this::renew);
                }
            });
        }
    }

    /** What a worker had that can't be heard from now on is lost when its lease ends, unless it is heard again. */
    void runOut(Training training) {
        agenda.at(training.leaseEnd(), () -> expire(training));
    }

    /** The same when its connection broke. */
    void runOutSoon(Training training) {
        long soon = agenda.in(scenario.dispatch().grace().toNanos());
        training.leaseUntil(Math.min(training.leaseEnd(), soon));
        runOut(training);
    }

    private void expire(Training training) {
        long now = agenda.now();
        SimulatedWorker worker = training.worker();
        Ticket ticket = training.assignment().ticket();
        if (worker.heard() || training.leaseEnd() > now || !dispatcher.holds(worker.name(), ticket)) {
            return;
        }
        for (SimulatedWorker other : workers) {
            if (other.heard()) {
                other.trainings().stream()
                        .filter(running -> running.leaseEnd() <= now)
                        .forEach(this::renew);
            }
        }
        dispatcher.expire();
    }
}
