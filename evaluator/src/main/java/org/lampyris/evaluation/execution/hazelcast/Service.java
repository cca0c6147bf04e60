package org.lampyris.evaluation.execution.hazelcast;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.execution.hazelcast.ClusterWorker.Settings;
import org.lampyris.evaluation.execution.hazelcast.Connection.BrokenException;
import org.lampyris.evaluation.execution.hazelcast.Connection.RefusedException;
import org.lampyris.evaluation.execution.hazelcast.Message.Briefed;
import org.lampyris.evaluation.execution.hazelcast.Message.Claim;
import org.lampyris.evaluation.execution.hazelcast.Message.DataPart;
import org.lampyris.evaluation.execution.hazelcast.Message.Heartbeat;
import org.lampyris.evaluation.execution.hazelcast.Message.Hello;
import org.lampyris.evaluation.execution.hazelcast.Message.Join;
import org.lampyris.evaluation.execution.hazelcast.Message.Leave;
import org.lampyris.evaluation.execution.hazelcast.Message.Position;
import org.lampyris.evaluation.execution.hazelcast.Message.Task;
import org.lampyris.evaluation.execution.hazelcast.Message.Verdict;
import org.lampyris.evaluation.execution.hazelcast.Message.Work;
import org.lampyris.evaluation.execution.hazelcast.Slot.Outcome;
import org.lampyris.input.InvalidInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker at a coordinator: joins, claims, beats, delivers. What runs goes on from one connection to the next. */
final class Service implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final int BEATS_A_LEASE = 10;
    private static final Duration LONGEST_BEAT = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Settings settings;
    private final Workshop.Builder builder;
    private final Consumer<String> said;
    private final LongSupplier nanoseconds;
    private final Semaphore signal = new Semaphore(0);
    private final ScheduledExecutorService timers;
    private @Nullable Bench bench;
    private volatile boolean stopping;
    private volatile boolean closing;
    private volatile @Nullable BrokenException broken;
    private volatile long lastSign;

    /** What is set up for one search. */
    private record Bench(Briefing briefing, Duration lease, Workshop workshop, Slots slots) {}

    Service(Settings settings, Workshop.Builder builder, Consumer<String> said, LongSupplier nanoseconds) {
        this.settings = settings;
        this.builder = builder;
        this.said = said;
        this.nanoseconds = nanoseconds;
        this.timers = Executors.newScheduledThreadPool(2, task -> {
            Thread thread = new Thread(task, "heartbeat");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Serves until the search ends or the worker is stopped.
     *
     * @throws BrokenException if the connection breaks; what runs goes on until the lease ends
     * @throws InvalidInputException if the coordinator doesn't want this worker
     */
    void serve(Connection connection) throws BrokenException, InterruptedException {
        closing = false;
        broken = null;
        try {
            Bench ready = join(connection);
            connection.listen(signal::release);
            long pause =
                    Math.max(1, Math.min(LONGEST_BEAT.toMillis(), ready.lease().toMillis() / BEATS_A_LEASE));
            ScheduledFuture<?> beats = timers.scheduleWithFixedDelay(
                    () -> beat(connection, ready.slots()), 0, pause, TimeUnit.MILLISECONDS);
            ScheduledFuture<?> watch =
                    timers.scheduleWithFixedDelay(this::keepLease, pause, pause, TimeUnit.MILLISECONDS);
            try {
                work(connection, ready);
            } finally {
                beats.cancel(false);
                watch.cancel(false);
            }
        } catch (RefusedException e) {
            throw new BrokenException("it refused a call: " + e.getMessage());
        }
    }

    private Bench join(Connection connection) throws BrokenException, RefusedException, InterruptedException {
        try {
            Briefed briefed = expect(Briefed.class, connection.call(new Hello(settings.version())));
            connection.begin(briefed.session());
            Bench ready = bench(connection, briefed);
            connection.call(new Join(
                    settings.name(),
                    connection.name(),
                    settings.slots(),
                    ready.workshop().facts(),
                    ready.slots().tickets()));
            lastSign = nanoseconds.getAsLong();
            said.accept("Joined the search " + briefed.run() + " with " + settings.slots()
                    + (settings.slots() == 1 ? " slot." : " slots."));
            return ready;
        } catch (RefusedException e) {
            throw new InvalidInputException("The coordinator refused this worker: " + e.getMessage() + ".");
        }
    }

    private Bench bench(Connection connection, Briefed briefed) throws BrokenException {
        Briefing briefing = new Briefing(briefed.run(), new TreeMap<>(briefed.texts()));
        Duration lease = Duration.ofMillis(briefed.leaseMillis());
        Bench present = bench;
        if (present != null && present.briefing().equals(briefing)) {
            Bench same = new Bench(briefing, lease, present.workshop(), present.slots());
            bench = same;
            return same;
        }
        closeBench();
        Workshop workshop;
        try {
            workshop = builder.build(briefing, (cargo, out) -> copyData(connection, cargo, out));
        } catch (UncheckedIOException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof BrokenException || cause instanceof RefusedException) {
                    throw new BrokenException("it went while it sent data", e);
                }
            }
            throw e;
        }
        Bench made = new Bench(briefing, lease, workshop, new Slots(settings.slots(), workshop, signal::release));
        bench = made;
        return made;
    }

    private static void copyData(Connection connection, Cargo cargo, OutputStream out) throws IOException {
        try {
            long offset = 0;
            long size = Long.MAX_VALUE;
            while (offset < size) {
                Seal.Opened part = connection.call(new DataPart(cargo, offset), new byte[0]);
                byte[] bytes = new byte[part.attachment().remaining()];
                part.attachment().get(bytes);
                out.write(bytes);
                Position position = expect(Position.class, part.message());
                offset = position.bytes();
                size = position.size();
            }
        } catch (BrokenException | RefusedException e) {
            throw new IOException("the data didn't arrive: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void work(Connection connection, Bench ready)
            throws BrokenException, RefusedException, InterruptedException {
        Delivery delivery = new Delivery(connection, ready.workshop());
        Slots slots = ready.slots();
        while (!stopping && !closing) {
            deliver(delivery, slots);
            int free = slots.free();
            if (free > 0 && slots.outcomes().isEmpty()) {
                Work work = expect(Work.class, connection.call(new Claim(free)));
                lastSign = nanoseconds.getAsLong();
                work.tasks().stream().map(Task::assignment).forEach(slots::begin);
                closing |= work.closing();
            }
            if (!closing && !stopping) {
                signal.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
                signal.drainPermits();
            }
            BrokenException problem = broken;
            if (problem != null) {
                throw problem;
            }
        }
        slots.stopAll();
        while (slots.free() < settings.slots() || !slots.outcomes().isEmpty()) {
            deliver(delivery, slots);
            signal.tryAcquire(POLL.toMillis() / BEATS_A_LEASE, TimeUnit.MILLISECONDS);
        }
        connection.call(new Leave());
        if (closing) {
            said.accept("The search ended.");
        }
    }

    private void deliver(Delivery delivery, Slots slots)
            throws BrokenException, RefusedException, InterruptedException {
        for (Outcome outcome : slots.outcomes()) {
            String words = delivery.deliver(outcome);
            slots.delivered(outcome);
            lastSign = nanoseconds.getAsLong();
            said.accept(words);
        }
    }

    private void beat(Connection connection, Slots slots) {
        try {
            Verdict verdict = expect(Verdict.class, connection.call(new Heartbeat(slots.reports())));
            lastSign = nanoseconds.getAsLong();
            verdict.stop().forEach(slots::stop);
            if (verdict.closing()) {
                closing = true;
                signal.release();
            }
        } catch (BrokenException e) {
            broken = e;
            signal.release();
        } catch (RefusedException e) {
            broken = new BrokenException("it refused a heartbeat: " + e.getMessage());
            signal.release();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("a heartbeat failed", e);
        }
    }

    /** Stops what runs when the coordinator wasn't heard of for a lease: it gives it to others. */
    void keepLease() {
        Bench present = bench;
        if (present != null
                && nanoseconds.getAsLong() - lastSign > present.lease().toNanos()) {
            present.slots().stopAll();
        }
    }

    /** Makes {@link #serve} hand everything back and return. From any thread. */
    void stop() {
        stopping = true;
        signal.release();
    }

    private void closeBench() {
        Bench present = bench;
        bench = null;
        if (present != null) {
            present.slots().close();
            present.workshop().close();
        }
    }

    /** Stops what still runs. */
    @Override
    public void close() {
        timers.shutdownNow();
        closeBench();
    }

    private static <M extends Message> M expect(Class<M> kind, Message message) throws BrokenException {
        if (!kind.isInstance(message)) {
            throw new BrokenException(
                    "no " + kind.getSimpleName() + " but " + message.getClass().getSimpleName());
        }
        return kind.cast(message);
    }
}
