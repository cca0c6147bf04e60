package org.lampyris.evaluation.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.onnx.RandomNetworks;
import org.lampyris.evaluation.onnx.ReferenceInterpreter;
import org.lampyris.space.graph.Block;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.TensorShape;

class WeightedNetworkTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void aFoldedNetworkComputesTheSame(int round) {
        int folded = 0;
        for (int i = 0; i < 20; i++) {
            long seed = 20L * round + i;
            RandomNetworks random = new RandomNetworks(seed);
            NetworkGraph graph = random.graph();
            WeightedNetwork network = new WeightedNetwork(graph, random.weights(graph));
            WeightedNetwork device = network.folded();
            folded += graph.nodes().size() - device.graph().nodes().size();
            double[] image = new SplittableRandom(seed)
                    .doubles(graph.input().elements(), -1, 1)
                    .toArray();
            double[] expected = new ReferenceInterpreter(graph, network.weights()).run(image);
            double[] found = new ReferenceInterpreter(device.graph(), device.weights()).run(image);
            for (int k = 0; k < expected.length; k++) {
                assertEquals(expected[k], found[k], 1e-4 * Math.max(1, Math.abs(expected[k])), "seed " + seed);
            }
        }
        assertTrue(folded > 5, "folded " + folded);
    }

    @Test
    void blocksKeepTheirNodes() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(1, 4, 4));
        int first = builder.next();
        int stem = builder.convolutionRelu("stem", 0, 3, 3, 1, 1);
        builder.block("stem", Block.Kind.STEM, 3, 1, 1, 1, first);
        int second = builder.next();
        builder.add("pool", new GlobalAveragePooling(), builder.convolution("last", stem, 2, 1, 1, 1));
        builder.block("head", Block.Kind.HEAD, 1, 1, 1, 1, second);
        NetworkGraph graph = builder.build();
        NetworkGraph folded = new WeightedNetwork(graph, new RandomNetworks(1).weights(graph))
                .folded()
                .graph();
        assertEquals(5, folded.nodes().size());
        assertEquals(new Convolution(3, 3, 1, 1, true), folded.nodes().get(1).operator());
        assertEquals(graph.blocks().get(0).between(1, 2), folded.blocks().get(0));
        assertEquals(graph.blocks().get(1).between(3, 4), folded.blocks().get(1));
    }

    @Test
    void whatOthersReadTooIsNotFolded() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(2, 2, 2));
        int convolution = builder.add("c", new Convolution(2, 1, 1, 1, false), 0);
        int normalized = builder.add("n", new BatchNormalization(), convolution);
        builder.add("sum", new org.lampyris.space.graph.Operator.Addition(), convolution, normalized);
        NetworkGraph graph = builder.build();
        WeightedNetwork network = new WeightedNetwork(graph, new RandomNetworks(1).weights(graph));
        assertEquals(network.weights(), network.folded().weights());
        assertArrayEquals(
                graph.nodes().toArray(), network.folded().graph().nodes().toArray());
    }

    @Test
    void weightsOfAnotherNetworkAreRefused() {
        NetworkGraph graph = new RandomNetworks(1).graph();
        NetworkWeights none = NetworkWeights.of(Map.of());
        assertThrows(IllegalArgumentException.class, () -> new WeightedNetwork(graph, none));
    }
}
