package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lampyris.evaluation.training.TrainingPlan.Optimizer;
import org.lampyris.evaluation.training.TrainingPlan.Rule;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.NetworkGraph;

final class TransformedWeightsTest {
    private static final Optimizer SGD = new Optimizer(Rule.SGD, 0.05, 0.9, 0);

    static Stream<NetworkGraph> graphs() {
        return Stream.of(SmallNetworks.everyOperator(), SmallNetworks.multilayer());
    }

    static Stream<Arguments> graphsAndRules() {
        return graphs().flatMap(graph -> Stream.of(Rule.values()).map(rule -> Arguments.of(graph, rule)));
    }

    /** Adam sees the same gradients, too, and the tensors' values come row-major, whatever their order in memory. */
    @ParameterizedTest
    @MethodSource("graphsAndRules")
    void valuesAsTheyAreChangeNothing(NetworkGraph graph, Rule rule) {
        Optimizer optimizer = new Optimizer(rule, 0.05, 0.9, 0.01);
        NetworkWeights start = RandomBatch.weights(graph, 1);
        RandomBatch batch = new RandomBatch(graph, 4, 2);
        Map<String, WeightTransform> asTheyAre = new TreeMap<>();
        Set<String> seen = new TreeSet<>();
        start.tensors()
                .forEach((name, tensor) -> asTheyAre.put(name, (kept, used) -> {
                    if (seen.add(name)) {
                        assertArrayEquals(tensor.values(), kept, name);
                    }
                    System.arraycopy(kept, 0, used, 0, kept.length);
                }));
        NetworkWeights plain = trained(optimizer, graph, start, batch, Map.of(), 3);
        assertEquals(plain, trained(optimizer, graph, start, batch, asTheyAre, 3));
        assertEquals(start.tensors().keySet(), seen);
        assertNotEquals(start, plain);
    }

    private static NetworkWeights trained(
            NetworkGraph graph, NetworkWeights start, RandomBatch batch, Map<String, WeightTransform> with, int steps) {
        return trained(SGD, graph, start, batch, with, steps);
    }

    private static NetworkWeights trained(
            Optimizer optimizer,
            NetworkGraph graph,
            NetworkWeights start,
            RandomBatch batch,
            Map<String, WeightTransform> with,
            int steps) {
        try (TrainableNetwork network = new TrainableNetwork(graph, optimizer, steps)) {
            network.setWeights(start);
            if (!with.isEmpty()) {
                network.transform(with);
            }
            for (int step = 0; step < steps; step++) {
                network.fit(batch.features(), batch.oneHot());
            }
            return network.weights();
        }
    }

    @Test
    void theNetworkComputesWithWhatIsUsedAndTrainingKeepsTheRest() {
        NetworkGraph graph = SmallNetworks.multilayer();
        NetworkWeights start = RandomBatch.weights(graph, 1);
        RandomBatch batch = new RandomBatch(graph, 4, 2);
        String name = "hidden" + NetworkWeights.WEIGHT;
        float[][] lastKept = new float[1][];
        WeightTransform coarse = (kept, used) -> {
            lastKept[0] = kept.clone();
            for (int i = 0; i < kept.length; i++) {
                used[i] = Math.round(kept[i] * 2) / 2f;
            }
        };
        NetworkWeights after = trained(graph, start, batch, Map.of(name, coarse), 5);
        boolean between = false;
        for (int i = 0; i < lastKept[0].length; i++) {
            assertEquals(Math.round(lastKept[0][i] * 2) / 2f, after.get(name).value(i));
            between |= Math.abs(lastKept[0][i] - start.get(name).value(i)) > 1e-5;
        }
        assertTrue(between, "what is kept must have learnt");
        Map<String, Tensor> rounded = new TreeMap<>(start.tensors());
        float[] values = new float[lastKept[0].length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.round(start.get(name).value(i) * 2) / 2f;
        }
        rounded.put(name, Tensor.of(values, start.get(name).shape()));
        try (TrainableNetwork one = new TrainableNetwork(graph, SGD, 5);
                TrainableNetwork other = new TrainableNetwork(graph, SGD, 5)) {
            one.setWeights(start);
            one.transform(Map.of(name, coarse));
            other.setWeights(NetworkWeights.of(rounded));
            assertEquals(
                    other.fit(batch.features(), batch.oneHot()), one.fit(batch.features(), batch.oneHot()), "loss");
        }
    }

    /** The mean gradient of the batch, in the tensor's order: a plain step of rate 1 goes along it. */
    @ParameterizedTest
    @MethodSource("graphs")
    void gradientsCanBeTurned(NetworkGraph graph) {
        NetworkWeights start = RandomBatch.weights(graph, 1);
        RandomBatch batch = new RandomBatch(graph, 4, 2);
        Map<String, float[]> seen = new TreeMap<>();
        Map<String, WeightTransform> turning = new TreeMap<>();
        for (String name : start.tensors().keySet()) {
            if (name.endsWith(NetworkWeights.WEIGHT)) {
                turning.put(name, new WeightTransform() {
                    @Override
                    public void apply(float[] kept, float[] used) {
                        System.arraycopy(kept, 0, used, 0, kept.length);
                    }

                    @Override
                    public void pullBack(float[] gradient) {
                        seen.put(name, gradient.clone());
                        Arrays.fill(gradient, 0);
                    }
                });
            }
        }
        NetworkWeights still = trained(graph, start, batch, turning, 1);
        try (TrainableNetwork network = new TrainableNetwork(graph, SGD, 1)) {
            network.setWeights(start);
            Map<String, Tensor> gradients = network.gradients(batch.features(), batch.oneHot());
            seen.forEach((name, gradient) -> {
                Tensor expected = Objects.requireNonNull(gradients.get(name));
                assertArrayEquals(expected.values(), gradient, 1e-6f, name);
                assertEquals(start.get(name), still.get(name), name);
            });
        }
        assertTrue(seen.size() >= 4, seen.keySet().toString());
    }

    @Test
    void aTensorThatIsNotThereIsRefused() {
        NetworkGraph graph = SmallNetworks.multilayer();
        try (TrainableNetwork network = new TrainableNetwork(graph, SGD, 1)) {
            Map<String, WeightTransform> other = Map.of("other.weight", (kept, used) -> {});
            assertThrows(IllegalArgumentException.class, () -> network.transform(other));
        }
    }
}
