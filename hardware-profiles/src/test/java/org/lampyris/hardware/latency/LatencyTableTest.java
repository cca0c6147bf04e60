package org.lampyris.hardware.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lampyris.space.graph.TensorShape;

class LatencyTableTest {
    private final LatencyTable table =
            new LatencyTable(List.of(entry(16, 16, 32, 2), entry(64, 64, 32, 9), entry(32, 32, 8, 1)), List.of());

    @Test
    void findsByKey() {
        assertEquals(9, table.find(key(64, 64, 32)).orElseThrow().measured().ms());
        assertEquals(Optional.empty(), table.find(key(64, 65, 32)));
    }

    @Test
    void theSmallestBoxAroundAKeyIsTaken() {
        Neighbours along = table.neighbours(key(32, 32, 32)).orElseThrow();
        assertTrue(along.growing());
        assertEquals(0.5, along.share(), 1e-9);
        assertEquals("between 32x32 16->16 and 32x32 64->64", along.words());
        Neighbours across = table.neighbours(key(24, 24, 16)).orElseThrow();
        assertFalse(across.growing());
        assertEquals("between 8x8 32->32 and 32x32 16->16", across.words());
    }

    @Test
    void outsideOfAllBoxesThereIsNothing() {
        assertEquals(Optional.empty(), table.neighbours(key(128, 128, 32)));
        assertEquals(Optional.empty(), table.neighbours(key(16, 64, 64)));
        OperatorForm other = new OperatorForm(OperatorKind.CONVOLUTION, 5, 1, 1, 1);
        assertEquals(
                Optional.empty(),
                table.neighbours(new OperatorKey(other, new TensorShape(32, 32, 32), 32, Precision.FLOAT32)));
    }

    @Test
    void precisionsAreApart() {
        assertEquals(3, table.at(Precision.FLOAT32).entries().size());
        assertEquals(0, table.at(Precision.INT8).entries().size());
    }

    @Test
    void twoEntriesOfAKeyAreRefused() {
        List<Entry> twice = List.of(entry(16, 16, 32, 2), entry(16, 16, 32, 3));
        assertThrows(IllegalArgumentException.class, () -> new LatencyTable(twice, List.of()));
    }

    @Test
    void interpolationIsExactAtBothEndsAndMonotoneBetween() {
        for (int seed = 0; seed < 2000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double lowModel = 0.1 + random.nextDouble();
            double highModel = lowModel * (1.01 + 5 * random.nextDouble());
            double lowMs = 0.1 + random.nextDouble();
            double highMs = lowMs * (1 + 5 * random.nextDouble());
            Neighbours pair = new Neighbours(entry(16, 16, 32, 1), entry(64, 64, 32, 1), random.nextDouble(), true);
            double last = lowMs;
            for (int step = 0; step <= 10; step++) {
                double model = lowModel + (highModel - lowModel) * step / 10;
                double ms = pair.interpolate(lowMs, highMs, new Neighbours.Modelled(lowModel, model, highModel));
                assertTrue(ms >= last * (1 - 1e-12) && ms <= highMs * (1 + 1e-12), "seed " + seed + ": " + ms);
                last = ms;
            }
            assertEquals(highMs, last, 1e-9, "seed " + seed);
        }
    }

    @Test
    void acrossOpposedSizesTheRatioToTheModelIsInterpolated() {
        Entry low = entry(32, 32, 8, 1);
        Entry high = entry(16, 16, 32, 1);
        Neighbours.Modelled model = new Neighbours.Modelled(2, 3, 4);
        assertEquals(3.0, new Neighbours(low, high, 0, false).interpolate(2, 8, model), 1e-12);
        assertEquals(6.0, new Neighbours(low, high, 1, false).interpolate(2, 8, model), 1e-12);
        assertEquals(3 * Math.sqrt(2), new Neighbours(low, high, 0.5, false).interpolate(2, 8, model), 1e-12);
    }

    private static Entry entry(int in, int out, int side, double ms) {
        return new Entry(key(in, out, side), new Measurement(ms, 0, 0, OptionalDouble.empty()), false);
    }

    private static OperatorKey key(int in, int out, int side) {
        OperatorForm form = new OperatorForm(OperatorKind.CONVOLUTION, 3, 1, 1, 1);
        return new OperatorKey(form, new TensorShape(in, side, side), out, Precision.FLOAT32);
    }
}
