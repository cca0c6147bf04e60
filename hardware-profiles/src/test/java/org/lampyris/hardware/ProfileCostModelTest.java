package org.lampyris.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.hardware.PartCost.Provenance;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.blocks.InvertedBottleneck;
import org.lampyris.space.blocks.LayerBlock;
import org.lampyris.space.blocks.Plain;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.TensorShape;
import org.lampyris.space.graph.Window;

class ProfileCostModelTest {
    private static final String HEAD = """
            device: Edge board
            description: A board
            precision: float32
            provenance: {measured_by: tests, method: none, date: today, source: here, licence: MIT}
            """;

    @Nested
    class RaspberryPi4 extends CostModelContract {
        @Override
        CostModel model() {
            return HardwareProfiles.load("raspberry-pi-4").costModel();
        }
    }

    @Nested
    class Pixel3 extends CostModelContract {
        @Override
        CostModel model() {
            return HardwareProfiles.load("pixel-3").costModel();
        }
    }

    @Nested
    class Pixel1 extends CostModelContract {
        @Override
        CostModel model() {
            return HardwareProfiles.load("pixel-1").costModel();
        }
    }

    @Nested
    class Stm32l4r5 extends CostModelContract {
        @Override
        CostModel model() {
            return HardwareProfiles.load("stm32l4r5").costModel();
        }
    }

    @TempDir
    private Path folder;

    @Test
    void entriesAreExact() {
        PartCost part = priced("pixel-1", new InvertedBottleneck(5, 6), new TensorShape(24, 56, 56), 40, 2);
        assertEquals(5.726016, part.latencyMs());
        assertEquals(Math.sqrt(0.067582), part.spreadMs(), 1e-6);
        assertEquals(Provenance.EXACT, part.provenance());
    }

    @Test
    void bottlenecksThatDoNotExpandAreSeparable() {
        PartCost part = priced("pixel-1", new InvertedBottleneck(3, 1), new TensorShape(32, 112, 112), 16, 1);
        assertEquals(4.03571, part.latencyMs());
        assertEquals(Provenance.EXACT, part.provenance());
    }

    @Test
    void betweenEntriesIsBetweenTheirLatencies() {
        double last = 3.352612;
        for (int out = 81; out < 96; out++) {
            PartCost part = priced("pixel-1", new InvertedBottleneck(3, 6), new TensorShape(80, 14, 14), out, 1);
            assertEquals(Provenance.INTERPOLATED, part.provenance());
            assertEquals("InvertedBottleneck 3x3 s1 ratio 6 between 14x14 80->80 and 14x14 80->96", part.source());
            assertTrue(part.latencyMs() >= last - 1e-9 && part.latencyMs() < 3.619353, part::toString);
            last = part.latencyMs();
        }
    }

    @Test
    void whatTheTableLacksIsModelled() {
        PartCost part = priced("raspberry-pi-4", new Plain(), new TensorShape(16, 28, 28), 32, 1);
        assertEquals(Provenance.MODELLED, part.provenance());
        assertTrue(part.source().contains("leave-one-out error"), part.source());
    }

    @Test
    void stemAndHeadAreExactOnlyWhereTheyWereMeasured() {
        CostModel model = HardwareProfiles.load("raspberry-pi-4").costModel();
        String digits = "0123456701234567012345";
        Cost measured = model.estimate(FbnetGraphs.of(digits, 100));
        Cost other = model.estimate(FbnetGraphs.of(digits, 10));
        assertEquals(7.798226, measured.parts().get(0).latencyMs());
        assertEquals("FBNet stem, head and skips", measured.parts().get(0).part());
        assertTrue(other.parts().stream()
                .filter(part -> List.of("stem", "head").contains(part.part()))
                .allMatch(part -> part.provenance() == Provenance.MODELLED));
        assertEquals(24, other.parts().size());
    }

    @Test
    void missingEntriesAreNamedWithAdvice() throws IOException {
        CostModel model = model("""
                latency:
                  columns: [operator, in, out, resolution, ms]
                  entries:
                    - [convolution, 3, 8, 32, 1]
                """);
        NetworkGraph graph = graph(new Plain(), new TensorShape(64, 56, 56), 128, 2);
        assertEquals(
                "The latency table (edge.yaml) has no entry for Conv2d 3x3 s2 56x56 64->128 float32. Maybe add a fallback,"
                        + " or measure it and add the entry (docs/profiles.md tells how).",
                assertThrows(InvalidInputException.class, () -> model.estimate(graph))
                        .getMessage());
    }

