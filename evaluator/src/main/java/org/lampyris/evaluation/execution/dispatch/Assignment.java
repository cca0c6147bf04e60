package org.lampyris.evaluation.execution.dispatch;

import org.lampyris.evaluation.EvaluationRequest;

/**
 * A request in the hands of a worker.
 *
 * @param attempt how often the trial was given out so far, this time included: a result counts only with the latest one
 */
public record Assignment(EvaluationRequest request, int attempt) {

    /** What this assignment is called by in messages. */
    public Ticket ticket() {
        return new Ticket(request.trial(), attempt);
    }
}
