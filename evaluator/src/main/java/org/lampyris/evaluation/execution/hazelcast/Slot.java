package org.lampyris.evaluation.execution.hazelcast;

import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.execution.FailureWords;
import org.lampyris.evaluation.execution.dispatch.Assignment;
import org.lampyris.evaluation.execution.dispatch.Ticket;
import org.lampyris.evaluation.execution.dispatch.TrainingProgress;
import org.lampyris.evaluation.training.EpochListener;
import org.lampyris.input.InvalidInputException;

/** A thread that evaluates one trial after another. It lives as long as the worker has the same workshop. */
final class Slot implements EpochListener {
    private final BiConsumer<Slot, Outcome> finished;
    private final Thread thread;
    private @Nullable Evaluator evaluator;
    private @Nullable Assignment current;
    private TrainingProgress progress = TrainingProgress.NONE;
    private boolean stopped;
    private boolean closed;

    /**
     * What came of an assignment: a result, or a problem that would meet every other trial likewise, or neither if it was
     * stopped.
     */
    record Outcome(Assignment assignment, Optional<EvaluationResult> result, Optional<RuntimeException> problem) {}

    /** @param finished told when the slot becomes free; nobody sees it free before. Must not wait */
    Slot(int number, BiConsumer<Slot, Outcome> finished) {
        this.finished = finished;
        this.thread = new Thread(this::work, "slot-" + number);
        thread.setDaemon(true);
    }

    synchronized void start(Evaluator with) {
        evaluator = with;
        thread.start();
    }

    /** Begins an assignment; the slot must be free. */
    synchronized void begin(Assignment assignment) {
        if (current != null) {
            throw new IllegalStateException("the slot has " + current.ticket());
        }
        current = assignment;
        stopped = false;
        progress = TrainingProgress.NONE;
        notifyAll();
    }

    synchronized boolean free() {
        return current == null;
    }

    synchronized Optional<Ticket> ticket() {
        return Optional.ofNullable(current).map(Assignment::ticket);
    }

    synchronized TrainingProgress progress() {
        return progress;
    }

    /** Stops this assignment, if the slot has it; {@code finished} is told. Once: it may have to tidy up. */
    synchronized void stop(Ticket ticket) {
        if (current != null && current.ticket().equals(ticket) && !stopped) {
            stopped = true;
            thread.interrupt();
        }
    }

    /** Stops whatever runs and ends the thread. */
    synchronized void close() {
        closed = true;
        if (current == null || !stopped) {
            stopped = true;
            thread.interrupt();
        }
        notifyAll();
    }

    /** @return whether the thread ended */
    boolean awaitEnd(long milliseconds) throws InterruptedException {
        thread.join(milliseconds);
        return !thread.isAlive();
    }

    @Override
    public synchronized void epochEnded(int epochs, OptionalDouble accuracy) {
        progress = new TrainingProgress(epochs, accuracy);
    }

    private void work() {
        for (Optional<Assignment> next = next(); next.isPresent(); next = next()) {
            Outcome outcome = evaluate(next.get());
            synchronized (this) {
                current = null;
                Thread.interrupted(); // It was for this assignment.
                finished.accept(this, outcome);
            }
        }
    }

    @SuppressWarnings("Interruption") // It says that the slot is closed, or nothing any more.
    private synchronized Optional<Assignment> next() {
        while (current == null && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                // Closed, or stopped just when it was done.
            }
        }
        return Optional.ofNullable(current);
    }

    /** What stops an evaluation may look like a full disk, e.g. while a file is written: only a whole result counts then. */
    private Outcome evaluate(Assignment assignment) {
        Outcome outcome = outcome(assignment);
        boolean whole = outcome.result().filter(Evaluated.class::isInstance).isPresent();
        synchronized (this) {
            return whole || !stopped ? outcome : new Outcome(assignment, Optional.empty(), Optional.empty());
        }
    }

    private Outcome outcome(Assignment assignment) {
        Evaluator with;
        synchronized (this) {
            with = Objects.requireNonNull(evaluator);
        }
        try {
            return new Outcome(assignment, Optional.of(with.evaluate(assignment.request())), Optional.empty());
        } catch (InterruptedException e) {
            return new Outcome(assignment, Optional.empty(), Optional.empty());
        } catch (InvalidInputException | UncheckedIOException e) {
            return new Outcome(assignment, Optional.empty(), Optional.of(e));
        } catch (Throwable e) {
            return new Outcome(assignment, Optional.of(FailureWords.failed(e)), Optional.empty());
        }
    }
}
