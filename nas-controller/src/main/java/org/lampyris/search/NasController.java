package org.lampyris.search;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.execution.EvaluationBackend;
import org.lampyris.input.InvalidInputException;
import org.lampyris.search.pareto.ParetoFront;
import org.lampyris.search.reward.Reward;
import org.lampyris.search.store.TrialStore;
import org.lampyris.space.Architecture;

/**
 * The search: ask, evaluate, append, tell, stop.
 *
 * <p>Trial i is asked for when exactly the results of the trials 1 to i - window were told, and results are appended and
 * told one at a time in the order of the trials. So the trials depend neither on the number of workers nor on their speed
 * nor on where the search was stopped and resumed. A resumed search goes the same way from the start, with the stored
 * results in place of evaluations.
 *
 * <p>An architecture whose id occurred before isn't evaluated again: its trial has the outcome of the first one, whatever
 * that is.
 *
 * <p>When the time is up, trainings that haven't started are withdrawn; those that run are finished. A resumed search
 * evaluates the withdrawn ones, with the same result as if they had never waited.
 *
 * <p>The caller opens and closes the parts. A controller runs once.
 */
public final class NasController {
    private final SearchStrategy strategy;
    private final EvaluationBackend backend;
    private final TrialStore store;
    private final Reward reward;
    private final SearchSettings settings;

    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final Map<String, Pending> firsts = new HashMap<>();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Deque<Trial> untold = new ArrayDeque<>();
    private List<Trial> stored = List.of();
    private ParetoFront front;
    private Optional<Instant> deadline = Optional.empty();
    private boolean timeUp;
    private int asked;
    private int trained;

    /** A trial that was asked for and isn't in order of being finished yet. */
    private record Pending(
            int number, Architecture architecture, OptionalInt repeats, CompletableFuture<EvaluationResult> result) {}

    public NasController(
            SearchStrategy strategy,
            EvaluationBackend backend,
            TrialStore store,
            Reward reward,
            SearchSettings settings) {
        this.strategy = strategy;
        this.backend = backend;
        this.store = store;
        this.reward = reward;
        this.settings = settings;
        this.front = ParetoFront.empty(settings.objectives());
    }

    /**
     * Searches until the budget is spent or {@link #stop} is called; goes on from what the store holds.
     *
     * @throws InvalidInputException if the stored trials aren't those of this strategy, seed and window
     * @throws java.io.UncheckedIOException if the log can't be written; what it holds is kept
     */
    public StopReason run(SearchListener listener) {
        deadline = settings.budget().time().map(settings.clock().instant()::plus);
        stored = store.trials();
        try {
            Optional<StopReason> reason = reasonToStop();
            while (reason.isEmpty()) {
                if (!full()) {
                    askNext();
                } else if (!finishNext(listener)) {
                    break;
                }
                reason = reasonToStop();
            }
            if (timeUp) {
                backend.withdraw();
            }
            while (!pending.isEmpty() && finishNext(listener)) {
                // What runs is finished, unless the search was stopped.
            }
            StopReason last = trained >= settings.budget().trained()
                    ? StopReason.TRAINED
                    : stopped.isDone() ? StopReason.INTERRUPTED : reason.orElse(StopReason.INTERRUPTED);
            listener.stopped(last);
            return last;
        } finally {
            pending.forEach(trial -> trial.result().cancel(true));
        }
    }

    /**
     * Makes the search end soon, from any thread: running evaluations are abandoned. Every trial that is finished in
     * order is kept; the others are evaluated again by a resumed search, with the same result.
     */
    public void stop() {
        stopped.complete(null);
    }

    private Optional<StopReason> reasonToStop() {
        SearchBudget budget = settings.budget();
        if (stopped.isDone()) {
            return Optional.of(StopReason.INTERRUPTED);
        }
        if (asked < stored.size()) {
            return Optional.empty();
        }
        if (trained >= budget.trained()) {
            return Optional.of(StopReason.TRAINED);
        }
        if (asked >= budget.proposals()) {
            return Optional.of(StopReason.PROPOSALS);
        }
        timeUp = timeUp
                || timeLeft().filter(left -> left.isZero() || left.isNegative()).isPresent();
        return timeUp ? Optional.of(StopReason.TIME) : Optional.empty();
    }

