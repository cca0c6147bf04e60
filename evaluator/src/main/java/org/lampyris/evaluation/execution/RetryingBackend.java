package org.lampyris.evaluation.execution;

import java.util.concurrent.CompletableFuture;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Lost;

/** Gives lost evaluations out again, a bounded number of times; then the trial is lost, and says how often. */
public final class RetryingBackend implements EvaluationBackend {
    private final EvaluationBackend backend;
    private final int attempts;

    /** @param attempts how often an evaluation is given out at most, at least 1 */
    public RetryingBackend(EvaluationBackend backend, int attempts) {
        if (attempts < 1) {
            throw new IllegalArgumentException("at least one attempt is needed, not " + attempts);
        }
        this.backend = backend;
        this.attempts = attempts;
    }

    @Override
    public CompletableFuture<EvaluationResult> submit(EvaluationRequest request) {
        return attempt(request, 1);
    }

    private CompletableFuture<EvaluationResult> attempt(EvaluationRequest request, int attempt) {
        return backend.submit(request).thenCompose(result -> {
            if (!(result instanceof Lost lost)) {
                return CompletableFuture.completedFuture(result);
            }
            return attempt < attempts
                    ? attempt(request, attempt + 1)
                    : CompletableFuture.completedFuture(
                            new Lost(lost.metrics(), lost.cause() + " (attempt " + attempt + " of " + attempts + ")"));
        });
    }

    @Override
    public void close() {
        backend.close();
    }
}
