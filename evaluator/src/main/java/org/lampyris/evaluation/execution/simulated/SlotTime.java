package org.lampyris.evaluation.execution.simulated;

import java.time.Duration;

/**
 * What became of the slots' time, over all slots.
 *
 * @param available while their workers lived
 * @param busy while something was trained
 * @param counted of trainings whose result was taken
 */
public record SlotTime(Duration available, Duration busy, Duration counted) {

    /** The share of the available time that went into results that were taken, 0 to 1. */
    public double utilisation() {
        return share(counted);
    }

    /** The share of the available time in which something was trained, 0 to 1; what was lost or refused included. */
    public double occupancy() {
        return share(busy);
    }

    private double share(Duration part) {
        return available.isZero() ? 0 : (double) part.toNanos() / available.toNanos();
    }
}
