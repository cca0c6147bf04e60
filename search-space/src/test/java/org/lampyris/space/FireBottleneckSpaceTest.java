package org.lampyris.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.space.graph.Block;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.TensorShape;

class FireBottleneckSpaceTest extends SearchSpaceContract {
    private static final TensorShape IMAGE = new TensorShape(1, 28, 28);

    @Override
    protected NetworkSpace space() {
        return new FireBottleneckSpace(SpaceDefinition.shipped("fire-bottleneck"), IMAGE, 10);
    }

    @Override
    protected NetworkSpace smallSpace() {
        SpaceDefinition definition = SpaceDefinition.parse("small.yaml", """
                name: small
                stem: {width: [8, 16], stride: 1}
                defaults: {kernel: [3, 5], layers: [1, 2], multiplier: [0.5, 1], stride: [1, 2]}
                stages:
                  - {width: 16, block: [fire, inverted_bottleneck, plain], squeeze: [1/4, 1/2], expansion: [1, 6]}
                  - {width: 24, block: [residual_bottleneck, separable], squeeze: 1/4, kernel: 3}
                head: {width: 0}
                """);
        return new FireBottleneckSpace(definition, new TensorShape(3, 8, 8), 4);
    }

    @Test
    void theShippedSpaceHasAThousandMillionDistinctNetworks() {
        // A lower bound: with widths that no two neighbouring stages share, a network shows where each stage ends, so
        // different stages make different networks.
        List<List<Double>> multipliers =
                List.of(List.of(0.5, 0.75, 1.0), List.of(0.75, 1.0), List.of(0.5, 1.0), List.of(0.75, 1.0));
        BigInteger distinct = BigInteger.ONE;
        for (int stage = 0; stage < multipliers.size(); stage++) {
            distinct = distinct.multiply(BigInteger.valueOf(distinctStages(stage, multipliers.get(stage))));
        }
        BigInteger stems = BigInteger.TWO;
        BigInteger lowerBound = distinct.multiply(stems);
        assertTrue(lowerBound.compareTo(BigInteger.TEN.pow(9)) >= 0, () -> "only " + lowerBound);
        assertTrue(space().size().compareTo(lowerBound) >= 0);
    }

