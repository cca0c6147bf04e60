package org.lampyris.evaluation.measuring;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.lampyris.evaluation.onnx.OnnxStopwatch;
import org.lampyris.hardware.latency.Measurement;

/**
 * Measures models batch by batch. The models of a batch take turns, in another order each round, so that a clock that
 * drifts, or another program, slows all of them and none alone; rounds go on until the medians are settled.
 */
public final class Campaign {
    private static final int BATCH = 60;
    private static final int LEAST_ROUNDS = 8;
    private static final int MOST_ROUNDS = 24;
    private static final int WARM_UP = 12;
    private static final int FIRST_RUNS = 30_000;
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(2);
    private static final int LEAST_RUNS = 5;
    private static final int MOST_RUNS = 60;

    /** How long a model runs at a time, if that takes neither too many nor too few runs. */
    private static final double TURN_MS = 3;

    private final Settings settings;
    private final LongSupplier nanoseconds;
    private final BooleanSupplier stopped;
    private final Optional<EnergyCounter> counter = EnergyCounter.here();

    /**
     * @param threads of the runtime, at least 1
     * @param error what one standard deviation of a median is to come down to, as a share; 0.005 is 0.5 %
     * @param seed of the order in which models take turns
     */
    public record Settings(int threads, double error, long seed) {}

    /** How far it is. */
    public record Progress(int measured, int of, Duration left) {}

    /** A model that takes turns with others. */
    private static final class Turn {
        private final Probe probe;
        private final OnnxStopwatch stopwatch;
        private final int runs;
        private final List<double[]> rounds = new ArrayList<>();
        private long microjoules;
        private boolean counted = true;

        Turn(Probe probe, OnnxStopwatch stopwatch, int runs) {
            this.probe = probe;
            this.stopwatch = stopwatch;
            this.runs = runs;
        }

        void count(long before, long after, Optional<EnergyCounter> counter) {
            counted &= before >= 0 && after >= 0;
            microjoules += counted ? counter.orElseThrow().between(before, after) : 0;
        }

        /** A run's; empty unless each round was counted. */
        OptionalDouble energyMicrojoules() {
            return counted && microjoules > 0
                    ? OptionalDouble.of((double) microjoules / runs / rounds.size())
                    : OptionalDouble.empty();
        }

        Timing timing() {
            return Timing.of(rounds.toArray(double[][]::new));
        }
    }

    /**
     * @param nanoseconds a clock that never goes back
     * @param stopped whether the user wants it to end; what is measured by then is kept
     */
    public Campaign(Settings settings, LongSupplier nanoseconds, BooleanSupplier stopped) {
        this.settings = settings;
        this.nanoseconds = nanoseconds;
        this.stopped = stopped;
    }

    /**
     * Measures until all is, or the time is up.
     *
     * @param each is told the rows of each batch
     * @return how many were measured
     */
    public int run(List<Probe> probes, Duration time, Consumer<List<MeasuredRow>> each, Consumer<Progress> progress) {
        String setup = Setup.here(settings.threads());
        Random order = new Random(settings.seed());
        long start = nanoseconds.getAsLong();
        if (!probes.isEmpty() && !time.isZero()) {
            warmUp(probes.get(0));
        }
        int done = 0;
        while (done < probes.size() && !stopped.getAsBoolean()) {
            long spent = nanoseconds.getAsLong() - start;
            if (spent >= time.toNanos()) {
                break;
            }
            List<Probe> batch = probes.subList(done, Math.min(probes.size(), done + BATCH));
            List<MeasuredRow> rows = measure(batch, setup, order, start + time.toNanos());
            if (rows.isEmpty()) {
                break;
            }
            each.accept(rows);
            done += batch.size();
            spent = nanoseconds.getAsLong() - start;
            Duration left = Duration.ofNanos(Math.min(time.toNanos() - spent, spent / done * (probes.size() - done)));
            progress.accept(new Progress(done, probes.size(), left.isNegative() ? Duration.ZERO : left));
        }
        return done;
    }

    /** The first calls are slower: the way to the runtime is compiled while it is used. */
    private void warmUp(Probe probe) {
        long start = nanoseconds.getAsLong();
        try (OnnxStopwatch stopwatch =
                OnnxStopwatch.open(probe.model(), probe.input(), settings.threads(), nanoseconds)) {
            for (int i = 0;
                    i < FIRST_RUNS
                            && !stopped.getAsBoolean()
                            && nanoseconds.getAsLong() - start < LONGEST_WARM_UP.toNanos();
                    i++) {
                stopwatch.run(1);
            }
        }
    }

    /** The rows of a batch; none if it was over before there were enough rounds. */
    private List<MeasuredRow> measure(List<Probe> batch, String setup, Random order, long end) {
        List<Turn> turns = new ArrayList<>();
        try {
            for (Probe probe : batch) {
                if (over(end)) {
                    return List.of();
                }
                turns.add(open(probe));
            }
            List<Turn> going = new ArrayList<>(turns);
            for (int round = 0; round < MOST_ROUNDS && !going.isEmpty(); round++) {
                Collections.shuffle(going, order);
                for (Turn turn : going) {
                    if (over(end) && round < LEAST_ROUNDS) {
                        return List.of(); // A few rounds are no measurement.
                    }
                    turn.stopwatch.run(1);
                    long before = energy();
                    turn.rounds.add(turn.stopwatch.run(turn.runs));
                    turn.count(before, energy(), counter);
                }
                if (round + 1 >= LEAST_ROUNDS) {
                    if (over(end)) {
                        break;
                    }
                    going.removeIf(turn -> turn.timing().errorShare() <= settings.error());
                }
            }
            return turns.stream().map(turn -> row(turn, setup)).toList();
        } finally {
            turns.forEach(turn -> turn.stopwatch.close());
        }
    }

    /** Whether the user wants it to end, or the time is up. */
    private boolean over(long end) {
        return stopped.getAsBoolean() || nanoseconds.getAsLong() - end >= 0;
    }

    /** The counter's value, -1 where there is none. */
    private long energy() {
        try {
            return counter.isPresent() ? counter.get().read() : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    private Turn open(Probe probe) {
        OnnxStopwatch stopwatch = OnnxStopwatch.open(probe.model(), probe.input(), settings.threads(), nanoseconds);
        double[] first = stopwatch.run(WARM_UP);
        Arrays.sort(first);
        double usual = Math.max(1e-4, first[WARM_UP / 2]);
        int runs = (int) Math.max(LEAST_RUNS, Math.min(MOST_RUNS, TURN_MS / usual));
        return new Turn(probe, stopwatch, runs);
    }

    private static MeasuredRow row(Turn turn, String setup) {
        Timing timing = turn.timing();
        return new MeasuredRow(
                turn.probe.cells(),
                new Measurement(timing.ms(), timing.spreadMs(), timing.count(), turn.energyMicrojoules()),
                setup,
                "");
    }
}
