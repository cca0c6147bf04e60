package org.lampyris.experiments.cli;

import org.jspecify.annotations.Nullable;
import org.lampyris.experiments.config.Budget;
import org.lampyris.experiments.config.Units;
import picocli.CommandLine.Option;

/** The flags that say how long to search, and on how many cores. They never change which trials a run has. */
final class BudgetOptions {
    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "Networks to train (default: 40; with --time: as many as it takes).")
    private @Nullable Integer trials;

    @Option(names = "--time", paramLabel = "10m", description = "After so long no training is started.")
    private @Nullable String time;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Trials at once (default: the cores, at most the window).")
    private @Nullable Integer workers;

    @Option(names = "--json", description = "Prints the result as JSON.")
    private boolean json;

    Budget applyTo(Budget budget) {
        Budget changed = trials == null ? budget : budget.withTrials(trials);
        return time == null ? changed : changed.withTime(Units.duration("--time", time));
    }

    /** The number of workers for a window. */
    int workers(int window) {
        if (workers == null) {
            return Math.min(Runtime.getRuntime().availableProcessors(), window);
        }
        if (workers < 1 || workers > window) {
            throw new IllegalArgumentException("--workers is " + workers + ", but must be from 1 to the search window, "
                    + window + (workers < 1 ? "" : "; for more, set search.window in an experiment.yaml"));
        }
        return workers;
    }

    /** @throws IllegalArgumentException if the number of workers is given where others decide it */
    void requireNoWorkers() {
        if (workers != null) {
            throw new IllegalArgumentException(
                    "--workers is for trainings on this machine; with --cluster each worker" + " has its own --slots");
        }
    }

    boolean json() {
        return json;
    }
}
