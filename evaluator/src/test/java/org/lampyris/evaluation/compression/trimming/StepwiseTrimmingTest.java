package org.lampyris.evaluation.compression.trimming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.compression.Networks;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.hardware.HardwareProfiles;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.TensorShape;

class StepwiseTrimmingTest {
    private static double multiplyAdds(NetworkGraph graph) {
        return GraphStatistics.of(graph).multiplyAdds();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void halvesTheLatencyOfADevice(long seed) {
        WeightedNetwork network = Networks.decoded(seed, new TensorShape(1, 28, 28));
        ToDoubleFunction<NetworkGraph> latency =
                StepwiseTrimming.latency(HardwareProfiles.load("raspberry-pi-4").costModel());
        double before = latency.applyAsDouble(network.graph());
        StepwiseTrimming trimming = new StepwiseTrimming(latency, Importance.l2());
        Trimmed trimmed = trimming.run(network, TrimmingSettings.to(before / 2));
        assertTrue(trimmed.reached());
        assertEquals(before, trimmed.before());
        assertEquals(trimmed.after(), latency.applyAsDouble(trimmed.network().graph()));
        assertTrue(trimmed.after() <= before / 2);
        double last = before;
        for (Trimmed.Step step : trimmed.steps()) {
            assertTrue(step.cost() < last && step.to() < step.from() && step.harm() > 0, step.toString());
            last = step.cost();
        }
        assertEquals(
                trimmed.steps(),
                trimming.run(network, TrimmingSettings.to(before / 2)).steps());
    }

    /**
     * All weights are drawn alike, so the same part of any group's units has about the same importance, and the first
     * step's score is about the multiply-adds that depend on the group: 1.5 layers' worth for conv01, conv10, conv11 and
     * conv20, as channels double and pixels quarter from stage to stage, 1 for conv00 and conv21, next to none for the
     * dense layers. Scores fall as groups do, so the four take turns. If they keep the part f, the cost is half at f = 0.6
     * (f² + f = 0.96); a third leaves room for chance.
     */
    @Test
    void noGroupPaysForAll() {
        WeightedNetwork network = Networks.vgg(new TensorShape(3, 16, 16), 32);
        Trimmed trimmed = new StepwiseTrimming(StepwiseTrimmingTest::multiplyAdds, Importance.l2())
                .run(network, TrimmingSettings.to(0.5 * multiplyAdds(network.graph())));
        assertTrue(trimmed.reached());
        Map<String, Integer> widths = new TreeMap<>();
        trimmed.steps().forEach(step -> widths.put(step.group(), step.to()));
        assertTrue(
                widths.keySet().containsAll(Set.of("conv01", "conv10", "conv11", "conv20")),
                trimmed.steps().toString());
        Map<String, Integer> full = Map.of("conv01", 32, "conv10", 64, "conv11", 64, "conv20", 128);
        full.forEach((group, width) ->
                assertTrue(3 * Objects.requireNonNull(widths.get(group)) >= width, widths.toString()));
    }

    @Test
    void whatIsZeroGoesFirst() {
        WeightedNetwork network = Networks.vgg(new TensorShape(3, 16, 16), 16);
        float[] filters = network.weights().get("conv11.weight").values();
        Arrays.fill(filters, filters.length / 2, filters.length, 0);
        WeightedNetwork half = Networks.with(
                network,
                Map.of(
                        "conv11.weight",
                        filters,
                        "conv11.bn.gamma",
                        upperHalfZero(32),
                        "conv11.bn.beta",
                        upperHalfZero(32)));
        Trimmed trimmed = new StepwiseTrimming(StepwiseTrimmingTest::multiplyAdds, Importance.l2())
                .run(half, TrimmingSettings.to(0.9 * multiplyAdds(half.graph())));
        assertTrue(trimmed.steps().stream().allMatch(step -> step.group().equals("conv11") && step.harm() == 0));
        assertTrue(trimmed.reached());
        Networks.assertSame(half, trimmed.network(), 5);
    }

    private static float[] upperHalfZero(int size) {
        float[] values = new float[size];
        Arrays.fill(values, 0, size / 2, 1);
        return values;
    }

    @Test
    void aJudgeChoosesBetweenTheGroups() {
        WeightedNetwork network = Networks.vgg(new TensorShape(3, 16, 16), 16);
        Judge keepsTheFirst =
                proposal -> -proposal.weights().get("conv00.weight").size()
                        + 1e-6 * proposal.weights().size();
        Trimmed trimmed = new StepwiseTrimming(StepwiseTrimmingTest::multiplyAdds, Importance.l1())
                .judgedBy(keepsTheFirst)
                .run(network, TrimmingSettings.to(0.4 * multiplyAdds(network.graph())));
        assertTrue(trimmed.reached());
        assertFalse(trimmed.steps().stream().anyMatch(step -> step.group().equals("conv00")));
    }

    @Test
    void whatCantBeReachedIsSaid() {
        WeightedNetwork network = Networks.vgg(new TensorShape(3, 8, 8), 8);
        Trimmed trimmed = new StepwiseTrimming(StepwiseTrimmingTest::multiplyAdds, Importance.l1())
                .run(network, new TrimmingSettings(1, 0.5, 0));
        assertFalse(trimmed.reached());
        int[] widths = trimmed.network().graph().nodes().stream()
                .filter(node -> node.operator() instanceof org.lampyris.space.graph.Operator.Convolution)
                .mapToInt(node -> ((org.lampyris.space.graph.Operator.Convolution) node.operator()).outChannels())
                .toArray();
        // Half of 8, 8, 16, 16, 32 and 32.
        assertEquals("[4, 4, 8, 8, 16, 16]", Arrays.toString(widths));
        assertThrows(IllegalArgumentException.class, () -> new TrimmingSettings(1, 0, 0));
    }

    @Test
    void widthsAreMultiplesThatDevicesLike() {
        RankedGroup group = RankedGroup.of(
                ChannelGroups.of(Networks.vgg(new TensorShape(1, 8, 8), 40).graph())
                        .get(0),
                new double[40]);
        assertEquals(32, group.next(40, 1, true));
        assertEquals(24, group.next(30, 1, true));
        assertEquals(8, group.least(0.125, true));
        assertEquals(8, group.next(9, 8, true));
        assertEquals(5, group.least(0.125, false));
        assertEquals(29, group.next(30, 5, false));
    }

    @Test
    void otherWidthsComeLast() {
        WeightedNetwork network = Networks.vgg(new TensorShape(3, 8, 8), 8);
        Trimmed trimmed = new StepwiseTrimming(StepwiseTrimmingTest::multiplyAdds, Importance.l1())
                .run(network, new TrimmingSettings(1, 0.3, 0));
        Map<String, Integer> even = new TreeMap<>();
        Map<String, Integer> end = new TreeMap<>();
        boolean odd = false;
        for (Trimmed.Step step : trimmed.steps()) {
            odd |= step.to() % 4 != 0;
            (odd ? end : even).put(step.group(), step.to());
            assertTrue(!odd || step.to() == step.from() - 1, step.toString());
        }
        // Of 8, 16, 32 and 64 units 30 % are 3, 5, 10 and 20, rounded up; the next multiples of 4, of 8 from 32 on,
        // are:
        assertEquals(
                "{conv00=4, conv01=4, conv10=8, conv11=8, conv20=16, conv21=16, dense0=24, dense1=24}",
                even.toString());
        assertEquals(
                "{conv00=3, conv01=3, conv10=5, conv11=5, conv20=10, conv21=10, dense0=20, dense1=20}", end.toString());
    }
}
