package org.lampyris.evaluation.execution;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.input.InvalidInputException;

/**
 * Evaluates on threads of this process, first come, first served, one evaluation a thread. The threads live as long as
 * the backend, because native training libraries keep memory for each thread that ever used them.
 *
 * <p>What an evaluator throws becomes {@link EvaluationResult.Failed}, out-of-memory and other errors included. Two
 * things stop the search instead: {@link InvalidInputException}, as every further trial would fail likewise, and
 * {@link UncheckedIOException}, e.g. a full disk.
 */
public final class LocalBackend implements EvaluationBackend {
    private static final long SECONDS_TO_END = 60;

    private final Evaluator evaluator;
    private final ThreadPoolExecutor threads;

    /**
     * @param evaluator safe to be used by all the threads at once
     * @param workers evaluations at a time, at least 1
     */
    public LocalBackend(Evaluator evaluator, int workers) {
        this.evaluator = evaluator;
        AtomicInteger number = new AtomicInteger();
        this.threads =
                new ThreadPoolExecutor(workers, workers, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "evaluation-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    @Override
    public CompletableFuture<EvaluationResult> submit(EvaluationRequest request) {
        Job job = new Job(evaluator, request, new CompletableFuture<>());
        try {
            threads.execute(job);
        } catch (RejectedExecutionException e) {
            job.abandon("the backend is closed");
        }
        return job.result;
    }

    @Override
    public void withdraw() {
        List<Runnable> waiting = new ArrayList<>();
        threads.getQueue().drainTo(waiting);
        waiting.forEach(job -> ((Job) job).abandon("it was withdrawn"));
    }

    /** Interrupts what runs and waits for it, at most a minute, even if this thread is interrupted meanwhile. */
    @Override
    public void close() {
        for (Runnable waiting : threads.shutdownNow()) {
            ((Job) waiting).abandon("the backend is closed");
        }
        if (!awaitEnd()) {
            throw new IllegalStateException(
                    "an evaluation doesn't heed its interruption since " + SECONDS_TO_END + " s");
        }
    }

    private boolean awaitEnd() {
        boolean interrupted = false;
        int seconds = 0;
        boolean ended = false;
        while (!ended && seconds < SECONDS_TO_END) {
            try {
                ended = threads.awaitTermination(1, TimeUnit.SECONDS);
                seconds++;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return ended;
    }

    private record Job(Evaluator evaluator, EvaluationRequest request, CompletableFuture<EvaluationResult> result)
            implements Runnable {

        @Override
        @SuppressWarnings("Interruption") // The interruption ends the evaluation, which is told through the future.
        public void run() {
            if (result.isDone()) {
                return;
            }
            try {
                result.complete(evaluator.evaluate(request));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                abandon("the backend is closed");
            } catch (InvalidInputException | UncheckedIOException e) {
                result.completeExceptionally(e);
            } catch (Throwable e) {
                result.complete(FailureWords.failed(e));
            }
        }

        void abandon(String reason) {
            result.completeExceptionally(
                    new CancellationException("trial " + request.trial() + " was abandoned: " + reason));
        }
    }
}
