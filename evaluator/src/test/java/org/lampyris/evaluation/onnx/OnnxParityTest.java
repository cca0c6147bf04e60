package org.lampyris.evaluation.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.space.Architecture;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.SpaceDefinition;
import org.lampyris.space.graph.Block;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.TensorShape;

final class OnnxParityTest {
    private static final int SEEDS = 60;

    @TempDir
    Path folder;

    @Test
    void randomNetworksAgreeWithTheDefinitionOfTheirOperators() throws IOException {
        Set<String> seen = new TreeSet<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            RandomNetworks networks = new RandomNetworks(seed);
            NetworkGraph graph = networks.graph();
            graph.nodes().forEach(node -> seen.add(kind(graph, node)));
            ExportableNetwork network = networks.trained(graph);
            OnnxParity.assertAgrees("seed " + seed, network, networks.images(graph, 2), folder);
        }

        Set<String> all = Set.of(
                "Input",
                "Convolution",
                "Convolution, grouped",
                "Convolution, depthwise",
                "BatchNormalization",
                "BatchNormalization of a convolution",
                "Activation RELU",
                "Pooling MAXIMUM odd",
                "Pooling MAXIMUM even",
                "Pooling AVERAGE odd",
                "Pooling AVERAGE even",
                "GlobalAveragePooling",
                "Pooling MAXIMUM, another window",
                "Pooling AVERAGE, another window",
                "Pooling AVERAGE, another window, counts padding",
                "Convolution, another window",
                "Addition",
                "Multiplication",
                "Multiplication by channel",
                "Activation SIGMOID",
                "Activation HARD_SWISH",
                "LeakyRelu",
                "HardSigmoid",
                "Clip",
                "Padding",
                "Softmax",
                "Concatenation",
                "Dense");
        assertEquals(new TreeSet<>(all), seen);
    }

    @Test
    void networksOfTheDefaultSpaceAgree() throws IOException {
        SpaceDefinition definition = SpaceDefinition.shipped("fire-bottleneck");
        FireBottleneckSpace space = new FireBottleneckSpace(definition, new TensorShape(3, 15, 18), 10);
        Set<Block.Kind> seen = EnumSet.noneOf(Block.Kind.class);
        for (long seed = 1; seed <= 8; seed++) {
            Architecture architecture = space.sample(new SplittableRandom(seed));
            NetworkGraph graph = space.decode(architecture);
            graph.blocks().forEach(block -> seen.add(block.kind()));
            RandomNetworks networks = new RandomNetworks(seed);
            String message = "seed " + seed + ": " + space.describe(architecture);
            OnnxParity.assertAgrees(message, networks.trained(graph), networks.images(graph, 1), folder);
        }

        assertTrue(
                seen.containsAll(EnumSet.of(
                        Block.Kind.STEM,
                        Block.Kind.FIRE,
                        Block.Kind.INVERTED_BOTTLENECK,
                        Block.Kind.RESIDUAL_BOTTLENECK,
                        Block.Kind.SEPARABLE,
                        Block.Kind.PLAIN,
                        Block.Kind.HEAD)),
                "only " + seen);
    }

    private static String kind(NetworkGraph graph, Node node) {
        String name = node.operator().getClass().getSimpleName();
        if (node.operator() instanceof Operator.Convolution c && !c.hasUsualWindow()) {
            return name + ", another window";
        }
        if (node.operator() instanceof Operator.Pooling p && !p.window().isUsual()) {
            return name + " " + p.kind() + ", another window" + (p.countsPadding() ? ", counts padding" : "");
        }
        if (node.operator() instanceof Operator.Activation activation) {
            return name + " " + activation.function();
        }
        if (node.operator() instanceof Operator.Multiplication) {
            TensorShape first = graph.shape(node.inputs().get(0));
            return name + (first.equals(graph.shape(node.inputs().get(1))) ? "" : " by channel");
        }
        if (node.operator() instanceof Operator.Convolution c && c.groups() > 1) {
            int channels = graph.shape(node.inputs().get(0)).channels();
            return name + (c.groups() == channels ? ", depthwise" : ", grouped");
        }
        if (node.operator() instanceof Operator.Pooling p) {
            return name + " " + p.kind() + (p.kernel() % 2 == 0 ? " even" : " odd");
        }
        if (node.operator() instanceof Operator.BatchNormalization
                && graph.nodes().get(node.inputs().get(0)).operator() instanceof Operator.Convolution) {
            return name + " of a convolution";
        }
        return name;
    }
}
