package org.lampyris.evaluation.compression.trimming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.compression.Networks;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.Block;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.TensorShape;

class TrimmingTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void randomNetworksWithoutZeroChannelsComputeTheSame(int round) {
        int trimmed = 0;
        for (long seed = 60L * round; seed < 60L * (round + 1); seed++) {
            trimmed += zeroChannelsAreFree(Networks.random(seed), seed);
        }
        assertTrue(trimmed > 60, "removed " + trimmed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void decodedNetworksWithoutZeroChannelsComputeTheSame(long seed) {
        assertTrue(zeroChannelsAreFree(Networks.decoded(seed, new TensorShape(1, 11, 12)), seed) > 20);
    }

    @Test
    void flattenedChannelsTakeTheirPixelsWithThem() {
        assertTrue(zeroChannelsAreFree(Networks.vgg(new TensorShape(3, 12, 20), 8), 1) > 20);
    }

    /** Makes some units of each group zero, removes them, and compares. */
    private static int zeroChannelsAreFree(WeightedNetwork original, long seed) {
        Trimming trimming = new Trimming(original.graph());
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Set<Integer>> removed = new HashMap<>();
        for (ChannelGroup group : trimming.groups()) {
            Set<Integer> units = new HashSet<>();
            IntStream.range(1, group.size()).filter(u -> random.nextInt(3) == 0).forEach(units::add);
            removed.put(group.name(), units);
        }
        WeightedNetwork zeroed = zeroed(original, trimming, removed);
        WeightedNetwork smaller = trimming.without(removed, zeroed.weights());
        Networks.assertSame(zeroed, smaller, seed);
        int count = removed.values().stream().mapToInt(Set::size).sum();
        long less = GraphStatistics.of(original.graph()).parameters()
                - GraphStatistics.of(smaller.graph()).parameters();
        assertEquals(count > 0, less > 0, "seed " + seed);
        return count;
    }

    private static WeightedNetwork zeroed(
            WeightedNetwork network, Trimming trimming, Map<String, Set<Integer>> removed) {
        Map<String, float[]> values = new TreeMap<>();
        for (ChannelGroup group : trimming.groups()) {
            group.channels().forEach((node, units) -> {
                for (int unit : removed.getOrDefault(group.name(), Set.of())) {
                    units.get(unit).forEach(channel -> zero(network, node, channel, values));
                }
            });
        }
        return Networks.with(network, values);
    }

    private static void zero(WeightedNetwork network, String node, int channel, Map<String, float[]> values) {
        for (String suffix :
                List.of(NetworkWeights.WEIGHT, NetworkWeights.BIAS, NetworkWeights.GAMMA, NetworkWeights.BETA)) {
            Tensor tensor = network.weights().tensors().get(node + suffix);
            if (tensor != null) {
                float[] v = values.computeIfAbsent(node + suffix, n -> tensor.values());
                int each = v.length / tensor.shape().get(0);
                Arrays.fill(v, channel * each, (channel + 1) * each, 0);
            }
        }
    }

    @Test
    void tiedLayersAreOneGroup() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(3, 8, 8));
        int stem = builder.convolutionRelu("stem", 0, 8, 3, 1, 1);
        int wide = builder.convolutionRelu("wide", stem, 12, 1, 1, 1);
        int depthwise = builder.convolution("depthwise", wide, 12, 3, 1, 12);
        int body = builder.convolution("body", depthwise, 8, 1, 1, 1);
        int sum = builder.add("sum", new Addition(), stem, body);
        int left = builder.convolution("left", sum, 4, 1, 1, 1);
        int right = builder.convolution("right", sum, 4, 1, 1, 1);
        int joined = builder.add("joined", new Concatenation(), left, right);
        int grouped = builder.add("grouped", new Convolution(12, 3, 1, 2, true), joined);
        builder.add("classes", new Dense(5), builder.add("pool", new GlobalAveragePooling(), grouped));
        List<ChannelGroup> groups = ChannelGroups.of(builder.build());
        assertEquals(
                List.of("stem", "wide", "left", "right"),
                groups.stream().map(ChannelGroup::name).toList());
        assertEquals(
                Set.of("stem", "stem.bn", "stem.relu", "body", "body.bn", "sum"),
                groups.get(0).channels().keySet());
        assertEquals(8, groups.get(0).size());
        assertEquals(
                Set.of("wide", "wide.bn", "wide.relu", "depthwise", "depthwise.bn"),
                groups.get(1).channels().keySet());
        ChannelGroup right2 = groups.get(3);
        assertEquals(1, right2.size(), "a group of the grouped convolution is one unit");
        assertEquals(List.of(List.of(4, 5, 6, 7)), right2.channels().get("joined"));
        assertEquals(List.of(List.of(6, 7, 8, 9, 10, 11)), right2.channels().get("grouped"));
    }

    @Test
    void imageAndClassesAreFixed() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(4, 5, 5));
        int body = builder.convolution("body", 0, 4, 3, 1, 1);
        int sum = builder.add("sum", new Addition(), 0, body);
        builder.add("pool", new GlobalAveragePooling(), builder.add("last", new BatchNormalization(), sum));
        assertEquals(List.of(), ChannelGroups.of(builder.build()));
    }

    @Test
    void unknownGroupsAndUnitsAreRefused() {
        Trimming trimming =
                new Trimming(Networks.vgg(new TensorShape(1, 8, 8), 4).graph());
        assertThrows(IllegalArgumentException.class, () -> trimming.without(Map.of("conv99", Set.of(0))));
        assertThrows(IllegalArgumentException.class, () -> trimming.without(Map.of("conv00", Set.of(4))));
        Set<Integer> all = Set.of(0, 1, 2, 3);
        String message = assertThrows(IllegalArgumentException.class, () -> trimming.without(Map.of("conv00", all)))
                .getMessage();
        assertTrue(String.valueOf(message).contains("conv01"), message);
    }

    @Test
    void blocksStayWhereTheirFormIsTrue() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(3, 8, 8));
        int first = builder.next();
        int stem = builder.convolutionRelu("stem", 0, 16, 3, 1, 1);
        builder.block("stem", Block.Kind.STEM, 3, 1, 1, 1, first);
        int fire = new org.lampyris.space.blocks.Fire(3, 0.25).append(builder, "fire", stem, 32, 1);
        int plain = new org.lampyris.space.blocks.Plain().append(builder, "plain", fire, 16, 1);
        int inverted = new org.lampyris.space.blocks.InvertedBottleneck(3, 3).append(builder, "ib", plain, 16, 1);
        builder.add("classes", new Dense(5), builder.add("pool", new GlobalAveragePooling(), inverted));
        Trimming trimming = new Trimming(builder.build());
        Set<Integer> four = Set.of(0, 1, 2, 3);
        assertEquals(
                Set.of("stem", "plain"), blocks(trimming.without(Map.of("fire.expandk", four, "ib.expand", four))));
        NetworkGraph even = trimming.without(Map.of(
                "fire.squeeze",
                four,
                "ib.expand",
                IntStream.range(0, 16).boxed().toList()));
        assertEquals(Set.of("stem", "fire", "plain", "ib"), blocks(even));
        assertEquals(0.125, even.blocks().get(1).ratio());
        assertEquals(2, even.blocks().get(3).ratio());
        assertNotEquals(even.blocks(), trimming.without(Map.of()).blocks());
        assertEquals(0.25, trimming.without(Map.of()).blocks().get(1).ratio());
    }

    private static Set<String> blocks(NetworkGraph graph) {
        Set<String> names = new HashSet<>();
        graph.blocks().forEach(block -> names.add(block.name()));
        return names;
    }

    @Test
    void namesStayUnique() {
        NetworkGraph graph = Networks.decoded(3, new TensorShape(1, 28, 28)).graph();
        List<ChannelGroup> groups = ChannelGroups.of(graph);
        assertEquals(
                groups.size(),
                groups.stream().map(ChannelGroup::name).distinct().count());
        Set<String> nodes = new HashSet<>();
        graph.nodes().stream().map(Node::name).forEach(nodes::add);
        groups.forEach(group -> assertTrue(nodes.containsAll(group.channels().keySet())));
    }
}
