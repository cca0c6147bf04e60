package org.lampyris.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.hardware.latency.Decomposition;
import org.lampyris.hardware.latency.Entry;
import org.lampyris.hardware.latency.LatencyTable;
import org.lampyris.hardware.latency.Measurement;
import org.lampyris.hardware.latency.OperatorKey;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.hardware.latency.Primitive;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.SpaceDefinition;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.TensorShape;

/** A device that runs parts alone by a simple law, and whole networks by another, is learnt. */
class NetworkCorrectionTest {
    private static final FireBottleneckSpace SPACE =
            new FireBottleneckSpace(SpaceDefinition.shipped("fire-bottleneck"), new TensorShape(1, 28, 28), 10);

    @TempDir
    Path folder;

    private static List<NetworkGraph> networks(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<NetworkGraph> networks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            networks.add(SPACE.decode(SPACE.sample(random)));
        }
        return networks;
    }

    /** What parts take alone: their work, and a start for each operator. */
    private static double alone(OperatorKey key) {
        double ms = 0;
        for (Primitive operator : Decomposition.of(key)) {
            ms += 0.002 + operator.work().multiplyAdds() / 2e7 + operator.work().activations() / 5e6;
        }
        return ms;
    }

    private static HardwareProfile parts(List<NetworkGraph> networks) {
        Set<OperatorKey> keys = new LinkedHashSet<>();
        networks.forEach(network -> keys.addAll(Segments.keys(network, Precision.FLOAT32)));
        List<Entry> entries = keys.stream()
                .map(key -> new Entry(key, new Measurement(alone(key), 0.0001, 10, OptionalDouble.empty()), false))
                .toList();
        Device device =
                new Device("made", "up", Precision.FLOAT32, new Origin("tests", "a law", "2026-01-01", "here", "none"));
        return new HardwareProfile(
                "made",
                device,
                new Limits(OptionalDouble.empty(), OptionalDouble.empty(), OptionalLong.empty(), OptionalLong.empty()),
                new Pricing(
                        new LatencyTable(entries, List.of()),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalDouble.empty()),
                Optional.of(new Machine("A processor", new TreeMap<>(java.util.Map.of("threads", "1")))),
                "");
    }

    /** A whole network on the made device: parts read what is in the cache, and a run has a start. */
    private static double whole(NetworkGraph network, CostModel parts) {
        return 0.03 + 0.8 * parts.estimate(network).latencyMs();
    }

    private static NetworkCorrection fitted(HardwareProfile parts, List<NetworkGraph> networks) {
        CorrectionFit fit = new CorrectionFit(parts);
        CostModel alone = parts.costModel();
        for (int i = 0; i < networks.size(); i++) {
            fit.add("network" + i, networks.get(i), whole(networks.get(i), alone));
        }
        return fit.fit("abc 1x28x28 10");
    }

    @Test
    void whatWholeNetworksTakeIsLearnt() {
        List<NetworkGraph> known = networks(60, 1);
        List<NetworkGraph> others = networks(40, 2);
        List<NetworkGraph> all = new ArrayList<>(known);
        all.addAll(others);
        HardwareProfile parts = parts(all);
        NetworkCorrection correction = fitted(parts, known);
        assertEquals(60, correction.networks());
        assertTrue(correction.errorPercent() < 0.5, correction::toString);
        CostModel corrected = parts.withCorrection(correction).costModel();
        CostModel alone = parts.costModel();
        for (NetworkGraph network : others) {
            Cost cost = corrected.estimate(network);
            assertEquals(1, cost.latencyMs() / whole(network, alone), 0.01);
            double sum = cost.parts().stream().mapToDouble(PartCost::latencyMs).sum();
            assertEquals(sum, cost.latencyMs(), 1e-9);
        }
    }

    @Test
    void aFewNetworksAreTooFew() {
        List<NetworkGraph> few = networks(CorrectionFit.MINIMUM_NETWORKS - 1, 3);
        assertThrows(IllegalStateException.class, () -> fitted(parts(few), few));
    }

    @Test
    void aWrittenProfileIsReadAsItWas() throws IOException {
        List<NetworkGraph> known = networks(30, 4);
        HardwareProfile parts = parts(known);
        HardwareProfile profile = parts.withCorrection(fitted(parts, known));
        Path file = folder.resolve("made.yaml");
        Files.writeString(file, ProfileWriter.text(profile));
        HardwareProfile read = HardwareProfiles.load(file.toString());
        assertEquals(profile.device(), read.device());
        assertEquals(profile.machine(), read.machine());
        assertEquals(ProfileWriter.text(profile), ProfileWriter.text(read));
        CostModel before = profile.costModel();
        CostModel after = read.costModel();
        for (NetworkGraph network : known) {
            assertEquals(
                    1,
                    after.estimate(network).latencyMs()
                            / before.estimate(network).latencyMs(),
                    1e-4);
        }
    }

    @Test
    void aStrangeCoefficientIsRefused() throws IOException {
        List<NetworkGraph> known = networks(30, 5);
        HardwareProfile parts = parts(known);
        String text = ProfileWriter.text(parts.withCorrection(fitted(parts, known)));
        String broken = text.replace("      outside: ", "      outsid: ");
        assertNotEquals(text, broken);
        Path file = Files.writeString(folder.resolve("broken.yaml"), broken);
        InvalidInputException problem =
                assertThrows(InvalidInputException.class, () -> HardwareProfiles.load(file.toString()));
        assertTrue(problem.getMessage().contains("outsid"), problem::getMessage);
    }

    /** With the correction that is learnt of the made device, a block with more channels out never costs less. */
    @Test
    void aWiderBlockNeverCostsLess() {
        List<NetworkGraph> known = networks(60, 6);
        HardwareProfile parts = parts(known);
        NetworkCorrection correction = fitted(parts, known);
        List<OperatorKey> keys = parts.pricing().table().entries().stream()
                .map(Entry::key)
                .filter(key -> key.kind().isBlock())
                .toList();
        int compared = 0;
        for (OperatorKey small : keys) {
            for (OperatorKey large : keys) {
                if (small.form().equals(large.form())
                        && small.in().equals(large.in())
                        && small.outChannels() < large.outChannels()
                        && small.changesShape() == large.changesShape()) {
                    compared++;
                    assertTrue(within(correction, small) <= within(correction, large), small + " " + large);
                }
            }
        }
        assertTrue(compared > 20, "only " + compared + " pairs");
    }

    private static double within(NetworkCorrection correction, OperatorKey key) {
        double ms = alone(key);
        Segment segment = new Segment("block", true, Optional.of(key), Decomposition.of(key));
        return ms * correction.factor(segment, ms);
    }
}
