package org.lampyris.experiments.config;

import java.time.Duration;
import java.util.Optional;

/**
 * When a search ends. It says how far a run goes, not which run it is: a resumed run may have another.
 *
 * @param trials the number of networks to train
 * @param time the longest the search may take, resumed parts not counted together
 */
public record Budget(int trials, Optional<Duration> time) {
    /** The most trials. */
    public static final int MAX_TRIALS = 1_000_000;

    public Budget {
        if (trials < 1 || trials > MAX_TRIALS) {
            throw new IllegalArgumentException("trials is " + trials + ", but must be from 1 to " + MAX_TRIALS);
        }
        time.ifPresent(limit -> {
            if (limit.isZero() || limit.isNegative()) {
                throw new IllegalArgumentException("the time is " + limit + ", but must be above 0");
            }
        });
    }

    static Budget standard() {
        return new Budget(14, Optional.empty());
    }

    public Budget withTrials(int other) {
        return new Budget(other, time);
    }

    public Budget withTime(Duration other) {
        return new Budget(trials, Optional.of(other));
    }
}
