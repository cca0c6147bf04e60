package org.lampyris.evaluation.training;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;

/**
 * Measures training on the {@link ReferenceNetworks}: batches of 64 random images, gradient descent with momentum 0.9,
 * one thread a network. What is measured begins when the just-in-time compiler has nothing left to do.
 */
public final class TrainingBenchmark {
    private static final int BATCH = 64;

    private final Clocks clocks;
    private final Effort effort;

    public TrainingBenchmark(Clocks clocks, Effort effort) {
        this.clocks = clocks;
        this.effort = effort;
    }

    /**
     * Three clocks, in nanoseconds since any time.
     *
     * @param wall never goes back
     * @param process processor time of all threads of the process
     * @param compiler time that the just-in-time compiler has spent
     */
    public record Clocks(LongSupplier wall, LongSupplier process, LongSupplier compiler) {}

    /**
     * @param quiet warming up ends when the compiler was busy less than a fiftieth of so long
     * @param warmUp warming up ends at the latest after so long
     * @param least what is measured takes at least so long
     * @param steps and at least so many steps
     */
    public record Effort(Duration quiet, Duration warmUp, Duration least, int steps) {
        /** Some 10 s a network. */
        public static Effort standard() {
            return new Effort(Duration.ofSeconds(2), Duration.ofSeconds(40), Duration.ofSeconds(5), 30);
        }
    }

    /**
     * Trains so many copies of a reference network at once.
     *
     * @throws IllegalArgumentException if there is no such network
     */
    public TrainingSpeed measure(String name, int threads) throws InterruptedException {
        NetworkGraph graph = ReferenceNetworks.named(name);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Long> readings = Collections.synchronizedList(new ArrayList<>());
            CyclicBarrier barrier = new CyclicBarrier(
                    threads, () -> readings.add(clocks.process().getAsLong()));
            CompletionService<Share> shares = new ExecutorCompletionService<>(pool);
            for (int thread = 0; thread < threads; thread++) {
                int seed = thread;
                shares.submit(() -> train(graph, seed, barrier));
            }
            long images = 0;
            double perSecond = 0;
            for (int thread = 0; thread < threads; thread++) {
                // The first that fails comes first; the others wait for it in vain, and are interrupted below.
                Share share = shares.take().get();
                images += share.images;
                perSecond += share.images * 1e9 / share.nanoseconds;
            }
            double processor = readings.get(1) - readings.get(0);
            return new TrainingSpeed(
                    name, GraphStatistics.of(graph).parameters(), threads, images * 1e9 / processor, perSecond);
        } catch (ExecutionException e) {
            throw new IllegalStateException("training " + name + " failed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private record Share(long images, long nanoseconds) {}

    private Share train(NetworkGraph graph, int seed, CyclicBarrier barrier)
            throws InterruptedException, BrokenBarrierException {
        try (SampleTraining training = new SampleTraining(graph, BATCH, seed)) {
            warmUp(training);
            barrier.await();
            long start = clocks.wall().getAsLong();
            long steps = 0;
            long now = start;
            while (steps < effort.steps || now - start < effort.least.toNanos()) {
                step(training);
                steps++;
                now = clocks.wall().getAsLong();
            }
            barrier.await();
            return new Share(steps * BATCH, now - start);
        }
    }

    private void warmUp(SampleTraining training) throws InterruptedException {
        long start = clocks.wall().getAsLong();
        long window = start;
        long compiled = clocks.compiler().getAsLong();
        long now = start;
        while (now - start < effort.warmUp.toNanos()) {
            step(training);
            now = clocks.wall().getAsLong();
            if (now - window >= effort.quiet.toNanos()) {
                long soFar = clocks.compiler().getAsLong();
                if (window != start && soFar - compiled < (now - window) / 50) {
                    return;
                }
                window = now;
                compiled = soFar;
            }
        }
    }

    private static void step(SampleTraining training) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the measurement was interrupted");
        }
        training.step();
    }
}
