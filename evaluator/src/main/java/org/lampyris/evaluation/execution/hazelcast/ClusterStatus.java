package org.lampyris.evaluation.execution.hazelcast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster at a moment.
 *
 * @param run what is searched
 * @param waiting trials that nobody has yet
 */
public record ClusterStatus(String run, String version, int waiting, List<Member> members) {
    public ClusterStatus {
        members = List.copyOf(members);
    }

    /**
     * A worker.
     *
     * @param connected false for one that is gone
     * @param finished results that were taken from it
     * @param lost trials that it had when its lease ended
     */
    public record Member(String name, int slots, boolean connected, int finished, int lost, List<InHand> running) {
        public Member {
            running = List.copyOf(running);
        }
    }

    /**
     * A trial that a worker has.
     *
     * @param accuracy on the validation images so far, null where it isn't known
     */
    public record InHand(
            int trial, int attempt, int epochs, @Nullable Double accuracy) {}
}