    /** How many networks one stage makes alone, the rest being fixed. */
    private static long distinctStages(int index, List<Double> multipliers) {
        SpaceDefinition shipped = SpaceDefinition.shipped("fire-bottleneck");
        SpaceDefinition.Stage stage = shipped.stages().get(index);
        SpaceDefinition.Stage narrowed =
                new SpaceDefinition.Stage(stage.width(), multipliers, stage.layers(), stage.strides(), stage.block());
        SearchSpace alone = new FireBottleneckSpace(
                new SpaceDefinition(
                        "alone", new SpaceDefinition.Stem(List.of(16), List.of(1)), List.of(narrowed), shipped.head()),
                IMAGE,
                10);
        Set<String> ids = new HashSet<>();
        List<List<Integer>> lists = List.of(List.of());
        for (Decision decision : alone.decisions()) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> taken : lists) {
                boolean applies = decision.applies(taken);
                for (int c = applies ? 0 : -1; c < (applies ? decision.choices().size() : 0); c++) {
                    List<Integer> choices = new ArrayList<>(taken);
                    choices.add(c);
                    longer.add(choices);
                }
            }
            lists = longer;
        }
        lists.forEach(choices -> ids.add(alone.architecture(choices).id()));
        return ids.size();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 64})
    void networksShareAnIdExactlyIfTheyAreTheSame(int width) {
        String narrow = SpaceDefinition.shippedText("fire-bottleneck")
                .replaceAll("width: (16|24|32|64)\\b", "width: " + width)
                .replace("multiplier: [0.5, 0.75, 1]", "multiplier: [1]");
        NetworkSpace space = width == 64
                ? space()
                : new FireBottleneckSpace(SpaceDefinition.parse("narrow.yaml", narrow), IMAGE, 10);
        RandomGenerator random = new SplittableRandom(width);
        Map<String, Architecture> byStructure = new HashMap<>();
        Map<String, Architecture> byId = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            Architecture architecture = space.sample(random);
            NetworkGraph graph = space.decode(architecture);
            Architecture sameStructure = byStructure.computeIfAbsent(structure(graph), key -> architecture);
            Architecture sameId = byId.computeIfAbsent(architecture.id(), key -> architecture);
            assertEquals(sameStructure, sameId, () -> architecture + " and " + sameId);
            if (!sameId.equals(architecture)) {
                NetworkGraph same = space.decode(sameId);
                assertEquals(GraphStatistics.of(same), GraphStatistics.of(graph));
                assertEquals(unnamed(same), unnamed(graph), "a profile would price the same network differently");
            }
        }
        assertEquals(byStructure.size(), byId.size());
        assertTrue(width == 64 || byId.size() < 10_000, "no two of these narrow networks were the same");
    }

    private static String structure(NetworkGraph graph) {
        StringBuilder text = new StringBuilder();
        graph.nodes()
                .forEach(node ->
                        text.append(node.operator()).append(node.inputs()).append('\n'));
        return text.toString();
    }

    private static List<Block> unnamed(NetworkGraph graph) {
        return graph.blocks().stream()
                .map(b -> new Block("", b.kind(), b.kernel(), b.stride(), b.ratio(), b.groups(), b.first(), b.last()))
                .toList();
    }

    @Test
    void anArchitectureHasAReadableLine() {
        NetworkSpace space = smallSpace();
        List<String> names = space.decisions().stream().map(Decision::name).toList();
        assertEquals(
                List.of(
                        "stem.width",
                        "stage1.block",
                        "stage1.kernel",
                        "stage1.expansion",
                        "stage1.squeeze",
                        "stage1.layers",
                        "stage1.multiplier",
                        "stage1.stride",
                        "stage2.block",
                        "stage2.layers",
                        "stage2.multiplier",
                        "stage2.stride"),
                names);
        assertEquals(
                "stem8s1 | fire k5 r1/4 x2 w8 s1 | residual_bottleneck k3 r1/4 x1 w24 s2 | head",
                space.describe(space.architecture(List.of(0, 0, 1, -1, 0, 1, 0, 0, 0, 0, 1, 1))));
        assertEquals(
                "stem16s1 | plain x1 w16 s2 | separable k3 x1 w12 s1 | head",
                space.describe(space.architecture(List.of(1, 2, -1, -1, -1, 0, 1, 1, 1, 0, 0, 0))));
    }

    /** The id was computed apart from this code; runs store ids, so decoding and ids may never change. */
    @Test
    void theNetworkOfAnArchitectureNeverChanges() {
        Architecture architecture = smallSpace().architecture(List.of(0, 0, 1, -1, 0, 1, 0, 0, 0, 0, 1, 1));
        assertEquals("0de38f486f00ad53", architecture.id());
    }

    @Test
    void blocksCoverTheNetworkInOrder() {
        NetworkSpace space = smallSpace();
        NetworkGraph graph = space.decode(space.architecture(List.of(0, 0, 1, -1, 0, 1, 0, 0, 0, 0, 1, 1)));
        assertEquals(
                List.of("stem", "stage1.layer1", "stage1.layer2", "stage2.layer1", "head"),
                graph.blocks().stream().map(Block::name).toList());
        int next = 1;
        for (Block block : graph.blocks()) {
            assertEquals(next, block.first());
            next = block.last() + 1;
        }
        assertEquals(graph.nodes().size(), next);
    }

    @Test
    void aHeadMayWidenFirst() {
        String text = SpaceDefinition.shippedText("fire-bottleneck").replace("width: [0]", "width: [0, 130]");
        NetworkSpace space = new FireBottleneckSpace(SpaceDefinition.parse("head.yaml", text), IMAGE, 10);
        List<Integer> choices =
                new ArrayList<>(space.sample(new SplittableRandom(1)).choices());
        choices.set(choices.size() - 1, 1);
        assertTrue(space.describe(space.architecture(choices)).endsWith(" | head132"));
        choices.set(choices.size() - 1, 0);
        assertTrue(space.describe(space.architecture(choices)).endsWith(" | head"));
    }

    @ParameterizedTest
    @CsvSource({"1,28,28,10", "3,32,32,100", "3,1,1,2", "1,2,3,5", "4,17,9,1", "3,224,224,1000"})
    void everySampleDecodesToANetworkWithALogitAClass(int channels, int height, int width, int classes) {
        TensorShape image = new TensorShape(channels, height, width);
        NetworkSpace space = new FireBottleneckSpace(SpaceDefinition.shipped("fire-bottleneck"), image, classes);
        SplittableRandom random = new SplittableRandom(20);
        for (int i = 0; i < 200; i++) {
            NetworkGraph graph = space.decode(space.sample(random));
            assertEquals(image, graph.input());
            assertEquals(classes, graph.classes());
        }
    }

    @Test
    void aSpaceNeedsClasses() {
        SpaceDefinition definition = SpaceDefinition.shipped("fire-bottleneck");
        assertThrows(IllegalArgumentException.class, () -> new FireBottleneckSpace(definition, IMAGE, 0));
    }
}
