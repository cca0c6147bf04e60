package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.onnx.ReferenceInterpreter;
import org.lampyris.evaluation.training.TrainingPlan.Optimizer;
import org.lampyris.evaluation.training.TrainingPlan.Rule;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.SpaceDefinition;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.TensorShape;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A network's inference, its statistics, and its life through changing batches. */
final class TrainableNetworkTest {
    private static final Optimizer SGD = new Optimizer(Rule.SGD, 0.05, 0.9, 5e-4);

    private static TrainableNetwork network(NetworkGraph graph, NetworkWeights weights, int steps) {
        TrainableNetwork network = new TrainableNetwork(graph, SGD, steps);
        network.setWeights(weights);
        return network;
    }

    @Test
    void weightsComeBackAsTheyWereSet() {
        NetworkGraph graph = SmallNetworks.everyOperator();
        NetworkWeights weights = RandomBatch.weights(graph, 1);
        try (TrainableNetwork network = network(graph, weights, 1)) {
            assertEquals(weights, network.weights());
        }
    }

    @Test
    void logitsAreTheInterpreters() {
        SmallNetworks.all().forEach((name, graph) -> agrees(name, graph, 3));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void logitsOfTheDefaultSpaceAreTheInterpreters(long seed) {
        FireBottleneckSpace space =
                new FireBottleneckSpace(SpaceDefinition.shipped("fire-bottleneck"), new TensorShape(1, 28, 28), 10);
        agrees("seed " + seed, space.decode(space.sample(new SplittableRandom(seed))), 2);
    }

    private static void agrees(String name, NetworkGraph graph, int images) {
        NetworkWeights weights = RandomBatch.weights(graph, 21);
        RandomBatch batch = new RandomBatch(graph, images, 22);
        ReferenceInterpreter reference = new ReferenceInterpreter(graph, weights);
        try (TrainableNetwork network = network(graph, weights, 1)) {
            float[][] logits = network.logits(batch.features());
            for (int n = 0; n < images; n++) {
                double[] expected = reference.run(batch.images()[n]);
                for (int k = 0; k < expected.length; k++) {
                    double bound = 1e-4 * Math.max(1, Math.abs(expected[k]));
                    assertEquals(expected[k], logits[n][k], bound, name + ", image " + n + ", class " + k);
                }
            }
        }
    }

    /** After k steps a statistic is 0.9^k of its start and 0.1 * 0.9^(k - i) of each step's own. */
    @Test
    void statisticsRunInClosedForm() {
        NetworkGraph graph = SmallNetworks.everyOperator();
        NetworkWeights start = RandomBatch.weights(graph, 31);
        Map<String, double[]> expected = new TreeMap<>();
        int steps = 7;
        try (TrainableNetwork network = network(graph, start, steps)) {
            for (int step = 1; step <= steps; step++) {
                RandomBatch batch = new RandomBatch(graph, 4 + step % 2, 40 + step);
                ReferenceTraining reference = new ReferenceTraining(graph, network.weights());
                reference.loss(batch.images(), batch.labels());
                double share = 0.1 * Math.pow(0.9, steps - step);
                reference.statistics().forEach((name, own) -> {
                    double[] sum = expected.computeIfAbsent(name, n -> new double[own.length]);
                    for (int c = 0; c < own.length; c++) {
                        sum[c] += share * own[c];
                    }
                });
                network.fit(batch.features(), batch.oneHot());
            }
            NetworkWeights after = network.weights();
            expected.forEach((name, sum) -> {
                for (int c = 0; c < sum.length; c++) {
                    double value = Math.pow(0.9, steps) * start.get(name).value(c) + sum[c];
                    assertEquals(value, after.get(name).value(c), 1e-4 * (1 + Math.abs(value)), name + "[" + c + "]");
                }
            });
            assertEquals(10, expected.size(), "a mean and a variance for each of 5 normalisations");
        }
    }

    @Test
    void inferenceIsTheSameInAnyBatchSize() {
        NetworkGraph graph = SmallNetworks.everyOperator();
        RandomBatch batch = new RandomBatch(graph, 6, 51);
        try (TrainableNetwork network = network(graph, RandomBatch.weights(graph, 52), 1)) {
            float[][] whole = network.logits(batch.features());
            for (int size : new int[] {1, 4, 6, 2}) {
                RandomBatch part = new RandomBatch(graph, 6, 51);
                float[][] logits = network.logits(
                        part.features().get(NDArrayIndex.interval(0, size)).dup('c'));
                assertEquals(size, logits.length);
                for (int n = 0; n < size; n++) {
                    assertArrayEquals(whole[n], logits[n], 1e-5f, size + " images, image " + n);
                }
            }
        }
    }

    /** What other batch sizes leave behind changes nothing: all bits are those of a fresh network. */
    @Test
    void trainingTakesBatchesOfChangingSizes() {
        NetworkGraph graph = SmallNetworks.everyOperator();
        NetworkWeights weights = RandomBatch.weights(graph, 61);
        RandomBatch large = new RandomBatch(graph, 6, 62);
        RandomBatch small = new RandomBatch(graph, 3, 63);
        try (TrainableNetwork changing = network(graph, weights, 20);
                TrainableNetwork other = network(graph, weights, 20)) {
            for (int step = 0; step < 4; step++) {
                RandomBatch batch = step % 2 == 0 ? large : small;
                double loss = changing.fit(batch.features(), batch.oneHot());
                changing.logits(step % 2 == 0 ? small.features() : large.features());
                assertEquals(other.fit(batch.features(), batch.oneHot()), loss, "loss of step " + step);
            }
            assertEquals(other.weights(), changing.weights());
            assertTrue(!weights.equals(changing.weights()), "trained");
        }
    }
}
