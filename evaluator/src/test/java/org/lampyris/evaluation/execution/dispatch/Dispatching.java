package org.lampyris.evaluation.execution.dispatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Metrics;
import org.lampyris.space.Architecture;

/** A dispatcher with a log whose disk can be full and a clock that stands still unless it is told to go on. */
final class Dispatching {
    static final Duration LEASE = Duration.ofSeconds(30);
    static final Duration GRACE = Duration.ofSeconds(5);

    final Disk log = new Disk();
    private final int attempts;
    private final AtomicLong now;
    private Dispatcher dispatcher;

    /** A log in memory that can be full. */
    static final class Disk implements AssignmentLog {
        private final InMemoryAssignmentLog log = new InMemoryAssignmentLog();
        private boolean full;
        private int puts;

        void full(boolean now) {
            full = now;
        }

        int puts() {
            return puts;
        }

        AssignmentRecord record(int trial) {
            return records().stream()
                    .filter(record -> record.trial() == trial)
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public List<AssignmentRecord> records() {
            return log.records();
        }

        @Override
        public void put(AssignmentRecord assignment) {
            if (full) {
                throw new UncheckedIOException(new IOException("No space left on device"));
            }
            puts++;
            log.put(assignment);
        }

        @Override
        public void forget(int trial) {
            log.forget(trial);
        }
    }

    /** @param attempts how many workers may lose a trial */
    Dispatching(int attempts, long now) {
        this.attempts = attempts;
        this.now = new AtomicLong(now);
        this.dispatcher = create();
    }

    private Dispatcher create() {
        return new Dispatcher(log, new DispatchSettings(LEASE, GRACE, attempts), now::get);
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    /** Submits a trial whose result isn't looked at. */
    void ask(int trial) {
        var unused = dispatcher.submit(request(trial));
    }

    /** As another process does that finds the same log. */
    void restart() {
        dispatcher = create();
    }

    /** Lets time pass and ends the leases that are over. */
    void pass(Duration time) {
        now.addAndGet(time.toNanos());
        dispatcher.expire();
    }

    static EvaluationRequest request(int trial) {
        return request(trial, trial * 31L);
    }

    static EvaluationRequest request(int trial, long seed) {
        return new EvaluationRequest(trial, new Architecture(List.of(trial), "a" + trial), seed);
    }

    static Evaluated result(double accuracy) {
        return new Evaluated(Metrics.of(Map.of(Metrics.ACCURACY, accuracy)), Optional.empty());
    }

    Ticket claim(String worker) {
        return dispatcher().claim(worker).orElseThrow().ticket();
    }

    boolean beat(String worker, Ticket ticket) {
        return dispatcher().heartbeat(worker, ticket, TrainingProgress.NONE);
    }
}
