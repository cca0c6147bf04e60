package org.lampyris.evaluation.execution;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;

/** Settles at once what needs no evaluation, and hands the rest on. */
public final class ScreeningBackend implements EvaluationBackend {
    private final Function<EvaluationRequest, Optional<EvaluationResult>> screening;
    private final EvaluationBackend backend;

    /**
     * @param screening the outcome of a request, where it is clear beforehand; quick
     * @param backend closed with this one
     */
    public ScreeningBackend(
            Function<EvaluationRequest, Optional<EvaluationResult>> screening, EvaluationBackend backend) {
        this.screening = screening;
        this.backend = backend;
    }

    @Override
    public CompletableFuture<EvaluationResult> submit(EvaluationRequest request) {
        Optional<EvaluationResult> settled;
        try {
            settled = screening.apply(request);
        } catch (RuntimeException e) {
            settled = Optional.of(FailureWords.failed(e));
        }
        return settled.isPresent() ? CompletableFuture.completedFuture(settled.get()) : backend.submit(request);
    }

    @Override
    public boolean advance() {
        return backend.advance();
    }

    @Override
    public void withdraw() {
        backend.withdraw();
    }

    @Override
    public void close() {
        backend.close();
    }
}
