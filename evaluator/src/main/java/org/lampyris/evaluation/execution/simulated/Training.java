package org.lampyris.evaluation.execution.simulated;

import org.lampyris.evaluation.execution.dispatch.Assignment;

/** A trial in a slot of a worker. All times are nanoseconds of the virtual clock. */
final class Training {
    private final SimulatedWorker worker;
    private final Assignment assignment;
    private final long start;
    private final long end;
    private long leaseEnd;

    /** @param end when it will be ready, if nothing goes wrong */
    Training(SimulatedWorker worker, Assignment assignment, long start, long end) {
        this.worker = worker;
        this.assignment = assignment;
        this.start = start;
        this.end = end;
    }

    SimulatedWorker worker() {
        return worker;
    }

    Assignment assignment() {
        return assignment;
    }

    /** When the dispatcher takes the trial away, as far as it was told of heartbeats. */
    long leaseEnd() {
        return leaseEnd;
    }

    void leaseUntil(long time) {
        leaseEnd = time;
    }

    boolean ready(long now) {
        return now >= end;
    }

    /** How long it has kept its slot busy. */
    long busy(long now) {
        return Math.min(now, end) - start;
    }
}