    private Optional<Duration> timeLeft() {
        return deadline.map(end -> Duration.between(settings.clock().instant(), end));
    }

    /** Whether a trial must finish before another may be asked for: each that is pending may turn out to be trained. */
    private boolean full() {
        boolean enough = trained + pending.size() >= settings.budget().trained();
        return pending.size() >= settings.window() || (enough && !pending.isEmpty());
    }

    private void askNext() {
        asked++;
        while (!untold.isEmpty() && untold.getFirst().number() <= asked - settings.window()) {
            strategy.tell(List.of(untold.removeFirst()));
        }
        Architecture architecture = strategy.ask(1).get(0);
        Pending first = firsts.get(architecture.id());
        OptionalInt repeats = first == null ? OptionalInt.empty() : OptionalInt.of(first.number());
        checkReplay(architecture, repeats);
        Pending next = new Pending(asked, architecture, repeats, result(architecture, first));
        firsts.putIfAbsent(architecture.id(), next);
        pending.addLast(next);
    }

    private CompletableFuture<EvaluationResult> result(Architecture architecture, @Nullable Pending first) {
        if (asked <= stored.size()) {
            return CompletableFuture.completedFuture(stored.get(asked - 1).result());
        }
        return first != null
                ? first.result()
                : backend.submit(new EvaluationRequest(asked, architecture, settings.seedOf(asked)));
    }

    private void checkReplay(Architecture architecture, OptionalInt repeats) {
        if (asked > stored.size()) {
            return;
        }
        Trial trial = stored.get(asked - 1);
        if (!trial.architecture().equals(architecture) || !trial.repeats().equals(repeats)) {
            throw InvalidInputException.at(
                    "the trial log",
                    "trial " + asked + " is " + trial.architecture().id() + ", where this configuration and version"
                            + " propose " + architecture.id(),
                    "Resume with the configuration and the version of Lampyris that the run began with.");
        }
    }

    /** Waits for the next trial in order and keeps it; false if it was withdrawn, or the search stopped before it ended. */
    private boolean finishNext(SearchListener listener) {
        Pending next = pending.getFirst();
        Optional<EvaluationResult> result = await(next.result());
        if (result.isEmpty()) {
            return false;
        }
        boolean replayed = next.number() <= stored.size();
        Trial trial = replayed
                ? stored.get(next.number() - 1)
                : new Trial(next.number(), next.architecture(), result.get(), reward.of(result.get()), next.repeats());
        if (!replayed) {
            store.append(trial);
        }
        pending.removeFirst();
        untold.addLast(trial);
        trained += trial.trained() ? 1 : 0;
        listener.trialFinished(trial, replayed);
        ParetoFront before = front;
        front = front.with(trial);
        if (front != before) {
            listener.frontChanged(front);
        }
        return true;
    }

    private Optional<EvaluationResult> await(CompletableFuture<EvaluationResult> result) {
        try {
            awaitEither(CompletableFuture.anyOf(result, stopped));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        } catch (ExecutionException e) {
            // The evaluation's own exception, which is thrown below.
        }
        boolean abandoned = result.isCancelled() || (result.isCompletedExceptionally() && stopped.isDone());
        boolean kept = result.isDone() && !abandoned;
        try {
            return kept ? Optional.of(result.join()) : Optional.empty();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Waits, and sees to it that nothing starts while it waits and the time is up. */
    private void awaitEither(CompletableFuture<?> end) throws InterruptedException, ExecutionException {
        Optional<Duration> left = timeUp ? Optional.empty() : timeLeft();
        if (left.isPresent() && !end.isDone()) {
            try {
                end.get(Math.max(0, left.get().toMillis()) + 1, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                timeUp = true;
                backend.withdraw();
            }
        }
        end.get();
    }
}
