package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.TensorShape;

final class InitialWeightsTest {
    private static final NetworkGraph GRAPH = graph();

    private static NetworkGraph graph() {
        GraphBuilder g = new GraphBuilder(new TensorShape(3, 8, 8));
        int wide = g.convolutionRelu("wide", 0, 256, 3, 1, 1);
        int depthwise = g.convolutionRelu("depthwise", wide, 256, 5, 1, 256);
        int narrow = g.convolution("narrow", depthwise, 64, 1, 1, 1);
        g.add("classifier", new Dense(100), g.add("features", new GlobalAveragePooling(), narrow));
        return g.build();
    }

    /** The inputs of one output value: channels of its group x kernel x kernel. */
    @ParameterizedTest
    @CsvSource({"wide.weight, 2, 27", "depthwise.weight, 2, 25", "narrow.weight, 2, 256", "classifier.weight, 1, 64"})
    void varianceIsHe(String name, double gain, int inputs) {
        for (long seed = 1; seed <= 5; seed++) {
            Tensor tensor = InitialWeights.of(GRAPH, seed).get(name);
            double sum = 0;
            double squares = 0;
            int size = tensor.size();
            for (int i = 0; i < size; i++) {
                sum += tensor.value(i);
                squares += (double) tensor.value(i) * tensor.value(i);
            }
            double variance = gain / inputs;
            // Five standard errors: of a mean, and of a normal distribution's variance.
            assertEquals(0, sum / size, 5 * Math.sqrt(variance / size), name + " mean, seed " + seed);
            double error = 5 * variance * Math.sqrt(2.0 / size);
            assertEquals(variance, squares / size, error, name + " variance, seed " + seed);
        }
    }

    @Test
    void normalisationAndBiasStartNeutral() {
        InitialWeights.of(GRAPH, 1).tensors().forEach((name, tensor) -> {
            boolean one = name.endsWith(NetworkWeights.GAMMA) || name.endsWith(NetworkWeights.VARIANCE);
            for (int i = 0; i < tensor.size() && !name.endsWith(NetworkWeights.WEIGHT); i++) {
                assertEquals(one ? 1 : 0, tensor.value(i), name);
            }
        });
    }

    @Test
    void followFromTheSeed() {
        NetworkWeights weights = InitialWeights.of(GRAPH, 9);
        assertEquals(weights, weights.check(GRAPH));
        assertEquals(weights, InitialWeights.of(GRAPH, 9));
        assertNotEquals(weights.get("wide.weight"), InitialWeights.of(GRAPH, 10).get("wide.weight"));
    }
}
