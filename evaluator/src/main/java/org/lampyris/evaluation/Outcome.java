package org.lampyris.evaluation;

import java.util.Optional;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Failed;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.evaluation.EvaluationResult.Lost;
import org.lampyris.evaluation.EvaluationResult.TimedOut;

/**
 * A result but for its metrics, as it is stored and sent.
 *
 * @param detail hash of the weights, violated bound, cause or limit
 */
public record Outcome(String kind, Optional<String> detail) {

    public static Outcome of(EvaluationResult result) {
        if (result instanceof Evaluated evaluated) {
            return new Outcome("evaluated", evaluated.weights());
        }
        if (result instanceof Infeasible infeasible) {
            return new Outcome("infeasible", Optional.of(infeasible.violated()));
        }
        if (result instanceof Failed failed) {
            return new Outcome("failed", Optional.of(failed.cause()));
        }
        if (result instanceof TimedOut timedOut) {
            return new Outcome("timed out", Optional.of(timedOut.limit()));
        }
        return new Outcome("lost", Optional.of(((Lost) result).cause()));
    }

    /** @throws IllegalArgumentException if there is no such kind */
    public EvaluationResult with(Metrics metrics) {
        return switch (kind) {
            case "evaluated" -> new Evaluated(metrics, detail);
            case "infeasible" -> new Infeasible(metrics, detail.orElseThrow());
            case "failed" -> new Failed(metrics, detail.orElseThrow());
            case "timed out" -> new TimedOut(metrics, detail.orElseThrow());
            case "lost" -> new Lost(metrics, detail.orElseThrow());
            default -> throw new IllegalArgumentException("there is no outcome '" + kind + "'");
        };
    }
}
