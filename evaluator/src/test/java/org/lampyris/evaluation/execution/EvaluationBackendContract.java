package org.lampyris.evaluation.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Failed;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.Metrics;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.Architecture;

/** What every backend keeps. A test of a backend extends this class. */
@Timeout(60)
public abstract class EvaluationBackendContract {

    /** A new backend that evaluates so many at once. */
    protected abstract EvaluationBackend backend(Evaluator evaluator, int workers);

    protected static EvaluationRequest request(int trial) {
        return new EvaluationRequest(trial, new Architecture(List.of(trial), "a" + trial), trial * 31L);
    }

    protected static Evaluated evaluated(double accuracy) {
        return new Evaluated(Metrics.of(Map.of(Metrics.ACCURACY, accuracy)), Optional.empty());
    }

    @Test
    void givesEachRequestItsOwnResult() throws Exception {
        try (EvaluationBackend backend = backend(request -> evaluated(request.trial() * 0.01), 3)) {
            List<CompletableFuture<EvaluationResult>> results = new ArrayList<>();
            for (int i = 1; i <= 50; i++) {
                results.add(backend.submit(request(i)));
            }
            for (int i = 1; i <= 50; i++) {
                assertEquals(evaluated(i * 0.01), results.get(i - 1).get());
            }
        }
    }

    @Test
    void submittingDoesNotWait() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Evaluator waiting = request -> {
            release.await();
            return evaluated(0.5);
        };
        try (EvaluationBackend backend = backend(waiting, 1)) {
            CompletableFuture<EvaluationResult> first = backend.submit(request(1));
            CompletableFuture<EvaluationResult> second = backend.submit(request(2));
            release.countDown();
            assertEquals(evaluated(0.5), first.get());
            assertEquals(evaluated(0.5), second.get());
        }
    }

    @Test
    void runsAsManyAtOnceAsThereAreWorkersAndNoMore() throws Exception {
        CountDownLatch together = new CountDownLatch(3);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Evaluator counting = request -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            together.countDown();
            together.await();
            running.decrementAndGet();
            return evaluated(0.5);
        };
        try (EvaluationBackend backend = backend(counting, 3)) {
            List<CompletableFuture<EvaluationResult>> results = new ArrayList<>();
            for (int i = 1; i <= 12; i++) {
                results.add(backend.submit(request(i)));
            }
            for (CompletableFuture<EvaluationResult> result : results) {
                result.get();
            }
        }
        assertEquals(3, most.get());
    }

    @Test
    void whatAnEvaluatorThrowsIsAnOutcome() throws Exception {
        List<Throwable> thrown = List.of(
                new IllegalStateException("bad\nthing", new ArithmeticException("/ by zero")),
                new OutOfMemoryError("Java heap space"),
                new StackOverflowError(),
                new NoClassDefFoundError("org/x/Y"),
                new AssertionError("shape"));
        try (EvaluationBackend backend = backend(
                request -> EvaluationBackendContract.<RuntimeException>sneaky(thrown.get(request.trial() - 1)), 2)) {
            List<String> causes = new ArrayList<>();
            for (int i = 1; i <= thrown.size(); i++) {
                causes.add(assertInstanceOf(
                                Failed.class, backend.submit(request(i)).get())
                        .cause());
            }
            assertTrue(causes.get(0).contains("bad thing"), causes.get(0));
            assertTrue(causes.get(0).contains("/ by zero"), causes.get(0));
            assertTrue(causes.get(1).startsWith("out of memory"), causes.get(1));
            assertTrue(causes.get(2).contains("StackOverflowError"), causes.get(2));
            assertTrue(causes.get(3).contains("org/x/Y"), causes.get(3));
        }
    }

    @Test
    void badInputAndAFullDiskStopTheSearch() {
        List<RuntimeException> thrown = List.of(
                new InvalidInputException("the data set is empty"),
                new UncheckedIOException(new IOException("No space left on device")));
        try (EvaluationBackend backend = backend(
                request -> EvaluationBackendContract.<RuntimeException>sneaky(thrown.get(request.trial() - 1)), 2)) {
            for (int i = 1; i <= thrown.size(); i++) {
                CompletableFuture<EvaluationResult> result = backend.submit(request(i));
                Throwable cause = Objects.requireNonNull(
                        assertThrows(ExecutionException.class, result::get).getCause());
                assertEquals(thrown.get(i - 1).getClass(), cause.getClass());
                assertEquals(thrown.get(i - 1).getMessage(), cause.getMessage());
            }
        }
    }

    @Test
    void closingInterruptsAndCompletesEverythingExceptionally() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Evaluator endless = request -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
                return evaluated(0);
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        };
        EvaluationBackend backend = backend(endless, 1);
        CompletableFuture<EvaluationResult> running = backend.submit(request(1));
        CompletableFuture<EvaluationResult> waiting = backend.submit(request(2));
        started.await();
        backend.close();
        assertTrue(interrupted.await(1, TimeUnit.SECONDS));
        assertTrue(running.isCompletedExceptionally());
        assertTrue(waiting.isCompletedExceptionally());
        assertTrue(backend.submit(request(3)).isCompletedExceptionally());
        backend.close();
    }

    @Test
    void anInterruptedCloseStillWaitsForWhatRuns() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Evaluator slowToEnd = request -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.sleep(200);
            }
            ended.set(true);
            return evaluated(0);
        };
        EvaluationBackend backend = backend(slowToEnd, 1);
        CompletableFuture<EvaluationResult> running = backend.submit(request(1));
        started.await();
        Thread.currentThread().interrupt();
        backend.close();
        boolean hadEnded = ended.get();
        assertTrue(Thread.interrupted(), "the interruption is lost");
        assertTrue(hadEnded, "close returned while an evaluation ran");
        assertTrue(running.isDone());
    }

    @Test
    void withdrawingCancelsWhatHasNotStartedAndLeavesTheRest() throws Exception {
        CountDownLatch started = new CountDownLatch(2);
        CountDownLatch release = new CountDownLatch(1);
        Set<Integer> evaluated = ConcurrentHashMap.newKeySet();
        Evaluator waiting = request -> {
            evaluated.add(request.trial());
            started.countDown();
            release.await();
            return evaluated(0.5);
        };
        try (EvaluationBackend backend = backend(waiting, 2)) {
            List<CompletableFuture<EvaluationResult>> results = new ArrayList<>();
            for (int i = 1; i <= 6; i++) {
                results.add(backend.submit(request(i)));
            }
            started.await();
            backend.withdraw();
            assertTrue(results.subList(2, 6).stream().allMatch(CompletableFuture::isCancelled));
            release.countDown();
            assertEquals(evaluated(0.5), results.get(0).get());
            assertEquals(evaluated(0.5), results.get(1).get());
            assertEquals(evaluated(0.5), backend.submit(request(7)).get());
        }
        assertEquals(Set.of(1, 2, 7), evaluated);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> EvaluationResult sneaky(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
