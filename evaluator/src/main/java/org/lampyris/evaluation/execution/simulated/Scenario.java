package org.lampyris.evaluation.execution.simulated;

import org.lampyris.evaluation.execution.dispatch.DispatchSettings;

/**
 * Who trains, for how long, what goes wrong, and how that is dealt with.
 *
 * @param seed where all the chance comes from. How long a trial's first, second... attempt takes depends on the seed and
 *     the times alone, not on the fleet
 */
public record Scenario(Fleet fleet, TrainingTimes times, Mishaps mishaps, DispatchSettings dispatch, long seed) {
    public Scenario {
        if (fleet.heartbeat().compareTo(dispatch.lease()) >= 0) {
            throw new IllegalArgumentException(
                    "a heartbeat each " + fleet.heartbeat() + " can't keep a lease of " + dispatch.lease());
        }
    }

    /** With the standard lease and nothing that goes wrong. */
    public static Scenario of(Fleet fleet, TrainingTimes times, long seed) {
        return new Scenario(fleet, times, Mishaps.NONE, DispatchSettings.STANDARD, seed);
    }

    public Scenario with(Fleet other) {
        return new Scenario(other, times, mishaps, dispatch, seed);
    }

    public Scenario with(Mishaps other) {
        return new Scenario(fleet, times, other, dispatch, seed);
    }
}
