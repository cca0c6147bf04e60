package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lampyris.evaluation.training.TrainingPlan.Optimizer;
import org.lampyris.evaluation.training.TrainingPlan.Rule;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.NetworkGraph;

/** One plain step of gradient descent against central differences of a reference in double precision. */
final class UnitGradientTest {
    private static final double RATE = 1;
    private static final double RELATIVE = 1e-4;
    /** What subtracting two floats of about 1 leaves. */
    private static final double ROUNDING = 2e-6;
    /** The largest tensor whose values are all checked. */
    private static final int ALL = 1000;
    /** No divisor of a large tensor's axes. */
    private static final int STRIDE = 17;

    private static final int LAST = 60;

    static Stream<Named<NetworkGraph>> networks() {
        return Stream.of(SmallNetworks.all(), SmallNetworks.withoutNormalization())
                .flatMap(networks -> networks.entrySet().stream())
                .map(e -> Named.of(e.getKey(), e.getValue()));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void stepIsAlongTheGradient(NetworkGraph graph) {
        NetworkWeights before = RandomBatch.weights(graph, 11);
        RandomBatch batch = new RandomBatch(graph, 5, 12);
        ReferenceTraining reference = new ReferenceTraining(graph, before);
        Optimizer plain = new Optimizer(Rule.SGD, RATE, 0, 0);
        try (TrainableNetwork network = new TrainableNetwork(graph, plain, 1)) {
            network.setWeights(before);
            double expected = reference.loss(batch.images(), batch.labels());
            assertEquals(expected, network.fit(batch.features(), batch.oneHot()), 1e-5 * expected, "loss");
            NetworkWeights after = network.weights();
            for (String name : before.tensors().keySet()) {
                if (!name.endsWith(NetworkWeights.MEAN) && !name.endsWith(NetworkWeights.VARIANCE)) {
                    int[] places = places(before.get(name).size());
                    double[] gradient = reference.gradient(name, batch.images(), batch.labels(), places);
                    check(name, places, gradient, before.get(name), after.get(name));
                }
            }
        }
    }

    /** All values of a tensor; of a large one some, and the last ones, where a piece may be cut off. */
    private static int[] places(int size) {
        int[] places = IntStream.range(0, size)
                .filter(i -> size <= ALL || i % STRIDE == 0 || i >= size - LAST)
                .toArray();
        assertTrue(places.length >= Math.min(size, size / STRIDE + LAST / 2), places.length + " of " + size);
        return places;
    }

    private static void check(String name, int[] places, double[] gradient, Tensor before, Tensor after) {
        double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
        for (int k = 0; k < places.length; k++) {
            int i = places[k];
            double found = ((double) before.value(i) - after.value(i)) / RATE;
            double away = Math.abs(found - gradient[k]);
            assertTrue(
                    away <= RELATIVE * largest + ROUNDING,
                    name + "[" + i + "]: " + found + " instead of " + gradient[k] + ", the largest is " + largest);
        }
    }
}
