package org.lampyris.experiments.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When a search ends. It says how far a run goes, not which run it is: a resumed run may have another.
 *
 * @param trials the number of networks to train, where it was said
 * @param time the longest the search may take, resumed parts not counted together
 */
public record Budget(OptionalInt trials, Optional<Duration> time) {
    /** The most trials. */
    public static final int MAX_TRIALS = 1_000_000;

    /** The trials of a search that says neither how many nor how long. */
    static final int STANDARD_TRIALS = 40;

    public Budget {
        trials.ifPresent(number -> {
            if (number < 1 || number > MAX_TRIALS) {
                throw new IllegalArgumentException("trials is " + number + ", but must be from 1 to " + MAX_TRIALS);
            }
        });
        time.ifPresent(limit -> {
            if (limit.isZero() || limit.isNegative()) {
                throw new IllegalArgumentException("the time is " + limit + ", but must be above 0");
            }
        });
    }

    public static Budget standard() {
        return new Budget(OptionalInt.empty(), Optional.empty());
    }

    /** The number of networks to train; empty if the time alone ends the search. */
    public OptionalInt limit() {
        return trials.isPresent() || time.isPresent() ? trials : OptionalInt.of(STANDARD_TRIALS);
    }

    public Budget withTrials(int other) {
        return new Budget(OptionalInt.of(other), time);
    }

    public Budget withTime(Duration other) {
        return new Budget(trials, Optional.of(other));
    }
}
