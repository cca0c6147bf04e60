package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
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
                    double[] gradient = reference.gradient(name, batch.images(), batch.labels());
                    check(name, gradient, before.get(name), after.get(name));
                }
            }
        }
    }

    private static void check(String name, double[] gradient, Tensor before, Tensor after) {
        double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < gradient.length; i++) {
            double found = ((double) before.value(i) - after.value(i)) / RATE;
            double away = Math.abs(found - gradient[i]);
            assertTrue(
                    away <= RELATIVE * largest + ROUNDING,
                    name + "[" + i + "]: " + found + " instead of " + gradient[i] + ", the largest is " + largest);
        }
    }
}
