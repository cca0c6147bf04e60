package org.lampyris.evaluation.execution.hazelcast;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;
import com.hazelcast.topic.ITopic;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.lampyris.evaluation.execution.hazelcast.Message.Refusal;

/** A worker's way to the coordinator: signed calls, and news from it. */
final class Connection implements AutoCloseable {
    /** What a call hears that was meant for a coordinator before. */
    static final String OTHER_SESSION = "this is another session";

    private static final Duration CONNECTING = Duration.ofSeconds(3);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(30);
    private static final int LISTENS_MILLIS = 500;
    private static final byte[] NOTHING = {};

    private final HazelcastInstance client;
    private final IExecutorService calls;
    private final Seal seal;
    private final Caller caller;
    private volatile String session = "";

    /**
     * Who calls.
     *
     * @param id a name that nobody else has
     * @param numbers of its calls, over all its connections
     */
    record Caller(String id, AtomicLong numbers) {
        Caller(String id) {
            this(id, new AtomicLong());
        }
    }

    /** Why there is no connection. */
    enum Absence {
        /** Nobody listens there. */
        NOBODY,
        /** Somebody listens, but lets this worker not in. */
        NOT_LET_IN
    }

    /** The connection broke, or the coordinator isn't the one that it was. */
    static final class BrokenException extends Exception {
        private static final long serialVersionUID = 1;

        BrokenException(String message, Throwable cause) {
            super(message, cause);
        }

        BrokenException(String message) {
            super(message);
        }
    }

    /** The coordinator doesn't want this worker, or this call. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    private Connection(HazelcastInstance client, Seal seal, Caller caller) {
        this.client = client;
        this.calls = client.getExecutorService(Transport.CALLS);
        this.seal = seal;
        this.caller = caller;
    }

    /** Connects, if somebody is there and lets this worker in. */
    static Optional<Connection> open(Endpoint endpoint, ClusterSecret secret, Caller caller) {
        try {
            return Optional.of(new Connection(
                    HazelcastClient.newHazelcastClient(Transport.client(endpoint, secret, CONNECTING)),
                    new Seal(secret),
                    caller));
        } catch (HazelcastException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** What is at an address where {@link #open} didn't work. */
    static Absence absence(Endpoint endpoint) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), (int) CONNECTING.toMillis());
            socket.setSoTimeout(LISTENS_MILLIS);
            // A coordinator waits for a word; a tunnel without one behind it hangs up.
            return socket.getInputStream().read() < 0 ? Absence.NOBODY : Absence.NOT_LET_IN;
        } catch (SocketTimeoutException e) {
            return Absence.NOT_LET_IN;
        } catch (IOException e) {
            return Absence.NOBODY;
        }
    }

    /** The name that Hazelcast knows this connection by. */
    String name() throws BrokenException {
        try {
            return client.getLocalEndpoint().getUuid().toString();
        } catch (HazelcastException | IllegalStateException e) {
            throw new BrokenException("the connection broke", e);
        }
    }

    /** From now on calls are for this coordinator. */
    void begin(String briefed) {
        session = briefed;
    }

    /** Calls {@code heard} whenever there is news, on another thread. */
    void listen(Runnable heard) throws BrokenException {
        try {
            ITopic<Integer> news = client.getTopic(Transport.NEWS);
            news.addMessageListener(message -> heard.run());
        } catch (HazelcastException | IllegalStateException e) {
            throw new BrokenException("the connection broke", e);
        }
    }

    Message call(Message message) throws BrokenException, RefusedException, InterruptedException {
        return call(message, NOTHING).message();
    }

    /**
     * Calls and waits for the answer.
     *
     * @throws RefusedException if the coordinator says no
     * @throws BrokenException if there is no answer, or none that is signed
     */
    Seal.Opened call(Message message, byte[] attachment)
            throws BrokenException, RefusedException, InterruptedException {
        long number = caller.numbers().incrementAndGet();
        String now = session;
        Letter letter = seal.close(Seal.Direction.CALL, caller.id(), now, number, message, attachment);
        Letter answer;
        try {
            answer = calls.submit(new Call(letter)).get(LONGEST_CALL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException
                | TimeoutException
                | RejectedExecutionException
                | HazelcastException
                | IllegalStateException e) {
            throw new BrokenException("the coordinator doesn't answer: " + e.getMessage(), e);
        }
        Optional<Seal.Opened> opened = seal.open(Seal.Direction.ANSWER, answer);
        if (opened.isEmpty()
                || answer.number() != number
                || !answer.sender().equals(caller.id())
                || !answer.session().equals(now)) {
            throw new BrokenException("the answer isn't the coordinator's");
        }
        if (opened.get().message() instanceof Refusal refusal) {
            if (refusal.reason().equals(OTHER_SESSION)) {
                throw new BrokenException("the coordinator is another one");
            }
            throw new RefusedException(refusal.reason());
        }
        return opened.get();
    }

    @Override
    public void close() {
        client.getLifecycleService().terminate();
    }
}
