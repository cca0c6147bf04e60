package org.lampyris.evaluation.execution.simulated;

import java.time.Duration;

/**
 * What happened so far.
 *
 * @param time of the virtual clock
 * @param results that were taken
 * @param losses how often a worker lost a trial
 * @param refused results that came too late
 */
public record SimulationReport(
        Duration time, SlotTime slots, int results, int losses, int refused, Population workers) {

    /**
     * @param joined at the start and later
     * @param died of age or of poison
     */
    public record Population(int joined, int died) {}
}
