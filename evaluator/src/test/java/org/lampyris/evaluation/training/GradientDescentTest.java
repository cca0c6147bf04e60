package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lampyris.evaluation.training.TrainingPlan.Optimizer;
import org.lampyris.evaluation.training.TrainingPlan.Rule;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.space.graph.NetworkGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

final class GradientDescentTest {
    private final NetworkGraph graph = SmallNetworks.everyOperator();
    private final NetworkWeights start = RandomBatch.weights(graph, 3);
    private final RandomBatch batch = new RandomBatch(graph, 6, 4);

    @ParameterizedTest
    @EnumSource(Rule.class)
    void goesTheWayOfTheStockUpdater(Rule rule) {
        Optimizer optimizer = new Optimizer(rule, 0.003, 0.9, 0);
        INDArray images = batch.features().permute(0, 2, 3, 1).dup('c');
        try (TrainableNetwork own = new TrainableNetwork(graph, optimizer, 30);
                TrainableNetwork stock = new TrainableNetwork(graph, optimizer, 30)) {
            own.setWeights(start);
            stock.setWeights(start);
            INDArray before = own.network().params().dup();
            for (int step = 0; step < 12; step++) {
                own.fit(batch.features(), batch.oneHot());
                stock.network().fit(new INDArray[] {images}, new INDArray[] {batch.oneHot()});
            }
            INDArray expected = stock.network().params();
            double way = expected.sub(before).amaxNumber().doubleValue();
            assertTrue(way > 0.01, "the stock updater went only " + way);
            double away = expected.sub(own.network().params()).amaxNumber().doubleValue();
            assertTrue(away < 1e-3 * way, away + " away after a way of " + way);
        }
    }

    /** What remains of the difference to a step without decay is the decay. */
    @ParameterizedTest
    @EnumSource(Rule.class)
    void weightsOfConvolutionsAndDenseLayersDecay(Rule rule) {
        double rate = 0.1;
        NetworkWeights without = afterAStep(new Optimizer(rule, rate, 0.9, 0));
        NetworkWeights with = afterAStep(new Optimizer(rule, rate, 0.9, 0.25));
        for (String name : start.tensors().keySet()) {
            double share = name.endsWith(NetworkWeights.WEIGHT) ? 0.25 * rate : 0;
            for (int i = 0; i < start.get(name).size(); i++) {
                double expected =
                        without.get(name).value(i) - share * start.get(name).value(i);
                assertEquals(expected, with.get(name).value(i), 1e-6, name + "[" + i + "]");
            }
        }
    }

    private NetworkWeights afterAStep(Optimizer optimizer) {
        try (TrainableNetwork network = new TrainableNetwork(graph, optimizer, 1)) {
            network.setWeights(start);
            network.fit(batch.features(), batch.oneHot());
            return network.weights();
        }
    }

    @Test
    void theLastStepOfAScheduleIsNotLost() {
        NetworkWeights after = afterAStep(new Optimizer(Rule.SGD, 0.1, 0.9, 0));
        for (String name : start.tensors().keySet()) {
            if (name.endsWith(NetworkWeights.WEIGHT)) {
                double way = 0;
                for (int i = 0; i < start.get(name).size(); i++) {
                    way += Math.abs(after.get(name).value(i) - start.get(name).value(i));
                }
                assertTrue(way > 1e-4, name + " went only " + way);
            }
        }
    }
}
