package org.lampyris.evaluation.execution.hazelcast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.execution.dispatch.Ticket;
import org.lampyris.evaluation.execution.hazelcast.Connection.BrokenException;
import org.lampyris.evaluation.execution.hazelcast.Connection.RefusedException;
import org.lampyris.evaluation.execution.hazelcast.Message.Broken;
import org.lampyris.evaluation.execution.hazelcast.Message.Complete;
import org.lampyris.evaluation.execution.hazelcast.Message.Fate;
import org.lampyris.evaluation.execution.hazelcast.Message.HandBack;
import org.lampyris.evaluation.execution.hazelcast.Message.Position;
import org.lampyris.evaluation.execution.hazelcast.Message.Receipt;
import org.lampyris.evaluation.execution.hazelcast.Message.WeightsPart;
import org.lampyris.evaluation.execution.hazelcast.Slot.Outcome;
import org.lampyris.input.InvalidInputException;

/** Brings the coordinator what a slot ended with. */
final class Delivery {
    private static final int PART = 1 << 20;
    private static final int ROUNDS = 3;

    private final Connection connection;
    private final Workshop workshop;

    Delivery(Connection connection, Workshop workshop) {
        this.connection = connection;
        this.workshop = workshop;
    }

    /**
     * Delivers for good. After an exception the weights are still here, so that it can be tried again.
     *
     * @return what became of it, in words
     */
    String deliver(Outcome outcome) throws BrokenException, RefusedException, InterruptedException {
        Ticket ticket = outcome.assignment().ticket();
        if (outcome.problem().isPresent()) {
            RuntimeException problem = outcome.problem().get();
            connection.call(
                    new Broken(ticket, problem instanceof InvalidInputException, String.valueOf(problem.getMessage())));
            return ticket + ": " + problem.getMessage();
        }
        if (outcome.result().isEmpty()) {
            connection.call(new HandBack(ticket));
            return ticket + ": handed back";
        }
        String fate = deliver(ticket, outcome.result().get());
        delete(workshop.weights(ticket.trial()));
        return ticket + ": " + fate;
    }

    private String deliver(Ticket ticket, EvaluationResult result)
            throws BrokenException, RefusedException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            Fate fate = fate(connection.call(Complete.of(ticket, result)));
            if (fate != Fate.WEIGHTS_WANTED) {
                return fate == Fate.STORED ? "done" : "not wanted any more";
            }
            if (!upload(ticket)) {
                break;
            }
        }
        connection.call(new HandBack(ticket));
        return "handed back, as its weights can't be delivered";
    }

    private static Fate fate(Message answer) throws BrokenException {
        if (answer instanceof Receipt receipt) {
            return receipt.fate();
        }
        throw new BrokenException("no receipt but " + answer.getClass().getSimpleName());
    }

    /** Sends the weights from where the coordinator has them; false if they aren't here. */
    private boolean upload(Ticket ticket) throws BrokenException, RefusedException, InterruptedException {
        try (FileChannel file = FileChannel.open(workshop.weights(ticket.trial()), StandardOpenOption.READ)) {
            long size = file.size();
            long offset = 0;
            while (offset < size) {
                ByteBuffer part = ByteBuffer.allocate((int) Math.min(PART, size - offset));
                while (part.hasRemaining() && file.read(part, offset + part.position()) >= 0) {
                    // Until the part is full.
                }
                Message answer = connection
                        .call(new WeightsPart(ticket, offset, size), part.array())
                        .message();
                if (!(answer instanceof Position position)) {
                    throw new BrokenException(
                            "no position but " + answer.getClass().getSimpleName());
                }
                offset = position.bytes();
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the weights of " + ticket, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
