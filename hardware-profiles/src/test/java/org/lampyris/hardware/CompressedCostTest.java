package org.lampyris.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.hardware.PartCost.Provenance;
import org.lampyris.space.Architecture;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.SpaceDefinition;
import org.lampyris.space.blocks.Plain;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.TensorShape;
import org.lampyris.space.graph.WeightFormat;

/** What bits and zeros cost. */
class CompressedCostTest {
    private static final String HEAD = """
            device: Edge board
            description: A board
            precision: float32
            provenance: {measured_by: tests, method: none, date: today, source: here, licence: MIT}
            """;

    private static final String ROOFLINE = """
            roofline:
              convolution_mmacs_per_s: 1000000
              depthwise_mmacs_per_s: 1000000
              dense_mmacs_per_s: 1000000
              memory_mb_per_s: 1
              overhead_us: 0
              relative_error: 0.5
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"raspberry-pi-4", "pixel-3", "pixel-1", "stm32l4r5"})
    void everyNetworkHasAPrice(String profile) {
        FireBottleneckSpace space = space();
        CostModel model = HardwareProfiles.load(profile).costModel();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100; i++) {
            Cost cost = model.estimate(space.decode(space.sample(random)));
            double sum = cost.parts().stream().mapToDouble(PartCost::latencyMs).sum();
            assertEquals(cost.latencyMs(), sum, 1e-9 * sum, cost::toString);
            assertTrue(cost.latencyMs() > 0 && cost.flashBytes() > 0 && cost.peakMemoryBytes() > 0, cost::toString);
        }
    }

    private static FireBottleneckSpace space() {
        return new FireBottleneckSpace(
                SpaceDefinition.shipped("fire-bottleneck-compressed"), new TensorShape(3, 32, 32), 10);
    }

    /** Of 8 inputs, 3x3 and 16 outputs: 1152 weights. */
    @ParameterizedTest
    @CsvSource({
        "32, 0,    4608",
        "32, 0.5,  2448", // a bit for each, 4 bytes for 576
        "8,  0,    1216", // and 16 scales
        "8,  0.5,  784", // a bit for each, a byte for 576
        "8,  0.99, 93", // 19 bits for each of 12
        "4,  0,    640",
        "4,  0.1,  640", // no smaller than dense
        "3,  0,    496",
        "2,  0.75, 280",
    })
    void weightsTakeTheBytesOfTheirFormat(int bits, double sparsity, long expected) throws IOException {
        CostModel model = model(ROOFLINE);
        long biases = 4 * 16;
        assertEquals(
                expected + biases,
                model.estimate(plain(new WeightFormat(bits, sparsity))).flashBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"raspberry-pi-4", "pixel-1", "stm32l4r5"})
    void fewerBitsAndMoreZerosNeverTakeMoreFlash(String profile) {
        FireBottleneckSpace space = space();
        CostModel model = HardwareProfiles.load(profile).costModel();
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 30; i++) {
            List<Integer> choices = space.sample(random).choices();
            for (int d = 0; d < choices.size(); d++) {
                String name = space.decisions().get(d).name();
                long before = Long.MAX_VALUE;
                int count = space.decisions().get(d).choices().size();
                for (int c = 0; c < count && name.matches(".*(bits|sparsity)"); c++) {
                    List<Integer> changed = new ArrayList<>(choices);
                    changed.set(d, c);
                    Architecture now = space.architecture(changed);
                    long bytes = model.estimate(space.decode(now)).flashBytes();
                    long last = before;
                    assertTrue(bytes <= last, () -> space.describe(now) + ": " + bytes + " after " + last);
                    before = bytes;
                }
            }
        }
    }

    /** A profile of floats alone invents no gain. */
    @Test
    void integersGainNothingWhereNoneWereMeasured() {
        FireBottleneckSpace space = space();
        CostModel model = HardwareProfiles.load("raspberry-pi-4").costModel();
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 100; i++) {
            List<Integer> choices = new ArrayList<>(space.sample(random).choices());
            for (int d = 0; d < choices.size(); d++) {
                if (space.decisions().get(d).name().endsWith("bits")) {
                    choices.set(d, 1);
                }
            }
            NetworkGraph graph = space.decode(choices);
            Cost plain = model.estimate(graph.withoutFormats());
            Cost integers = model.estimate(graph);
            assertEquals(plain.latencyMs(), integers.latencyMs(), 1e-9 * plain.latencyMs());
            assertTrue(integers.flashBytes() < plain.flashBytes());
            assertTrue(
                    integers.parts().stream()
                            .allMatch(part -> part.source().endsWith("no int8 is known")
                                    && part.provenance() == Provenance.MODELLED),
                    integers::toString);
        }
    }

    @Test
    void aPartAloneCostsTheSameInIntegersWhereNoneWereMeasured() throws IOException {
        String table = """
                latency:
                  columns: [operator, kernel, in, out, resolution, ms]
                  entries:
                    - [plain, 3, 8, 16, 10, 2]
                """;
        Cost cost = model(table).estimate(plain(new WeightFormat(4, 0)));
        assertEquals(2, cost.latencyMs());
        assertEquals(Provenance.MODELLED, cost.parts().get(0).provenance());
        assertEquals(
                "entry Plain 3x3 s1 10x10 8->16 float32, as float32: no int8 is known",
                cost.parts().get(0).source());
        // 8 * 100 values in, 16 * 100 out, 1152 weights: all of the time is for a quarter of the bytes.
        Cost quarter = model(table.replace("latency:", "latency:\n  fallback: roofline") + ROOFLINE)
                .estimate(plain(new WeightFormat(4, 0)));
        assertEquals(0.5, quarter.latencyMs(), 1e-12);
        assertEquals(
                "entry Plain 3x3 s1 10x10 8->16 float32, of int8 by the roofline",
                quarter.parts().get(0).source());
    }

    @Test
    void integersCostWhatWasMeasuredOfThem() throws IOException {
        CostModel model = model("""
                latency:
                  columns: [operator, kernel, in, out, resolution, precision, ms]
                  entries:
                    - [plain, 3, 8, 16, 10, float32, 2]
                    - [plain, 3, 8, 16, 10, int8, 3]
                """);
        Cost cost = model.estimate(plain(new WeightFormat(2, 0.5)));
        assertEquals(3, cost.latencyMs(), "slower, as it was measured");
        assertEquals(Provenance.EXACT, cost.parts().get(0).provenance());
        assertEquals(2, model.estimate(plain(new WeightFormat(32, 0.5))).latencyMs());
    }

    @Test
    void aNetworkOfIntegersHasSmallActivations() throws IOException {
        CostModel model = model(ROOFLINE);
        long floats = model.estimate(plain(WeightFormat.PLAIN)).peakMemoryBytes();
        assertEquals(floats / 4, model.estimate(plain(new WeightFormat(8, 0))).peakMemoryBytes());
        GraphBuilder mixed = new GraphBuilder(new TensorShape(8, 10, 10));
        mixed.format(new WeightFormat(8, 0));
        int first = new Plain().append(mixed, "a", 0, 16, 1);
        mixed.format(WeightFormat.PLAIN);
        new Plain().append(mixed, "b", first, 16, 1);
        NetworkGraph graph = mixed.build();
        assertEquals(
                model.estimate(graph.withoutFormats()).peakMemoryBytes(),
                model.estimate(graph).peakMemoryBytes());
    }

    @Test
    void aDeviceOfIntegersHasThemAnyway() {
        FireBottleneckSpace space = space();
        CostModel model = HardwareProfiles.load("stm32l4r5").costModel();
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 50; i++) {
            NetworkGraph graph = space.decode(space.sample(random));
            Cost plain = model.estimate(graph.withoutFormats());
            Cost cost = model.estimate(graph);
            assertEquals(plain.latencyMs(), cost.latencyMs());
            assertEquals(plain.parts(), cost.parts());
            assertTrue(cost.flashBytes() <= plain.flashBytes());
        }
    }

    private static NetworkGraph plain(WeightFormat format) {
        GraphBuilder builder = new GraphBuilder(new TensorShape(8, 10, 10));
        builder.format(format);
        new Plain().append(builder, "block", 0, 16, 1);
        return builder.build();
    }

    private CostModel model(String rest) throws IOException {
        Path file = Files.writeString(folder.resolve("edge.yaml"), HEAD + rest);
        return HardwareProfiles.load(file.toString()).costModel();
    }
}
