package org.lampyris.evaluation.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.TensorShape;

final class NetworkWeightsTest {

    @Test
    void namesAndShapesFollowTheConvention() {
        Map<String, List<Integer>> expected = Map.of(
                "stem.weight", List.of(8, 3, 3, 3),
                "stem.bn.gamma", List.of(8),
                "stem.bn.beta", List.of(8),
                "stem.bn.mean", List.of(8),
                "stem.bn.variance", List.of(8),
                "grouped.weight", List.of(12, 2, 5, 5),
                "grouped.bias", List.of(12),
                "classifier.weight", List.of(10, 12 * 2 * 2),
                "classifier.bias", List.of(10));

        assertEquals(expected, NetworkWeights.expectedShapes(graph()));
    }

    @Test
    void checkTakesWhatFits() {
        NetworkWeights weights = new NetworkWeights(zeros());

        assertSame(weights, weights.check(graph()));
        assertEquals(8 * 27 + 4 * 8 + 12 * 50 + 12 + 480 + 10, weights.size());
    }

    @Test
    void checkNamesTheTensorThatIsMissing() {
        SortedMap<String, Tensor> tensors = zeros();
        tensors.remove("stem.bn.mean");

        assertRefused(tensors, "stem.bn.mean");
    }

    @Test
    void checkNamesTheTensorOfWrongShape() {
        SortedMap<String, Tensor> tensors = zeros();
        tensors.put("grouped.bias", Tensor.of(new float[13], 13));

        assertRefused(tensors, "grouped.bias");
    }

    @Test
    void checkNamesTheTensorTooMany() {
        SortedMap<String, Tensor> tensors = zeros();
        tensors.put("stem.bias", Tensor.of(new float[8], 8));

        assertRefused(tensors, "stem.bias");
    }

    private static void assertRefused(SortedMap<String, Tensor> tensors, String name) {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> new NetworkWeights(tensors).check(graph()));
        assertTrue(String.valueOf(error.getMessage()).contains("tensor " + name), error.getMessage());
    }

    private static NetworkGraph graph() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(3, 7, 9));
        int stem = builder.convolutionRelu("stem", 0, 8, 3, 2, 1);
        int grouped = builder.add("grouped", new Operator.Convolution(12, 5, 1, 4, true), stem);
        int pool = builder.add("pool", new Operator.Pooling(Operator.Pooling.Kind.MAXIMUM, 2, 2), grouped);
        builder.add("classifier", new Operator.Dense(10), pool);
        return builder.build();
    }

    private static SortedMap<String, Tensor> zeros() {
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        NetworkWeights.expectedShapes(graph())
                .forEach((name, shape) ->
                        tensors.put(name, Tensor.of(new float[Math.toIntExact(Tensor.elements(shape))], shape)));
        return tensors;
    }
}
