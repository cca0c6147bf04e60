package org.lampyris.evaluation.execution.simulated;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long trainings take: log-uniform from the shortest to the longest.
 *
 * @param stragglers the share of trainings that take longer, 0 to 1
 * @param slowdown how many times as long those take, at least 1
 */
public record TrainingTimes(Duration shortest, Duration longest, double stragglers, double slowdown) {
    public TrainingTimes {
        if (shortest.isNegative()
                || shortest.isZero()
                || longest.compareTo(shortest) < 0
                || !(stragglers >= 0 && stragglers <= 1)
                || !(slowdown >= 1 && Double.isFinite(slowdown))) {
            throw new IllegalArgumentException("not times: " + shortest + " to " + longest + ", " + stragglers
                    + " of them " + slowdown + " times as long");
        }
    }

    /**
     * Without stragglers.
     *
     * @param spread the longest over the shortest, at least 1
     */
    public static TrainingTimes of(Duration mean, double spread) {
        if (!(spread >= 1 && Double.isFinite(spread))) {
            throw new IllegalArgumentException("a spread of " + spread);
        }
        double shortest = mean.toNanos() * (spread == 1 ? 1 : Math.log(spread) / (spread - 1));
        return new TrainingTimes(
                Duration.ofNanos(Math.round(shortest)), Duration.ofNanos(Math.round(shortest * spread)), 0, 1);
    }

    public TrainingTimes withStragglers(double share, double factor) {
        return new TrainingTimes(shortest, longest, share, factor);
    }

    /** How long one takes on average. */
    public Duration mean() {
        double ratio = (double) longest.toNanos() / shortest.toNanos();
        double plain = shortest.toNanos() * (ratio == 1 ? 1 : (ratio - 1) / Math.log(ratio));
        return Duration.ofNanos(Math.round(plain * (1 + stragglers * (slowdown - 1))));
    }

    /**
     * How many average trainings the longest one spans, rounded up: the trials for each worker that a search has to have
     * in flight so that nobody idles while the first of them is the longest.
     */
    public int span() {
        double slowest = longest.toNanos() * (stragglers > 0 ? slowdown : 1);
        return (int) Math.ceil(slowest / mean().toNanos());
    }

    long draw(RandomGenerator random) {
        double ratio = (double) longest.toNanos() / shortest.toNanos();
        double time = shortest.toNanos() * Math.pow(ratio, random.nextDouble());
        return Math.round(random.nextDouble() < stragglers ? time * slowdown : time);
    }
}
