package org.lampyris.evaluation.execution.hazelcast;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.lampyris.evaluation.execution.dispatch.Assignment;
import org.lampyris.evaluation.execution.dispatch.Ticket;
import org.lampyris.evaluation.execution.hazelcast.Message.Report;
import org.lampyris.evaluation.execution.hazelcast.Slot.Outcome;

/** All threads of a worker, and what they finished. */
final class Slots implements AutoCloseable {
    private static final long LONGEST_END_MILLIS = 60_000;

    private final List<Slot> all = new ArrayList<>();
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private final Runnable finished;

    /** @param finished told on another thread whenever there is an outcome */
    Slots(int count, Workshop workshop, Runnable finished) {
        this.finished = finished;
        for (int i = 1; i <= count; i++) {
            Slot slot = new Slot(i, (from, outcome) -> deliver(outcome));
            slot.start(workshop.evaluator(slot));
            all.add(slot);
        }
    }

    private void deliver(Outcome outcome) {
        outcomes.add(outcome);
        finished.run();
    }

    /** What was finished and isn't delivered yet, the oldest first; it stays here until {@link #delivered}. */
    List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    void delivered(Outcome outcome) {
        outcomes.remove(outcome);
    }

    int free() {
        return (int) all.stream().filter(Slot::free).count();
    }

    /** @throws IllegalStateException if no slot is free */
    void begin(Assignment assignment) {
        all.stream()
                .filter(Slot::free)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no slot is free"))
                .begin(assignment);
    }

    /** How far everything is that is here. */
    List<Report> reports() {
        List<Report> reports = new ArrayList<>();
        for (Slot slot : all) {
            slot.ticket().ifPresent(ticket -> reports.add(Report.of(ticket, slot.progress())));
        }
        for (Outcome outcome : outcomes) {
            reports.add(new Report(outcome.assignment().ticket(), 0, null));
        }
        return reports;
    }

    /** What is here and may still be finished: what was stopped won't be. */
    List<Ticket> tickets() {
        List<Ticket> tickets = new ArrayList<>();
        for (Slot slot : all) {
            slot.ticket().ifPresent(tickets::add);
        }
        for (Outcome outcome : outcomes) {
            tickets.add(outcome.assignment().ticket());
        }
        return tickets;
    }

    void stop(Ticket ticket) {
        all.forEach(slot -> slot.stop(ticket));
    }

    void stopAll() {
        all.forEach(slot -> slot.ticket().ifPresent(slot::stop));
    }

    /** Stops everything and waits for it, at most a minute. */
    @Override
    public void close() {
        all.forEach(Slot::close);
        try {
            for (Slot slot : all) {
                slot.awaitEnd(LONGEST_END_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
