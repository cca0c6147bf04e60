package org.lampyris.evaluation.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.onnx.RandomNetworks;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.TensorShape;
import org.lampyris.space.graph.Window;

class SynFlowTest {

    /** The named weights; batch normalisation and biases are neutral. */
    private static NetworkWeights weights(NetworkGraph graph, Map<String, float[]> named) {
        Map<String, Tensor> tensors = new TreeMap<>();
        NetworkWeights.expectedShapes(graph).forEach((name, shape) -> {
            float[] values = named.get(name);
            if (values == null) {
                values = new float[shape.stream().reduce(1, Math::multiplyExact)];
                Arrays.fill(values, name.endsWith(".gamma") || name.endsWith(".variance") ? 1 : 0);
            }
            tensors.put(name, Tensor.of(values, shape));
        });
        return NetworkWeights.of(tensors);
    }

    private static NetworkGraph ended(GraphBuilder g, int end, int classes) {
        g.add("classifier", new Dense(classes), g.add("features", new GlobalAveragePooling(), end));
        return g.build();
    }

    /** R = 2 x 3 + 2 x 4 = 14, and each of the two layers carries all of it. */
    @Test
    void everyLayerOfAChainCarriesTheWholeFlow() {
        GraphBuilder g = new GraphBuilder(new TensorShape(1, 2, 2));
        NetworkGraph graph = ended(g, g.convolutionRelu("c", 0, 1, 1, 1, 1), 2);
        NetworkWeights weights =
                weights(graph, Map.of("c.weight", new float[] {-2}, "classifier.weight", new float[] {3, -4}));
        assertEquals(Math.log(28), SynFlow.score(graph, weights), 1e-12);
    }

    /** R = 3 (2 + 5 x 2) = 36: a and the classifier carry 36, b on its branch 30. */
    @Test
    void aBranchCarriesItsOwnShare() {
        GraphBuilder g = new GraphBuilder(new TensorShape(1, 3, 3));
        int a = g.convolutionRelu("a", 0, 1, 1, 1, 1);
        int sum = g.add("sum", new Addition(), a, g.convolution("b", a, 1, 1, 1, 1));
        NetworkGraph graph = ended(g, sum, 1);
        NetworkWeights weights = weights(
                graph,
                Map.of(
                        "a.weight", new float[] {2},
                        "b.weight", new float[] {-5},
                        "classifier.weight", new float[] {3}));
        assertEquals(Math.log(36 + 30 + 36), SynFlow.score(graph, weights), 1e-12);
    }

    /** Of the nine ones of a 3x3 kernel four meet a 2x2 image at each place: R = 4. A bias of 3 flows but doesn't score. */
    @Test
    void bordersAreZeroAndABiasFlows() {
        GraphBuilder g = new GraphBuilder(new TensorShape(1, 2, 2));
        NetworkGraph graph = ended(g, g.convolutionRelu("c", 0, 1, 3, 1, 1), 1);
        float[] ones = new float[9];
        Arrays.fill(ones, 1);
        NetworkWeights weights = weights(
                graph,
                Map.of(
                        "c.weight", ones,
                        "classifier.weight", new float[] {1},
                        "classifier.bias", new float[] {3}));
        assertEquals(Math.log(8), SynFlow.score(graph, weights), 1e-12);
    }

    /** R = 1e30^100, far over the largest double; 101 layers carry it. */
    @Test
    void deepNetworksDontOverflow() {
        assertEquals(100 * Math.log(1e30) + Math.log(101), SynFlow.score(deep(100), deepWeights(1e30f)), 1e-3);
        assertEquals(100 * Math.log(1e-30) + Math.log(101), SynFlow.score(deep(100), deepWeights(1e-30f)), 1e-3);
    }

    private static NetworkGraph deep(int layers) {
        GraphBuilder g = new GraphBuilder(new TensorShape(1, 2, 2));
        int end = 0;
        for (int i = 0; i < layers; i++) {
            end = g.convolutionRelu("c" + i, end, 1, 1, 1, 1);
        }
        return ended(g, end, 1);
    }

    private static NetworkWeights deepWeights(float weight) {
        Map<String, float[]> named = new TreeMap<>(Map.of("classifier.weight", new float[] {1}));
        for (int i = 0; i < 100; i++) {
            named.put("c" + i + ".weight", new float[] {weight});
        }
        return weights(deep(100), named);
    }

    @Test
    void refusesWhatNoFlowCanBeSentThrough() {
        Window window = new Window(Window.Axis.same(1, 1), Window.Axis.same(3, 1));
        for (Operator operator : List.of(
                new Operator.Convolution(3, window, 1, false),
                new Operator.Pooling(Operator.Pooling.Kind.MAXIMUM, window, false),
                new Operator.Clip(0, 6),
                new Operator.Padding(0, 1, 0, 0))) {
            GraphBuilder builder = new GraphBuilder(new TensorShape(3, 4, 4));
            builder.add("fc", new Dense(2), builder.add("odd", operator, 0));
            NetworkGraph graph = builder.build();
            NetworkWeights weights = new RandomNetworks(1).weights(graph);
            IllegalArgumentException error =
                    assertThrows(IllegalArgumentException.class, () -> new FlowInterpreter(graph, weights).output());
            assertTrue(
                    String.valueOf(error.getMessage()).startsWith("odd: ")
                            && String.valueOf(error.getMessage()).contains(operator.toString()),
                    error.getMessage());
        }
    }
}