    @Test
    void rooflineIsTheLastResort() throws IOException {
        CostModel model = model("""
                latency:
                  fallback: roofline
                  columns: [operator, in, out, resolution, ms]
                  entries:
                    - [convolution, 3, 8, 32, 1]
                roofline:
                  convolution_mmacs_per_s: 100
                  depthwise_mmacs_per_s: 100
                  dense_mmacs_per_s: 100
                  memory_mb_per_s: 10000
                  overhead_us: 10
                  relative_error: 0.5
                energy:
                  power_mw: 2
                """);
        Cost cost = model.estimate(graph(new Plain(), new TensorShape(4, 10, 10), 5, 1));
        double ms = 0.01 + 10 * 10 * 5 * 4 * 9 / 100e6 * 1000;
        assertEquals(Provenance.ROOFLINE, cost.parts().get(0).provenance());
        assertEquals(ms, cost.latencyMs(), 1e-12);
        assertEquals(ms / 2, cost.spreadMs(), 1e-12);
        assertEquals(2 * ms, cost.energyMicrojoules().orElseThrow(), 1e-12);
        assertEquals(4 * 4 * 9 * 5 + 4 * 5, cost.flashBytes());
    }

    /** Tables hold square kernels, so that an oblong one is priced by what it computes, or as a square one. */
    @Test
    void oblongKernelsAreSquareOnesLessWhatTheModelSays() throws IOException {
        String head = """
                latency:
                  columns: [operator, kernel, in, out, resolution, ms]
                  entries:
                """;
        StringBuilder entries = new StringBuilder(head);
        for (int channels = 8; channels <= 32; channels += 4) {
            for (int kernel = 1; kernel <= 3; kernel += 2) {
                double ms = 0.01 + 1e-6 * 64 * channels * channels * kernel * kernel;
                entries.append("    - [convolution, ")
                        .append(kernel)
                        .append(", ")
                        .append(channels)
                        .append(", ");
                entries.append(channels).append(", 8, ").append(ms).append("]\n");
            }
        }
        PartCost square = convolution(model(entries.toString()), Window.same(3, 1));
        PartCost tall = convolution(model(entries.toString()), TALL);
        assertEquals(Provenance.EXACT, square.provenance());
        assertEquals(Provenance.MODELLED, tall.provenance());
        assertTrue(tall.source().endsWith("for an oblong kernel"), tall.source());
        assertEquals(0.01 + 1e-6 * 64 * 16 * 16 * 3, tall.latencyMs(), 0.1 * tall.latencyMs());
        CostModel unknowing = model(head + "    - [convolution, 3, 16, 16, 8, 0.7]\n");
        assertEquals(0.7, convolution(unknowing, TALL).latencyMs());
        assertEquals(Provenance.MODELLED, convolution(unknowing, TALL).provenance());
    }

    private static final Window TALL = new Window(Window.Axis.same(3, 1), Window.Axis.same(1, 1));

    private static PartCost convolution(CostModel model, Window window) {
        GraphBuilder builder = new GraphBuilder(new TensorShape(16, 8, 8));
        builder.add("convolution", new Operator.Convolution(16, window, 1, true), 0);
        return model.estimate(builder.build()).parts().get(0);
    }

    private CostModel model(String rest) throws IOException {
        Path file = Files.writeString(folder.resolve("edge.yaml"), HEAD + rest);
        return HardwareProfiles.load(file.toString()).costModel();
    }

    private static PartCost priced(String profile, LayerBlock block, TensorShape in, int out, int stride) {
        Cost cost = HardwareProfiles.load(profile).costModel().estimate(graph(block, in, out, stride));
        assertEquals(1, cost.parts().size());
        return cost.parts().get(0);
    }

    private static NetworkGraph graph(LayerBlock block, TensorShape in, int out, int stride) {
        GraphBuilder builder = new GraphBuilder(in);
        block.append(builder, "block", 0, out, stride);
        return builder.build();
    }
}
