package org.lampyris.evaluation.execution.dispatch;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Lost;
import org.lampyris.evaluation.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives requests out to workers and takes their results. Whoever has a trial has it for a lease that each heartbeat
 * renews; when it ends, the trial is given out again with a higher attempt number, and only the latest attempt's result is
 * taken: the number is the fencing token that keeps a worker that was thought dead from storing what another one stores.
 * The trial with the lowest number goes first, as the search waits for results in their order.
 *
 * <p>Every change is in the {@link AssignmentLog} before anybody is told of it. What was out when the process ended
 * gets one fresh lease from its successor.
 *
 * <p>Safe to be used by several threads.
 */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final AssignmentLog log;
    private final DispatchSettings settings;
    private final LongSupplier nanoseconds;
    private final SortedMap<Integer, Job> jobs = new TreeMap<>();
    private final SortedMap<Integer, Job> waiting = new TreeMap<>();
    private final SortedMap<Integer, Job> running = new TreeMap<>();
    private final Map<String, Tally> tallies = new TreeMap<>();
    private boolean withdrawn;
    private boolean closed;

    /** A trial on its way; without a request as long as the search hasn't asked for it again. */
    private static final class Job {
        private AssignmentRecord assignment;
        private Optional<EvaluationRequest> request = Optional.empty();
        private CompletableFuture<EvaluationResult> result = new CompletableFuture<>();
        private TrainingProgress progress = TrainingProgress.NONE;
        private long leaseEnd;

        Job(AssignmentRecord assignment) {
            this.assignment = assignment;
        }
    }

    private static final class Tally {
        private int finished;
        private int lost;
    }

    /** @param nanoseconds a clock that never goes back */
    public Dispatcher(AssignmentLog log, DispatchSettings settings, LongSupplier nanoseconds) {
        this.log = log;
        this.settings = settings;
        this.nanoseconds = nanoseconds;
        for (AssignmentRecord assignment : log.records()) {
            Job job = new Job(assignment);
            jobs.put(assignment.trial(), job);
            if (assignment.worker().isPresent()) {
                running.put(assignment.trial(), job);
                job.leaseEnd = leaseFromNow();
            }
        }
    }

    private long leaseFromNow() {
        return nanoseconds.getAsLong() + settings.lease().toNanos();
    }

    /** Queues a request, each trial once. The future completes as {@code EvaluationBackend.submit} says. */
    public synchronized CompletableFuture<EvaluationResult> submit(EvaluationRequest request) {
        int trial = request.trial();
        withdrawn = false;
        Job job = jobs.get(trial);
        if (job != null && job.request.isPresent()) {
            throw new IllegalArgumentException("trial " + trial + " was submitted before");
        }
        if (job == null) {
            job = new Job(AssignmentRecord.waiting(request));
            jobs.put(trial, job);
        } else if (!job.assignment.request().equals(AssignmentRecord.words(request))) {
            running.remove(trial);
            job.assignment = job.assignment.of(request);
            job.result = new CompletableFuture<>();
        }
        job.request = Optional.of(request);
        if (closed) {
            abandon(job);
        } else if (job.assignment.result().isPresent()) {
            job.result.complete(job.assignment.result().get());
        } else if (job.assignment.worker().isEmpty()) {
            waiting.put(trial, job);
        }
        return job.result;
    }

    /** Gives a worker the next trial, if one waits. */
    public synchronized Optional<Assignment> claim(String worker) {
        if (closed || waiting.isEmpty()) {
            return Optional.empty();
        }
        Job job = waiting.values().iterator().next();
        keep(job, job.assignment.given(worker));
        waiting.remove(job.assignment.trial());
        running.put(job.assignment.trial(), job);
        job.progress = TrainingProgress.NONE;
        job.leaseEnd = leaseFromNow();
        tally(worker);
        return Optional.of(new Assignment(job.request.orElseThrow(), job.assignment.attempts()));
    }

    /** Renews the lease; false if the worker has lost the trial and shall stop. */
    public synchronized boolean heartbeat(String worker, Ticket ticket, TrainingProgress progress) {
        Job job = held(worker, ticket);
        if (job == null) {
            return false;
        }
        job.progress = progress;
        job.leaseEnd = leaseFromNow();
        return true;
    }

    /** Whether the worker still has this trial in this attempt. */
    public synchronized boolean holds(String worker, Ticket ticket) {
        return held(worker, ticket) != null;
    }

    /**
     * Takes a result.
     *
     * @return false if it isn't wanted: the attempt isn't the latest, or the trial is finished otherwise
     */
    public synchronized boolean complete(String worker, Ticket ticket, EvaluationResult result) {
        Job job = held(worker, ticket);
        if (job == null) {
            return taken(ticket, result);
        }
        keep(job, job.assignment.finished(result));
        running.remove(ticket.trial());
        tally(worker).finished++;
        job.result.complete(result);
        return true;
    }

    /** Whether this very result was taken before, and only the answer got lost. */
    private boolean taken(Ticket ticket, EvaluationResult result) {
        Job job = jobs.get(ticket.trial());
        boolean before = job != null
                && job.assignment.attempts() == ticket.attempt()
                && job.assignment.result().filter(result::equals).isPresent();
        if (!before) {
            LOG.info("a late result is dropped: {}", ticket);
        }
        return before;
    }

    /** Ends the search: what the worker met would end every other trial likewise. */
    public synchronized void fail(String worker, Ticket ticket, RuntimeException problem) {
        Job job = held(worker, ticket);
        if (job != null) {
            keep(job, job.assignment.handedBack());
            running.remove(ticket.trial());
            job.result.completeExceptionally(problem);
        }
    }

    /** Takes a trial back that the worker won't finish; it isn't counted as lost. */
    public synchronized void handBack(String worker, Ticket ticket) {
        Job job = held(worker, ticket);
        if (job != null) {
            keep(job, job.assignment.handedBack());
            requeue(job);
        }
    }

    /** A worker says after a disconnection what it has: the leases of that are renewed, the rest is taken back. */
    public synchronized void reconcile(String worker, Collection<Ticket> has) {
        for (Job job : List.copyOf(running.values())) {
            AssignmentRecord assignment = job.assignment;
            Ticket ticket = new Ticket(assignment.trial(), assignment.attempts());
            boolean given = assignment.worker().filter(worker::equals).isPresent();
            if (given && has.contains(ticket)) {
                job.leaseEnd = leaseFromNow();
            } else if (given) {
                handBack(worker, ticket);
            }
        }
    }

    /** The worker's connection broke: unless it comes back soon, its trials are given to others. */
    public synchronized void disconnected(String worker) {
        long soon = nanoseconds.getAsLong() + settings.grace().toNanos();
        for (Job job : running.values()) {
            if (job.assignment.worker().filter(worker::equals).isPresent() && job.leaseEnd - soon > 0) {
                job.leaseEnd = soon;
            }
        }
    }

    /** Takes back the trials whose lease is over; to be called often. */
    public synchronized void expire() {
        long now = nanoseconds.getAsLong();
        for (Job job : List.copyOf(running.values())) {
            if (now - job.leaseEnd >= 0) {
                lose(job);
            }
        }
    }

    private void lose(Job job) {
        AssignmentRecord lost = job.assignment.lost();
        String worker = job.assignment.worker().orElseThrow();
        if (lost.losses() >= settings.attempts()) {
            EvaluationResult result =
                    new Lost(Metrics.of(Map.of()), lost.losses() + " workers had it and were not heard of again");
            keep(job, lost.finished(result));
            running.remove(lost.trial());
            job.result.complete(result);
        } else {
            keep(job, lost);
            requeue(job);
        }
        tally(worker).lost++;
        LOG.warn("trial {} was lost by {}, time {} of {}", lost.trial(), worker, lost.losses(), settings.attempts());
    }

    private void requeue(Job job) {
        int trial = job.assignment.trial();
        running.remove(trial);
        job.progress = TrainingProgress.NONE;
        if (closed) {
            abandon(job);
        } else if (withdrawn) {
            drop(job);
        } else if (job.request.isPresent()) {
            waiting.put(trial, job);
        }
    }

    /** Forgets the trials up to this one: they are in the trial log. */
    public synchronized void forget(int trial) {
        log.forget(trial);
        jobs.headMap(trial + 1).clear();
        running.headMap(trial + 1).clear();
    }

    /** Drops what nobody has yet, and what comes back unfinished until something is submitted again. */
    public synchronized void withdraw() {
        withdrawn = true;
        waiting.values().forEach(Dispatcher::drop);
        waiting.clear();
    }

    private static void drop(Job job) {
        abandon(job);
        job.request = Optional.empty();
        job.result = new CompletableFuture<>();
    }

    /** Gives nothing out any more and completes what isn't out exceptionally. */
    public synchronized void close() {
        closed = true;
        waiting.values().forEach(Dispatcher::abandon);
        waiting.clear();
    }

    /** Completes exceptionally what is still out after {@link #close}; its records stay. */
    public synchronized void abandonRunning() {
        running.values().forEach(Dispatcher::abandon);
    }

    /** Whether anything is out. */
    public synchronized boolean idle() {
        return running.isEmpty();
    }

    /** How many trials wait. */
    public synchronized int queued() {
        return waiting.size();
    }

    /** All workers that ever had a trial, by name. */
    public synchronized List<WorkerStatus> workers() {
        Map<String, List<WorkerStatus.Running>> has = new HashMap<>();
        for (Job job : running.values()) {
            Ticket ticket = new Ticket(job.assignment.trial(), job.assignment.attempts());
            has.computeIfAbsent(job.assignment.worker().orElseThrow(), w -> new ArrayList<>())
                    .add(new WorkerStatus.Running(ticket, job.progress));
        }
        has.keySet().forEach(this::tally);
        return tallies.entrySet().stream()
                .map(worker -> new WorkerStatus(
                        worker.getKey(),
                        worker.getValue().finished,
                        worker.getValue().lost,
                        has.getOrDefault(worker.getKey(), List.of())))
                .toList();
    }

    private @Nullable Job held(String worker, Ticket ticket) {
        Job job = running.get(ticket.trial());
        boolean latest = job != null
                && job.assignment.attempts() == ticket.attempt()
                && job.assignment.worker().filter(worker::equals).isPresent();
        return latest ? job : null;
    }

    /** Durable first, then in memory. What can't be made durable ends the search. */
    private void keep(Job job, AssignmentRecord next) {
        try {
            log.put(next);
        } catch (UncheckedIOException e) {
            job.result.completeExceptionally(e);
            throw e;
        }
        job.assignment = next;
    }

    private Tally tally(String worker) {
        return tallies.computeIfAbsent(worker, w -> new Tally());
    }

    private static void abandon(Job job) {
        job.result.completeExceptionally(
                new CancellationException("trial " + job.assignment.trial() + " was abandoned"));
    }
}
