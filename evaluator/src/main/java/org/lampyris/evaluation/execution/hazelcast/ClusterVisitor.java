package org.lampyris.evaluation.execution.hazelcast;

import java.util.Optional;
import java.util.UUID;
import org.lampyris.evaluation.execution.hazelcast.Connection.Absence;
import org.lampyris.evaluation.execution.hazelcast.Connection.BrokenException;
import org.lampyris.evaluation.execution.hazelcast.Connection.Caller;
import org.lampyris.evaluation.execution.hazelcast.Connection.RefusedException;
import org.lampyris.evaluation.execution.hazelcast.Message.Briefed;
import org.lampyris.evaluation.execution.hazelcast.Message.Hello;
import org.lampyris.evaluation.execution.hazelcast.Message.Status;
import org.lampyris.evaluation.execution.hazelcast.Message.StatusQuestion;
import org.lampyris.input.InvalidInputException;

/** Looks at a cluster without being part of it. */
public final class ClusterVisitor {
    private ClusterVisitor() {}

    /** @throws InvalidInputException if there is no coordinator, or it doesn't answer this visitor */
    public static ClusterStatus status(Endpoint endpoint, ClusterSecret secret, String version)
            throws InterruptedException {
        Optional<Connection> found =
                Connection.open(endpoint, secret, new Caller(UUID.randomUUID().toString()));
        if (found.isEmpty()) {
            throw Connection.absence(endpoint) == Absence.NOBODY
                    ? new InvalidInputException(
                            "There is no coordinator at " + endpoint + ". Start one with 'lampyris search --cluster'.")
                    : new InvalidInputException(
                            "The coordinator at " + endpoint + " doesn't let this program in: it has"
                                    + " another secret, or it is no coordinator of Lampyris. Give both the same secret.");
        }
        try (Connection connection = found.get()) {
            if (connection.call(new Hello(version)) instanceof Briefed briefed) {
                connection.begin(briefed.session());
            }
            if (connection.call(new StatusQuestion()) instanceof Status answer) {
                return answer.status();
            }
            throw new InvalidInputException(
                    "The coordinator at " + endpoint + " gave no status. Is it the same version?");
        } catch (BrokenException | RefusedException e) {
            throw new InvalidInputException(
                    "The coordinator at " + endpoint + " gave no status: " + e.getMessage() + ".");
        }
    }
}
