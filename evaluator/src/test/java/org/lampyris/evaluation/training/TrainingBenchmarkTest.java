package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lampyris.evaluation.training.TrainingBenchmark.Clocks;
import org.lampyris.evaluation.training.TrainingBenchmark.Effort;
import org.lampyris.space.graph.GraphStatistics;

final class TrainingBenchmarkTest {
    private static final Effort SHORT =
            new Effort(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(1), 3);

    /** As PyTorch counts them: weights, scales, shifts and biases. */
    @ParameterizedTest
    @CsvSource({"plain, 94186", "fire, 61482", "bottleneck, 29706"})
    void networksAreThoseOfTheScript(String name, long parameters) {
        assertEquals(
                parameters, GraphStatistics.of(ReferenceNetworks.named(name)).parameters());
    }

    /** A tenth of a second a step: ten steps in the second, and the process says it worked for two. */
    @Test
    void speedIsImagesByTime() throws InterruptedException {
        AtomicLong wall = new AtomicLong();
        AtomicLong process = new AtomicLong();
        Clocks clocks = new Clocks(
                () -> wall.getAndAdd(100_000_000), () -> process.getAndAdd(2_000_000_000), () -> 5_000_000_000L);
        TrainingSpeed speed = new TrainingBenchmark(clocks, SHORT).measure("plain", 1);
        assertEquals("plain params=94186 threads=1 train_img_per_cpu_s=320.0 train_img_per_s=640.0", speed.line());
        // A start, two quiet windows of two steps, another start, ten steps.
        assertEquals(1 + 4 + 1 + 10, wall.get() / 100_000_000);
    }

    @Test
    void warmingUpEndsAlthoughTheCompilerNeverRests() throws InterruptedException {
        AtomicLong wall = new AtomicLong();
        AtomicLong compiler = new AtomicLong();
        Clocks clocks = new Clocks(() -> wall.getAndAdd(100_000_000), () -> 0, () -> compiler.getAndAdd(100_000_000));
        assertEquals(
                Double.POSITIVE_INFINITY,
                new TrainingBenchmark(clocks, SHORT).measure("plain", 1).imagesPerCpuSecond());
        assertEquals(1 + 10 + 1 + 10, wall.get() / 100_000_000);
    }

    @Test
    void threadsAddUp() throws InterruptedException {
        AtomicLong process = new AtomicLong();
        Effort shortest = new Effort(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1), 3);
        Clocks clocks = new Clocks(System::nanoTime, () -> process.getAndAdd(1_000_000_000), () -> 0);
        TrainingSpeed speed = new TrainingBenchmark(clocks, shortest).measure("plain", 2);
        assertEquals(2, speed.threads());
        assertEquals(2 * 3 * 64, speed.imagesPerCpuSecond(), 1e-9);
    }

    @Test
    void unknownNetworksAreRefused() {
        Clocks clocks = new Clocks(() -> 0, () -> 0, () -> 0);
        assertThrows(IllegalArgumentException.class, () -> new TrainingBenchmark(clocks, SHORT).measure("spiral", 1));
    }
}
