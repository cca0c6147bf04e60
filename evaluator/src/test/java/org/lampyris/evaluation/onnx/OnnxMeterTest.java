package org.lampyris.evaluation.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.TensorShape;

final class OnnxMeterTest {
    @TempDir
    Path folder;

    @Test
    void takesTheMedianOfTheRepeats() throws IOException {
        long[] took = {9_000_000, 1_000_000, 3_000_000, 2_000_000, 100_000_000};
        AtomicInteger calls = new AtomicInteger();
        long[] now = {Long.MAX_VALUE - 5_000_000};
        OnnxMeter meter = new OnnxMeter(
                () -> {
                    int call = calls.getAndIncrement();
                    now[0] += call % 2 == 1 ? took[call / 2] : 77;
                    return now[0];
                },
                3,
                took.length);
        GraphBuilder builder = new GraphBuilder(new TensorShape(1, 4, 4));
        builder.add("fc", new Operator.Dense(2), 0);
        Path file = folder.resolve("n.onnx");
        new OnnxWriter("1").write(file, new RandomNetworks(1).trained(builder.build()));

        try (OnnxRunner runner = OnnxRunner.open(file)) {
            assertEquals(new Latency(3, 7, 5), meter.measure(runner));
        }
        assertEquals(2 * took.length, calls.get(), "the warm-up isn't timed");
    }

    @Test
    void interpolatesBetweenTheMiddleOnes() {
        assertEquals(new Latency(2.5, 1.5, 4), Latency.of(new double[] {4, 1, 3, 2}));
        assertEquals(new Latency(6, 0, 1), Latency.of(new double[] {6}));
    }

    @Test
    void refusesToMeasureNothing() {
        assertThrows(IllegalArgumentException.class, () -> new OnnxMeter(() -> 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new OnnxMeter(() -> 0, -1, 5));
    }
}
