package org.lampyris.evaluation.execution.hazelcast;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.execution.hazelcast.Connection.Absence;
import org.lampyris.evaluation.execution.hazelcast.Connection.BrokenException;
import org.lampyris.evaluation.execution.hazelcast.Connection.Caller;
import org.lampyris.input.InvalidInputException;

/**
 * Evaluates for a coordinator, from when it is found until {@link #stop}. When the connection breaks it looks for the
 * coordinator again, with longer and longer pauses, and what it finished meanwhile it delivers then; what still runs when
 * the lease ends is stopped, as the coordinator gives it to others.
 */
public final class ClusterWorker {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int TIMES_NOT_LET_IN = 5;

    private final Settings settings;
    private final ClusterSecret secret;
    private final Workshop.Builder builder;
    private final Consumer<String> said;
    private final LongSupplier nanoseconds;
    private final Caller caller = new Caller(UUID.randomUUID().toString());
    private final Semaphore stopped = new Semaphore(0);
    private volatile boolean stopping;
    private Duration pause = FIRST_PAUSE;
    private int notLetIn;
    private boolean letIn;
    private volatile @Nullable Service service;

    /**
     * @param name how others call this worker
     * @param coordinators where one may be, the likeliest first
     * @param slots trials at once
     * @param patience how long it looks for a coordinator before it gives up
     */
    public record Settings(String name, String version, List<Endpoint> coordinators, int slots, Duration patience) {
        public Settings {
            coordinators = List.copyOf(coordinators);
            if (coordinators.isEmpty() || slots < 1) {
                throw new IllegalArgumentException("a worker needs a coordinator and a slot");
            }
        }
    }

    /** Why a worker ended. */
    public enum Ending {
        /** {@link ClusterWorker#stop} was called. */
        STOPPED,
        /** It served a search, and no other one came within the wait. */
        SERVED,
        /** There was no coordinator within the wait. */
        ALONE
    }

    /**
     * @param said hears what the worker does, in lines for its user
     * @param nanoseconds a clock that never goes back
     */
    public ClusterWorker(
            Settings settings,
            ClusterSecret secret,
            Workshop.Builder builder,
            Consumer<String> said,
            LongSupplier nanoseconds) {
        this.settings = settings;
        this.secret = secret;
        this.builder = builder;
        this.said = said;
        this.nanoseconds = nanoseconds;
    }

    /**
     * Works until it is stopped or nobody is there for too long.
     *
     * @throws InvalidInputException if the coordinator doesn't want this worker, or this machine can't do what it asks
     */
    public Ending run() throws InterruptedException {
        boolean served = false;
        Service current = new Service(settings, builder, said, nanoseconds);
        service = current;
        try {
            long since = nanoseconds.getAsLong();
            while (!stopping) {
                long began = nanoseconds.getAsLong();
                if (visit(current)) {
                    served = true;
                    since = nanoseconds.getAsLong();
                    boolean stayed = since - began > LONGEST_PAUSE.toNanos();
                    pause = stayed ? FIRST_PAUSE : pause;
                }
                current.keepLease();
                long waited = nanoseconds.getAsLong() - since;
                if (!stopping && waited > settings.patience().toNanos()) {
                    return served ? Ending.SERVED : Ending.ALONE;
                }
                stopping |= stopped.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
            return Ending.STOPPED;
        } finally {
            current.close();
        }
    }

    /** Ends it soon: what runs is stopped and handed back. From any thread. */
    public void stop() {
        stopping = true;
        stopped.release();
        Service current = service;
        if (current != null) {
            current.stop();
        }
    }

    /** Serves a coordinator, if one is there; false if there is none. */
    private boolean visit(Service current) throws InterruptedException {
        Optional<Connection> found = find();
        if (found.isEmpty()) {
            notLetIn = somebodyElse().isPresent() ? notLetIn + 1 : 0;
            requireKnown();
            return false;
        }
        notLetIn = 0;
        letIn = true;
        try (Connection connection = found.get()) {
            current.serve(connection);
        } catch (BrokenException e) {
            said.accept("The coordinator is gone (" + e.getMessage() + "); looking for it.");
        }
        return true;
    }

    private Optional<Connection> find() {
        for (Endpoint endpoint : settings.coordinators()) {
            Optional<Connection> connection = Connection.open(endpoint, secret, caller);
            if (connection.isPresent()) {
                return connection;
            }
        }
        return Optional.empty();
    }

    private Optional<Endpoint> somebodyElse() {
        return settings.coordinators().stream()
                .filter(endpoint -> Connection.absence(endpoint) == Absence.NOT_LET_IN)
                .findFirst();
    }

    private void requireKnown() {
        if (notLetIn >= TIMES_NOT_LET_IN && !letIn) {
            throw new InvalidInputException("The coordinator at "
                    + somebodyElse().orElse(settings.coordinators().get(0))
                    + " doesn't let this worker in: it has another secret, or it is no coordinator of Lampyris. Give both"
                    + " the same secret.");
        }
    }
}
