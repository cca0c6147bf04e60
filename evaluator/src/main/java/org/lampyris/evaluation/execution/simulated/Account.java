package org.lampyris.evaluation.execution.simulated;

import java.time.Duration;
import java.util.Collection;
import org.lampyris.evaluation.execution.simulated.SimulationReport.Population;

/** Adds up what the workers did. All times are nanoseconds of the virtual clock. */
final class Account {
    private long available;
    private long busy;
    private long counted;
    private int joined;
    private int died;
    private int results;
    private int refused;

    void joined() {
        joined++;
    }

    int workers() {
        return joined;
    }

    /** Before it has dropped what it trains. */
    void died(SimulatedWorker worker, long now) {
        died++;
        available += worker.slotTime(now);
        worker.trainings().forEach(training -> stopped(training, now));
    }

    void stopped(Training training, long now) {
        busy += training.busy(now);
    }

    void taken(Training training, long now) {
        stopped(training, now);
        counted += training.busy(now);
        results++;
    }

    void refused(Training training, long now) {
        stopped(training, now);
        refused++;
    }

    SimulationReport report(Collection<SimulatedWorker> living, int losses, long now) {
        long theirs = 0;
        long running = 0;
        for (SimulatedWorker worker : living) {
            theirs += worker.slotTime(now);
            running += worker.trainings().stream()
                    .mapToLong(training -> training.busy(now))
                    .sum();
        }
        SlotTime slots = new SlotTime(
                Duration.ofNanos(available + theirs), Duration.ofNanos(busy + running), Duration.ofNanos(counted));
        return new SimulationReport(
                Duration.ofNanos(now), slots, results, losses, refused, new Population(joined, died));
    }
}
