package org.lampyris.evaluation.execution;

import java.util.concurrent.CompletableFuture;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;

/** Runs evaluations, a few at once, first come, first served. */
public interface EvaluationBackend extends AutoCloseable {

    /**
     * Queues a request and returns at once. The future completes with an outcome; it completes exceptionally only if the
     * backend was closed or can't work at all (e.g. the disk is full), or with a {@link
     * java.util.concurrent.CancellationException} if the evaluation was withdrawn.
     */
    CompletableFuture<EvaluationResult> submit(EvaluationRequest request);

    /** Drops the evaluations that haven't started and cancels their futures; those that run go on. */
    void withdraw();

    /**
     * Lets a backend without threads of its own work; the search calls it while it has to wait for a result.
     *
     * @return whether something was done, so that it is worth calling again
     */
    default boolean advance() {
        return false;
    }

    /** Stops what runs, waits for it to end, completes what is left exceptionally. */
    @Override
    void close();
}
