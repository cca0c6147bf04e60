package org.lampyris.evaluation.execution.dispatch;

import java.util.List;

/**
 * What a worker did and does.
 *
 * @param worker its name
 * @param finished results that were taken from it
 * @param lost trials that it had when its lease ended
 */
public record WorkerStatus(String worker, int finished, int lost, List<Running> running) {
    public WorkerStatus {
        running = List.copyOf(running);
    }

    /** A trial that it has. */
    public record Running(Ticket ticket, TrainingProgress progress) {}
}
