package org.lampyris.search;

import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import org.lampyris.evaluation.Objective;

/**
 * @param seed where the randomness of all evaluations comes from
 * @param window how many trials may be asked for before the first of them is told: trial i is asked for when exactly the
 *     results of the trials 1 to i - window were told. At least the number of workers, or some of them idle; part of what
 *     makes a run the same run
 * @param objectives what the front is over, the most important first
 * @param clock for the time limit alone
 */
public record SearchSettings(
        long seed, int window, SearchBudget budget, List<Objective> objectives, InstantSource clock) {

    public SearchSettings {
        objectives = List.copyOf(objectives);
        if (window < 1 || objectives.isEmpty()) {
            throw new IllegalArgumentException(
                    "a search needs a window of at least 1 and objectives, not " + window + " and " + objectives);
        }
    }

    /** Where the randomness of a trial comes from: a function of the run's seed and the trial's number alone. */
    public long seedOf(int trial) {
        long run = new SplittableRandom(~seed).nextLong();
        return new SplittableRandom(run + trial).nextLong();
    }
}
