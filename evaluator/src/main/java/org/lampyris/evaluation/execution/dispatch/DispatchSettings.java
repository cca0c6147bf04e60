package org.lampyris.evaluation.execution.dispatch;

import java.time.Duration;

/**
 * @param lease a worker that isn't heard of for so long has lost its trials
 * @param grace the same once it is known to be disconnected
 * @param attempts a trial that so many workers lost is stored as lost
 */
public record DispatchSettings(Duration lease, Duration grace, int attempts) {
    private static final Duration LONGEST_GRACE = Duration.ofSeconds(5);

    /** Half a minute, and ten workers. */
    public static final DispatchSettings STANDARD = ofLease(Duration.ofSeconds(30), 10);

    public DispatchSettings {
        if (lease.isNegative() || lease.isZero() || grace.isNegative() || attempts < 1) {
            throw new IllegalArgumentException("lease " + lease + ", grace " + grace + ", attempts " + attempts);
        }
    }

    public static DispatchSettings ofLease(Duration lease, int attempts) {
        return new DispatchSettings(lease, lease.compareTo(LONGEST_GRACE) < 0 ? lease : LONGEST_GRACE, attempts);
    }
}
