package org.lampyris.search;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
 * <p>What was evaluated before isn't evaluated again: a trial of an isomorphic architecture, the same look and as many
 * epochs has the outcome of the first one, whatever that is. More epochs of the same look go on with the same seed.
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
    private final AskedProposals proposals;
    private final List<CompletableFuture<EvaluationResult>> results = new ArrayList<>();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Deque<Trial> untold = new ArrayDeque<>();
    private List<Trial> stored = List.of();
    private ParetoFront front;
    private Optional<Instant> deadline = Optional.empty();
    private boolean timeUp;
    private int asked;
    private long spentEpochs;
    private long pendingEpochs;

    /** A trial that was asked for and isn't in order of being finished yet. */
    private record Pending(AskedProposals.Asked asked, CompletableFuture<EvaluationResult> result) {
        int number() {
            return asked.number();
        }
    }

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
        this.proposals = new AskedProposals(settings);
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
            StopReason last = spent()
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
        if (spent()) {
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

    private boolean spent() {
        return spentEpochs >= settings.budget().epochsInAll();
    }

    /** Whether a trial must finish before another may be asked for: each that is pending may turn out to be trained. */
    private boolean full() {
        boolean enough = spentEpochs + pendingEpochs >= settings.budget().epochsInAll();
        return pending.size() >= settings.window() || (enough && !pending.isEmpty());
    }

    private void askNext() {
        asked++;
        while (!untold.isEmpty() && untold.getFirst().number() <= asked - settings.window()) {
            strategy.tell(List.of(untold.removeFirst()));
        }
        AskedProposals.Asked next = proposals.add(asked, strategy.ask(1).get(0));
        checkReplay(next);
        results.add(result(next));
        pending.addLast(new Pending(next, results.get(asked - 1)));
        pendingEpochs += next.epochs();
    }

    private CompletableFuture<EvaluationResult> result(AskedProposals.Asked next) {
        if (asked <= stored.size()) {
            return CompletableFuture.completedFuture(stored.get(asked - 1).result());
        }
        if (next.repeats().isPresent()) {
            return results.get(next.repeats().getAsInt() - 1);
        }
        return backend.submit(next.request());
    }

    private void checkReplay(AskedProposals.Asked next) {
        if (asked > stored.size()) {
            return;
        }
        Trial trial = stored.get(asked - 1);
        Architecture architecture = next.proposal().architecture();
        if (!trial.architecture().equals(architecture) || !trial.repeats().equals(next.repeats())) {
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
        Trial trial =
                replayed ? stored.get(next.number() - 1) : next.asked().finished(result.get(), reward.of(result.get()));
        if (!replayed) {
            store.append(trial);
        }
        pending.removeFirst();
        untold.addLast(trial);
        pendingEpochs -= next.asked().epochs();
        spentEpochs += trial.trained() ? next.asked().epochs() : 0;
        listener.trialFinished(trial, replayed);
        ParetoFront before = front;
        front = front.with(trial);
        if (front != before) {
            listener.frontChanged(front);
        }
        return true;
    }

    private Optional<EvaluationResult> await(CompletableFuture<EvaluationResult> result) {
        CompletableFuture<?> end = CompletableFuture.anyOf(result, stopped);
        while (!end.isDone() && backend.advance()) {
            // The backend works on this thread.
        }
        try {
            awaitEither(end);
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
