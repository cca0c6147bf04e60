package org.lampyris.hardware.latency;

import java.util.OptionalDouble;

/**
 * A measured latency.
 *
 * @param ms the mean or median in milliseconds, at least 0
 * @param spreadMs one standard deviation of single runs, 0 where the source doesn't tell
 * @param count how many runs, 0 where the source doesn't tell
 * @param energyMicrojoules where it was measured
 */
public record Measurement(double ms, double spreadMs, long count, OptionalDouble energyMicrojoules) {
    public Measurement {
        if (!(ms >= 0) || !(spreadMs >= 0) || count < 0 || Double.isInfinite(ms) || Double.isInfinite(spreadMs)) {
            throw new IllegalArgumentException("no such measurement: " + ms + " ms, spread " + spreadMs);
        }
    }
}
