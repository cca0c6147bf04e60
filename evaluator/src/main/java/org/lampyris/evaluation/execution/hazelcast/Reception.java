package org.lampyris.evaluation.execution.hazelcast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.execution.dispatch.Assignment;
import org.lampyris.evaluation.execution.dispatch.Dispatcher;
import org.lampyris.evaluation.execution.dispatch.Ticket;
import org.lampyris.evaluation.execution.hazelcast.Message.Claim;
import org.lampyris.evaluation.execution.hazelcast.Message.Complete;
import org.lampyris.evaluation.execution.hazelcast.Message.DataPart;
import org.lampyris.evaluation.execution.hazelcast.Message.Done;
import org.lampyris.evaluation.execution.hazelcast.Message.Fate;
import org.lampyris.evaluation.execution.hazelcast.Message.HandBack;
import org.lampyris.evaluation.execution.hazelcast.Message.Heartbeat;
import org.lampyris.evaluation.execution.hazelcast.Message.Position;
import org.lampyris.evaluation.execution.hazelcast.Message.Receipt;
import org.lampyris.evaluation.execution.hazelcast.Message.Report;
import org.lampyris.evaluation.execution.hazelcast.Message.Task;
import org.lampyris.evaluation.execution.hazelcast.Message.Verdict;
import org.lampyris.evaluation.execution.hazelcast.Message.WeightsPart;
import org.lampyris.evaluation.execution.hazelcast.Message.Work;
import org.lampyris.input.InvalidInputException;

/** What the coordinator answers to workers that joined: hands out, takes in. Safe to be used by several threads. */
final class Reception {
    private static final int DATA_PART = 1 << 20;

    private final Dispatcher dispatcher;
    private final ClusterJob job;
    private final WeightsInbox inbox = new WeightsInbox();
    private volatile boolean closing;
    private volatile boolean hungry = true;
    private @Nullable Path data;

    Reception(Dispatcher dispatcher, ClusterJob job) {
        this.dispatcher = dispatcher;
        this.job = job;
    }

    /** From now on workers hear that the search ends. */
    void close() {
        closing = true;
    }

    boolean closing() {
        return closing;
    }

    /** Whether a worker asked for more than there was since the last call. */
    boolean hungry() {
        boolean was = hungry;
        hungry = false;
        return was;
    }

    Message claim(String worker, Claim claim) {
        List<Task> tasks = new ArrayList<>();
        hungry = true; // Before looking: what is submitted meanwhile is announced.
        while (tasks.size() < claim.most()) {
            Optional<Assignment> next = dispatcher.claim(worker);
            if (next.isEmpty()) {
                return new Work(tasks, closing);
            }
            tasks.add(Task.of(next.get()));
        }
        return new Work(tasks, closing);
    }

    Message heartbeat(String worker, Heartbeat heartbeat) {
        List<Ticket> stop = new ArrayList<>();
        for (Report report : heartbeat.reports()) {
            if (!dispatcher.heartbeat(worker, report.ticket(), report.progress())) {
                stop.add(report.ticket());
            }
        }
        return new Verdict(stop, closing);
    }

    /** The weights come before the result is stored: what is stored is whole. */
    Message complete(String worker, Complete complete) {
        Ticket ticket = complete.ticket();
        EvaluationResult result = complete.result();
        if (dispatcher.holds(worker, ticket)
                && result instanceof Evaluated evaluated
                && evaluated.weights().isPresent()) {
            Path target = job.shipping().weights(ticket.trial());
            String sha256 = evaluated.weights().get();
            if (job.shipping().wanted(result) && !writing(worker, ticket, () -> inbox.settle(ticket, target, sha256))) {
                return new Receipt(Fate.WEIGHTS_WANTED);
            }
        }
        inbox.drop(ticket);
        return new Receipt(dispatcher.complete(worker, ticket, result) ? Fate.STORED : Fate.REFUSED);
    }

    Message weights(String worker, WeightsPart part, ByteBuffer bytes) {
        Ticket ticket = part.ticket();
        if (!dispatcher.holds(worker, ticket)) {
            inbox.drop(ticket);
            return new Position(part.size(), part.size());
        }
        Path target = job.shipping().weights(ticket.trial());
        long here = writing(worker, ticket, () -> inbox.add(ticket, target, part.offset(), bytes));
        return new Position(here, part.size());
    }

    /** Weights that can't be written here end the search, as results that can't: no other could be kept either. */
    private <T> T writing(String worker, Ticket ticket, Supplier<T> write) {
        try {
            return write.get();
        } catch (UncheckedIOException e) {
            dispatcher.fail(worker, ticket, e);
            throw e;
        }
    }

    Message broken(String worker, Message.Broken broken) {
        RuntimeException problem = broken.input()
                ? new InvalidInputException(broken.problem())
                : new UncheckedIOException(broken.problem(), new IOException(broken.problem()));
        dispatcher.fail(worker, broken.ticket(), problem);
        return new Done();
    }

    Message handBack(String worker, HandBack back) {
        inbox.drop(back.ticket());
        dispatcher.handBack(worker, back.ticket());
        return new Done();
    }

    /** A part of what workers lack, and where it ends. */
    Seal.Opened data(DataPart part) {
        try (FileChannel channel = FileChannel.open(file(part.cargo()), StandardOpenOption.READ)) {
            long size = channel.size();
            int length = (int) Math.max(0, Math.min(DATA_PART, size - Math.max(0, part.offset())));
            ByteBuffer bytes = ByteBuffer.allocate(length);
            while (bytes.hasRemaining() && channel.read(bytes, part.offset() + bytes.position()) >= 0) {
                // Until the part is full.
            }
            return new Seal.Opened(new Position(part.offset() + length, size), bytes.flip());
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the data for workers", e);
        }
    }

    private synchronized Path file(Cargo cargo) {
        if (cargo == Cargo.TEACHER) {
            return job.shipping().teacher();
        }
        Path file = data;
        if (file == null) {
            file = job.shipping().data();
            data = file;
        }
        return file;
    }
}
