package org.lampyris.evaluation.execution.hazelcast;

import com.hazelcast.client.Client;
import com.hazelcast.client.ClientListener;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.topic.ITopic;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.execution.EvaluationBackend;
import org.lampyris.evaluation.execution.dispatch.AssignmentLog;
import org.lampyris.evaluation.execution.dispatch.DispatchSettings;
import org.lampyris.evaluation.execution.dispatch.Dispatcher;
import org.lampyris.input.InvalidInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates on workers that join over the network. This process is the coordinator and the only Hazelcast member; it
 * listens on one port of one address. Workers call it with {@link Call}s; what they bring is durable in the {@link
 * AssignmentLog} before they hear that it was taken.
 *
 * <p>Closing tells the workers to stop and waits until they handed their trials back, at most ten seconds.
 */
public final class ClusterBackend implements EvaluationBackend {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterBackend.class);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(10);
    private static final Duration LONGEST_LEAVE = Duration.ofSeconds(2);
    private static final int SESSION_BYTES = 16;
    private static final int CHECKS_A_LEASE = 20;
    private static final long LONGEST_CHECK_MILLIS = 1_000;

    private final Dispatcher dispatcher;
    private final Reception reception;
    private final Coordinator coordinator;
    private final HazelcastInstance member;
    private final ITopic<Integer> news;
    private final ScheduledExecutorService leases;
    private boolean closed;

    /**
     * Where and how a coordinator listens.
     *
     * @param endpoint the address that it binds to, and no other
     * @param secret without which nobody gets in
     */
    public record Listening(Endpoint endpoint, ClusterSecret secret, DispatchSettings dispatch) {}

    /**
     * @param nanoseconds a clock that never goes back
     * @throws InvalidInputException if the port is taken or the address isn't this machine's
     */
    public ClusterBackend(Listening listening, ClusterJob job, AssignmentLog log, LongSupplier nanoseconds) {
        DispatchSettings settings = listening.dispatch();
        dispatcher = new Dispatcher(log, settings, nanoseconds);
        reception = new Reception(dispatcher, job);
        byte[] session = new byte[SESSION_BYTES];
        new SecureRandom().nextBytes(session);
        Coordinator.Self self = new Coordinator.Self(
                new Seal(listening.secret()), HexFormat.of().formatHex(session), settings.lease());
        coordinator = new Coordinator(self, job, dispatcher, reception);
        UnaryOperator<Letter> answering = coordinator::answer;
        try {
            var config = Transport.member(listening.endpoint(), listening.secret(), settings.lease());
            config.getUserContext().put(Call.ANSWERING, answering);
            member = Hazelcast.newHazelcastInstance(config);
        } catch (HazelcastException | IllegalStateException e) {
            LOG.warn("can't listen", e);
            throw listening.endpoint().cantListen("--cluster", reason(e));
        }
        member.getClientService().addClientListener(new Broken());
        news = member.getTopic(Transport.NEWS);
        leases = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "leases");
            thread.setDaemon(true);
            return thread;
        });
        long pause = Math.max(1, Math.min(LONGEST_CHECK_MILLIS, settings.lease().toMillis() / CHECKS_A_LEASE));
        var unused = leases.scheduleWithFixedDelay(this::expire, pause, pause, TimeUnit.MILLISECONDS);
    }

    private static String reason(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private void expire() {
        try {
            dispatcher.expire();
            announce();
        } catch (RuntimeException e) {
            LOG.warn("a lease can't be ended", e);
        }
    }

    /** Tells workers that wait, if something waits for them. An interrupted thread would break the connections. */
    private void announce() {
        if (dispatcher.queued() > 0 && reception.hungry()) {
            news.publish(dispatcher.queued());
        }
    }

    @Override
    public CompletableFuture<EvaluationResult> submit(EvaluationRequest request) {
        CompletableFuture<EvaluationResult> result = dispatcher.submit(request);
        if (!closed) {
            leases.execute(this::announce);
        }
        return result;
    }

    @Override
    public void withdraw() {
        dispatcher.withdraw();
    }

    /** Forgets the trials up to this one: they are in the trial log. */
    public void forget(int trial) {
        dispatcher.forget(trial);
    }

    /** How many workers are connected. */
    public int workers() {
        return coordinator.connected();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        dispatcher.close();
        reception.close();
        boolean interrupted = awaitHandBacks();
        leases.shutdownNow();
        dispatcher.abandonRunning();
        member.getLifecycleService().terminate();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitHandBacks() {
        boolean interrupted = Thread.interrupted();
        long pause = 10;
        for (long waited = 0; goodbyes(waited); waited += pause) {
            if (waited % 500 == 0) {
                leases.execute(() -> news.publish(0));
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    /** Whether somebody still has to hand something back, or to hear that the search ended. */
    private boolean goodbyes(long waited) {
        return (waited < LONGEST_LEAVE.toMillis() && coordinator.connected() > 0)
                || (waited < LONGEST_GOODBYE.toMillis() && coordinator.somebodyWorks());
    }

    /** Workers whose connection ends have a short time to come back. */
    private final class Broken implements ClientListener {
        @Override
        public void clientConnected(Client client) {
            // It says who it is when it joins.
        }

        @Override
        public void clientDisconnected(Client client) {
            coordinator.disconnected(client.getUuid().toString());
        }
    }
}
