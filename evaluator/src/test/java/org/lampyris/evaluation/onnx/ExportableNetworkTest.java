package org.lampyris.evaluation.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.TensorShape;

final class ExportableNetworkTest {
    private static final Preprocessing GREY = Preprocessing.ofBytes(1);

    @ParameterizedTest
    @CsvSource({
        "c.weight, NaN",
        "c.bn.beta, Infinity",
        "c.bn.mean, -Infinity",
        "c.bn.variance, -0.1",
        "fc.bias, NaN",
    })
    void refusesValuesThatCantBeExported(String name, float value) {
        Map<String, Tensor> tensors = new TreeMap<>(weights().tensors());
        float[] values = weights().get(name).values();
        values[values.length - 1] = value;
        tensors.put(name, Tensor.of(values, weights().get(name).shape()));

        assertRefused(name, () -> ExportableNetwork.of(graph(), NetworkWeights.of(tensors), GREY, List.of("a", "b")));
    }

    @Test
    void refusesPartsThatDontFit() {
        assertRefused("2 channels", () -> of(Preprocessing.ofBytes(2), List.of("a", "b")));
        assertRefused("class names", () -> of(GREY, List.of("a")));
        assertRefused("class names", () -> of(GREY, List.of("a", "a")));
        assertRefused("classes", () -> of(GREY, List.of("a", "b")).with(Map.of("classes", "x")));
        assertRefused("fc.bias", () -> {
            Map<String, Tensor> tensors = new TreeMap<>(weights().tensors());
            tensors.remove("fc.bias");
            ExportableNetwork.of(graph(), NetworkWeights.of(tensors), GREY, List.of("a", "b"));
        });
    }

    @Test
    void refusesANetworkWithoutLogits() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(1, 4, 4));
        builder.relu("a", 0);
        NetworkGraph graph = builder.build();

        assertRefused("1x4x4", () -> ExportableNetwork.of(graph, NetworkWeights.of(Map.of()), GREY, List.of("a")));
    }

    @Test
    void refusesPreprocessingThatCantBe() {
        assertThrows(IllegalArgumentException.class, () -> new Preprocessing(0, List.of(0.0), List.of(1.0)));
        assertThrows(IllegalArgumentException.class, () -> Preprocessing.ofBytes(List.of(0.0), List.of(0.0)));
        assertThrows(IllegalArgumentException.class, () -> Preprocessing.ofBytes(List.of(Double.NaN), List.of(1.0)));
        assertThrows(IllegalArgumentException.class, () -> Preprocessing.ofBytes(List.of(0.0), List.of(1.0, 1.0)));
        assertThrows(IllegalArgumentException.class, () -> Preprocessing.ofBytes(List.of(), List.of()));
        assertEquals(List.of(0.0, 0.0), Preprocessing.ofBytes(2).mean());
    }

    private static ExportableNetwork of(Preprocessing preprocessing, List<String> classes) {
        return ExportableNetwork.of(graph(), weights(), preprocessing, classes);
    }

    private static NetworkGraph graph() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(1, 4, 4));
        builder.add("fc", new Operator.Dense(2), builder.convolution("c", 0, 2, 3, 1, 1));
        return builder.build();
    }

    private static NetworkWeights weights() {
        return new RandomNetworks(1).weights(graph());
    }

    private static void assertRefused(String part, Runnable make) {
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, make::run);
        assertTrue(String.valueOf(error.getMessage()).contains(part), error.getMessage());
    }
}
