package org.lampyris.evaluation.execution.simulated;

import java.time.Duration;

/**
 * @param workers there from the start, at least 1
 * @param slots trainings at a time on each, at least 1
 * @param heartbeat how often a worker is heard of; less than the lease
 */
public record Fleet(int workers, int slots, Duration heartbeat) {
    private static final Duration USUAL_HEARTBEAT = Duration.ofSeconds(10);

    public Fleet {
        if (workers < 1 || slots < 1 || heartbeat.isNegative() || heartbeat.isZero()) {
            throw new IllegalArgumentException(
                    "not a fleet: " + workers + " workers with " + slots + " slots, a heartbeat each " + heartbeat);
        }
    }

    /** One training at a time on each, a heartbeat each 10 s. */
    public static Fleet of(int workers) {
        return new Fleet(workers, 1, USUAL_HEARTBEAT);
    }
}
