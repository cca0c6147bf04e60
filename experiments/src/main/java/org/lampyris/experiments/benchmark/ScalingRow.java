package org.lampyris.experiments.benchmark;

import org.lampyris.evaluation.execution.simulated.SimulationReport;

/**
 * A search on one fleet.
 *
 * @param speedUp how many times as fast as one worker, in virtual time
 * @param engineMilliseconds processor time of the whole search, the simulation included, for each trial
 * @param same whether its trials, results and rewards are those of one worker
 */
public record ScalingRow(
        int workers,
        int window,
        SimulationReport simulation,
        double speedUp,
        double engineMilliseconds,
        boolean same) {}
