package org.lampyris.evaluation.execution.dispatch;

import java.util.Optional;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;

/**
 * What is known of a trial that isn't in the trial log yet.
 *
 * @param request what was asked, in words: a trial that is something else has no use for an old result
 * @param attempts how often it was given out
 * @param losses how many workers lost it
 * @param worker who has it, if somebody has
 * @param result what came of it, if anything did
 */
public record AssignmentRecord(
        int trial,
        String request,
        int attempts,
        int losses,
        Optional<String> worker,
        Optional<EvaluationResult> result) {

    static AssignmentRecord waiting(EvaluationRequest request) {
        return new AssignmentRecord(request.trial(), words(request), 0, 0, Optional.empty(), Optional.empty());
    }

    static String words(EvaluationRequest request) {
        return request.architecture().id() + " " + request.architecture().choices() + " seed " + request.seed()
                + (request.epochs().isPresent() ? " epochs " + request.epochs().getAsInt() : "");
    }

    AssignmentRecord given(String to) {
        return new AssignmentRecord(trial, request, attempts + 1, losses, Optional.of(to), Optional.empty());
    }

    AssignmentRecord handedBack() {
        return new AssignmentRecord(trial, request, attempts, losses, Optional.empty(), Optional.empty());
    }

    AssignmentRecord lost() {
        return new AssignmentRecord(trial, request, attempts, losses + 1, Optional.empty(), Optional.empty());
    }

    AssignmentRecord finished(EvaluationResult with) {
        return new AssignmentRecord(trial, request, attempts, losses, Optional.empty(), Optional.of(with));
    }

    /** The same trial with another request; its attempts go on being counted, so that none comes twice. */
    AssignmentRecord of(EvaluationRequest other) {
        return new AssignmentRecord(trial, words(other), attempts, 0, Optional.empty(), Optional.empty());
    }
}
