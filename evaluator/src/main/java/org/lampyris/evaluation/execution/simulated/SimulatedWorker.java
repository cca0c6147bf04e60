package org.lampyris.evaluation.execution.simulated;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What a worker is at the moment. All times are nanoseconds of the virtual clock. */
final class SimulatedWorker {
    private final String name;
    private final Fleet fleet;
    private final long joined;
    private final RandomGenerator chance;
    private final Set<Training> trainings = new LinkedHashSet<>();
    private boolean dead;
    private boolean silent;

    SimulatedWorker(String name, Fleet fleet, long joined, RandomGenerator chance) {
        this.name = name;
        this.fleet = fleet;
        this.joined = joined;
        this.chance = chance;
    }

    String name() {
        return name;
    }

    RandomGenerator chance() {
        return chance;
    }

    /** What it trains, or has trained and couldn't send so far; nothing once it is dead. */
    List<Training> trainings() {
        return List.copyOf(trainings);
    }

    boolean has(Training training) {
        return trainings.contains(training);
    }

    void take(Training training) {
        trainings.add(training);
    }

    void drop(Training training) {
        trainings.remove(training);
    }

    boolean dead() {
        return dead;
    }

    void die() {
        dead = true;
        trainings.clear();
    }

    void fallSilent() {
        silent = true;
    }

    void speakAgain() {
        silent = false;
    }

    boolean heard() {
        return !dead && !silent;
    }

    boolean takesMore() {
        return heard() && trainings.size() < fleet.slots();
    }

    /** All its slots since it joined. */
    long slotTime(long now) {
        return Math.multiplyExact(now - joined, (long) fleet.slots());
    }

    /** When it is heard of last up to a time. */
    long heartbeatUntil(long time) {
        return time - Math.floorMod(time - joined, fleet.heartbeat().toNanos());
    }

    /** When it is heard of first from a time on. */
    long heartbeatFrom(long time) {
        return time + Math.floorMod(joined - time, fleet.heartbeat().toNanos());
    }
}
