package org.lampyris.evaluation.training;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.lampyris.space.NetworkSpace;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;

/** Trains many different small networks one after another and watches how much memory the process keeps. */
public final class MemoryBenchmark {
    private static final int BATCH = 16;
    private static final int STEPS = 3;
    private static final int DRAWN = 4;

    private final NetworkSpace space;
    private final LongSupplier resident;

    /** @param resident the bytes that the process has in memory */
    public MemoryBenchmark(NetworkSpace space, LongSupplier resident) {
        this.space = space;
        this.resident = resident;
    }

    /**
     * @param networks trained so far
     * @param bytes in memory then
     */
    public record Reading(int networks, long bytes) {}

    /**
     * Trains networks of the space, each the one with the fewest multiply-adds of four drawn.
     *
     * @param every tells a reading after each so many networks
     */
    public void run(int networks, int every, long seed, Consumer<Reading> readings) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 1; i <= networks; i++) {
            train(small(random), i);
            if (i % every == 0) {
                System.gc();
                readings.accept(new Reading(i, resident.getAsLong()));
            }
        }
    }

    private NetworkGraph small(SplittableRandom random) {
        return Stream.generate(() -> space.decode(space.sample(random)))
                .limit(DRAWN)
                .min(Comparator.comparingLong(graph -> GraphStatistics.of(graph).multiplyAdds()))
                .orElseThrow();
    }

    private static void train(NetworkGraph graph, long seed) {
        try (SampleTraining training = new SampleTraining(graph, BATCH, seed)) {
            for (int step = 0; step < STEPS; step++) {
                training.step();
            }
        }
    }
}
