package org.lampyris.evaluation.compression.trimming;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.compression.Networks;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.TensorShape;

class ImportanceTest {
    private final WeightedNetwork network = network();
    private final ChannelGroup group = ChannelGroups.of(network.graph()).get(0);

    private static WeightedNetwork network() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(2, 1, 1));
        int c = builder.convolution("c", 0, 2, 1, 1, 1);
        builder.add("d", new Dense(3), c);
        return Networks.with(
                Networks.weighted(builder.build(), 1),
                Map.of(
                        "c.weight",
                        new float[] {3, -4, 0, 1},
                        "c.bn.gamma",
                        new float[] {-2, 5},
                        "c.bn.beta",
                        new float[] {1, 0}));
    }

    @Test
    void normsOfFilters() {
        assertArrayEquals(new double[] {7, 1}, Importance.l1().units(network, group));
        assertArrayEquals(new double[] {5, 1}, Importance.l2().units(network, group));
    }

    @Test
    void scalesOfNormalisationsElseNorms() {
        assertArrayEquals(new double[] {2, 5}, Importance.gamma().units(network, group));
        WeightedNetwork folded = network.folded();
        ChannelGroup same = ChannelGroups.of(folded.graph()).get(0);
        assertArrayEquals(
                Importance.l2().units(folded, same), Importance.gamma().units(folded, same));
    }

    @Test
    void taylorAddsWhatBelongsToAChannel() {
        Map<String, Tensor> gradients = new TreeMap<>();
        network.weights().tensors().forEach((name, tensor) -> gradients.put(name, filled(tensor, 0)));
        gradients.put("c.weight", Tensor.of(new float[] {1, 1, 1, 2}, 2, 2, 1, 1));
        gradients.put("c.bn.gamma", Tensor.of(new float[] {1, 0.5f}, 2));
        gradients.put("c.bn.beta", Tensor.of(new float[] {4, 9}, 2));
        double[] expected = {1 + 4, 4 + 6.25};
        assertArrayEquals(expected, Importance.taylor(gradients).units(network, group), 1e-9);
        gradients.remove("c.weight");
        Importance incomplete = Importance.taylor(gradients);
        assertThrows(IllegalArgumentException.class, () -> incomplete.units(network, group));
    }

    private static Tensor filled(Tensor tensor, float value) {
        float[] values = tensor.values();
        java.util.Arrays.fill(values, value);
        return Tensor.of(values, tensor.shape());
    }

    @Test
    void sharesAreOfTheWholeNetwork() {
        assertEquals(1, Importance.l1().share(network, List.of("c", "d")), 1e-12);
        double c = Importance.l1().share(network, List.of("c"));
        double d = Importance.l1().share(network, List.of("d"));
        assertEquals(1, c + d, 1e-12);
    }
}
