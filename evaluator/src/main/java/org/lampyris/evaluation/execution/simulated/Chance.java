package org.lampyris.evaluation.execution.simulated;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Generators that depend on a seed and on what they are for, so that no draw moves another. */
final class Chance {
    private static final long TRAININGS = 1;
    private static final long WORKERS = 2;

    private Chance() {}

    static RandomGenerator ofTraining(long seed, int trial, int attempt) {
        return new SplittableRandom(mixed(mixed(mixed(seed, TRAININGS), trial), attempt));
    }

    static RandomGenerator ofWorker(long seed, int number) {
        return new SplittableRandom(mixed(mixed(seed, WORKERS), number));
    }

    private static long mixed(long seed, long with) {
        return new SplittableRandom(seed + with).nextLong();
    }

    /** In nanoseconds, exponentially distributed. */
    static long exponential(RandomGenerator random, Duration mean) {
        return Math.round(-mean.toNanos() * Math.log1p(-random.nextDouble()));
    }
}
