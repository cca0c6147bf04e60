package org.lampyris.evaluation.execution.hazelcast;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lampyris.evaluation.execution.dispatch.Dispatcher;
import org.lampyris.evaluation.execution.dispatch.WorkerStatus;
import org.lampyris.evaluation.execution.hazelcast.ClusterStatus.InHand;
import org.lampyris.evaluation.execution.hazelcast.ClusterStatus.Member;
import org.lampyris.evaluation.execution.hazelcast.Message.Briefed;
import org.lampyris.evaluation.execution.hazelcast.Message.Done;
import org.lampyris.evaluation.execution.hazelcast.Message.Hello;
import org.lampyris.evaluation.execution.hazelcast.Message.Join;
import org.lampyris.evaluation.execution.hazelcast.Message.Refusal;
import org.lampyris.evaluation.execution.hazelcast.Message.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the letters of workers and answers them. What isn't signed gets no answer but a refusal; a worker that isn't as
 * the coordinator is gets no work and hears why. Safe to be used by several threads.
 */
final class Coordinator {
    private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);
    private final Seal seal;
    private final String session;
    private final Duration lease;
    private final ClusterJob job;
    private final Dispatcher dispatcher;
    private final Reception reception;
    private final ReplayGuard replays = new ReplayGuard();
    private final Map<String, Joined> workers = new TreeMap<>();

    private record Joined(Join join, boolean connected) {}

    /**
     * Who the coordinator is.
     *
     * @param session a name that no other coordinator ever had
     */
    record Self(Seal seal, String session, Duration lease) {}

    Coordinator(Self self, ClusterJob job, Dispatcher dispatcher, Reception reception) {
        this.seal = self.seal();
        this.session = self.session();
        this.lease = self.lease();
        this.job = job;
        this.dispatcher = dispatcher;
        this.reception = reception;
    }

    Letter answer(Letter letter) {
        Seal.Opened answer;
        try {
            Optional<Seal.Opened> opened = seal.open(Seal.Direction.CALL, letter);
            if (opened.isEmpty()) {
                LOG.warn("a call was refused: it isn't signed with this cluster's secret");
                answer = only(new Refusal("the call isn't signed with this cluster's secret"));
            } else {
                answer = answer(letter, opened.get());
            }
        } catch (RuntimeException e) {
            LOG.warn("a call failed", e);
            answer = only(new Refusal(String.valueOf(e.getMessage())));
        }
        return seal.close(
                Seal.Direction.ANSWER,
                letter.sender(),
                letter.session(),
                letter.number(),
                answer.message(),
                bytes(answer.attachment()));
    }

    private Seal.Opened answer(Letter letter, Seal.Opened opened) {
        String worker = letter.sender();
        if (opened.message() instanceof Hello hello) {
            return only(hello(worker, hello));
        }
        if (!letter.session().equals(session)) {
            return only(new Refusal(Connection.OTHER_SESSION));
        }
        if (opened.message() instanceof Message.StatusQuestion) {
            return only(new Status(status()));
        }
        if (!replays.admit(worker, letter.number())) {
            LOG.warn("a call of {} was refused: it was here before", worker);
            return only(new Refusal("the call was here before"));
        }
        if (opened.message() instanceof Join join) {
            return only(join(worker, join));
        }
        if (opened.message() instanceof Message.DataPart part) {
            return reception.data(part);
        }
        synchronized (this) {
            if (!workers.containsKey(worker)) {
                return only(new Refusal("the worker hasn't joined"));
            }
        }
        return only(work(worker, opened));
    }

    private Message work(String worker, Seal.Opened opened) {
        Message message = opened.message();
        if (message instanceof Message.Claim claim) {
            return reception.claim(worker, claim);
        }
        if (message instanceof Message.Heartbeat heartbeat) {
            return reception.heartbeat(worker, heartbeat);
        }
        if (message instanceof Message.WeightsPart part) {
            return reception.weights(worker, part, opened.attachment());
        }
        if (message instanceof Message.Complete complete) {
            return reception.complete(worker, complete);
        }
        if (message instanceof Message.Broken broken) {
            return reception.broken(worker, broken);
        }
        if (message instanceof Message.HandBack back) {
            return reception.handBack(worker, back);
        }
        if (message instanceof Message.Leave) {
            left(worker);
            return new Done();
        }
        return new Refusal("that is no call: " + message.getClass().getSimpleName());
    }

    private Message hello(String worker, Hello hello) {
        if (!hello.version().equals(job.version())) {
            return refused(
                    worker,
                    "it is version " + hello.version() + " of Lampyris, and the coordinator is " + job.version()
                            + "; install the same on both");
        }
        return new Briefed(session, job.run(), lease.toMillis(), job.texts());
    }

    private Message join(String worker, Join join) {
        String difference = ClusterJob.difference(job.facts(), join.facts());
        if (!difference.isEmpty()) {
            return refused(
                    join.name(),
                    "its " + difference + " isn't the coordinator's: "
                            + join.facts().get(difference) + ", not "
                            + job.facts().get(difference));
        }
        synchronized (this) {
            workers.put(
                    worker, new Joined(join, !reception.closing())); // One that comes back to leave isn't waited for.
        }
        dispatcher.reconcile(worker, join.holds());
        LOG.info("{} joined with {} slots", join.name(), join.slots());
        return new Done();
    }

    private static Message refused(String who, String reason) {
        LOG.warn("the worker {} was refused: {}", who, reason);
        return new Refusal(reason);
    }

    private synchronized void left(String worker) {
        Joined joined = workers.get(worker);
        if (joined != null) {
            workers.put(worker, new Joined(joined.join(), false));
            LOG.info("{} left", joined.join().name());
        }
    }

    /** A connection broke. */
    void disconnected(String client) {
        List<String> gone = new ArrayList<>();
        synchronized (this) {
            workers.forEach((worker, joined) -> {
                if (joined.connected() && joined.join().client().equals(client)) {
                    gone.add(worker);
                }
            });
            gone.forEach(worker -> workers.computeIfPresent(worker, (id, joined) -> new Joined(joined.join(), false)));
        }
        for (String worker : gone) {
            LOG.info("the connection to a worker broke: {}", worker);
            dispatcher.disconnected(worker);
        }
    }

    /** Whether a worker is connected that has something in hand. */
    boolean somebodyWorks() {
        List<WorkerStatus> busy = dispatcher.workers();
        synchronized (this) {
            return busy.stream().anyMatch(worker -> {
                Joined joined = workers.get(worker.worker());
                return joined != null && joined.connected() && !worker.running().isEmpty();
            });
        }
    }

    /** How many workers are connected. */
    synchronized int connected() {
        return (int) workers.values().stream().filter(Joined::connected).count();
    }

    private ClusterStatus status() {
        Map<String, WorkerStatus> work = new HashMap<>(
                dispatcher.workers().stream().collect(Collectors.toMap(WorkerStatus::worker, Function.identity())));
        List<Member> members = new ArrayList<>();
        synchronized (this) {
            workers.forEach((id, joined) -> {
                WorkerStatus status = work.getOrDefault(id, new WorkerStatus(id, 0, 0, List.of()));
                List<InHand> running = status.running().stream()
                        .map(trial -> new InHand(
                                trial.ticket().trial(),
                                trial.ticket().attempt(),
                                trial.progress().epochs(),
                                trial.progress().accuracy().isPresent()
                                        ? trial.progress().accuracy().getAsDouble()
                                        : null))
                        .toList();
                members.add(new Member(
                        joined.join().name(),
                        joined.join().slots(),
                        joined.connected(),
                        status.finished(),
                        status.lost(),
                        running));
            });
        }
        return new ClusterStatus(job.run(), job.version(), dispatcher.queued(), members);
    }

    private static Seal.Opened only(Message message) {
        return new Seal.Opened(message, ByteBuffer.allocate(0));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
