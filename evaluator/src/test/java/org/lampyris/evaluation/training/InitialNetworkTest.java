package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.data.DataOptions;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.Datasets;
import org.lampyris.evaluation.proxy.GradientNorm;
import org.lampyris.evaluation.training.TrainingPlan.Optimizer;
import org.lampyris.evaluation.training.TrainingPlan.Rule;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Activation;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;

class InitialNetworkTest {
    private static final Optimizer SGD = new Optimizer(Rule.SGD, 0.1, 0.9, 0);
    private static final int BATCH = 4;
    private static Dataset data;

    @BeforeAll
    static void open() {
        data = Datasets.open("fashion-mnist-mini", DataOptions.withSeed(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dense 3x3, stride 2", "depthwise 3x3, stride 1", "sums", "fan-out of 3", "every operator"})
    void gradientsAreCentralDifferences(String name) {
        NetworkGraph graph = Objects.requireNonNull(SmallNetworks.all().get(name));
        NetworkWeights weights = RandomBatch.weights(graph, 61);
        RandomBatch batch = new RandomBatch(graph, 5, 62);
        ReferenceTraining reference = new ReferenceTraining(graph, weights);
        try (TrainableNetwork network = new TrainableNetwork(graph, SGD, 1)) {
            network.setWeights(weights);
            SortedMap<String, Tensor> gradients = network.gradients(batch.features(), batch.oneHot());
            assertEquals(weights, network.weights(), "the weights stay");
            assertEquals(gradients, network.gradients(batch.features(), batch.oneHot()));
            long learnt = weights.tensors().keySet().stream()
                    .filter(key -> !key.endsWith(NetworkWeights.MEAN) && !key.endsWith(NetworkWeights.VARIANCE))
                    .count();
            assertEquals(learnt, gradients.size());
            gradients.forEach((key, found) -> {
                double[] expected = reference.gradient(key, batch.images(), batch.labels());
                double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
                assertEquals(weights.get(key).shape(), found.shape());
                for (int i = 0; i < expected.length; i++) {
                    assertEquals(expected[i], found.value(i), 1e-4 * largest + 1e-7, key + "[" + i + "]");
                }
            });
        }
    }

    @Test
    void gradientNormIsThatOfCentralDifferences() throws TrainingException {
        NetworkGraph graph = small();
        long seed = 7;
        NetworkWeights weights = InitialWeights.of(graph, seed);
        ReferenceTraining reference = new ReferenceTraining(graph, weights);
        int[] order = Batches.shuffled(data.train().size(), seed, 0);
        double[][] images = new double[BATCH][];
        int[] labels = new int[BATCH];
        for (int n = 0; n < BATCH; n++) {
            images[n] = normalized(order[n]);
            labels[n] = data.train().label(order[n]);
        }
        double expected = 0;
        for (String name : weights.tensors().keySet()) {
            if (name.endsWith(NetworkWeights.WEIGHT)) {
                double[] gradient = reference.gradient(name, images, labels);
                expected += Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
            }
        }
        assertEquals(expected, new GradientNorm(data, BATCH).score(graph, seed), 1e-4 * expected);
    }

    private static double[] normalized(int image) {
        byte[] pixels = new byte[(int) data.shape().elements()];
        data.train().copyPixels(image, pixels, 0);
        double[] values = new double[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            values[i] =
                    ((pixels[i] & 0xff) / 255.0 - data.normalization().mean().get(0))
                            / data.normalization().deviation().get(0);
        }
        return values;
    }

    private static NetworkGraph small() {
        GraphBuilder g = new GraphBuilder(data.shape());
        int stem = g.convolutionRelu("stem", 0, 3, 3, 2, 1);
        int depthwise = g.convolution("depthwise", stem, 3, 3, 1, 3);
        int sum = g.relu("sum", g.add("sum", new Addition(), stem, depthwise));
        g.add("classifier", new Dense(10), g.add("features", new GlobalAveragePooling(), sum));
        return g.build();
    }

    /** A lone weight of 1 leaves pixels as they are; normalised, what is above the batch's mean is above zero. */
    @Test
    void rectifiedIsWhatIsAboveTheMean() {
        NetworkGraph graph = SmallNetworks.network(1, 4, 3, g -> g.convolutionRelu("c", 0, 1, 1, 1, 1));
        RandomBatch batch = new RandomBatch(graph, 3, 71);
        double mean = Arrays.stream(batch.images())
                .flatMapToDouble(Arrays::stream)
                .average()
                .orElseThrow();
        try (TrainableNetwork network = new TrainableNetwork(graph, SGD, 1)) {
            NetworkWeights weights = InitialWeights.of(graph, 1);
            SortedMap<String, Tensor> tensors = new TreeMap<>(weights.tensors());
            tensors.put("c.weight", Tensor.of(new float[] {1}, 1, 1, 1, 1));
            network.setWeights(new NetworkWeights(tensors));
            List<float[]> layers = new ArrayList<>();
            network.rectified(batch.features(), layers::add);
            assertEquals(1, layers.size());
            assertEquals(36, layers.get(0).length);
            for (int i = 0; i < 36; i++) {
                assertEquals(batch.images()[i / 12][i % 12] > mean, layers.get(0)[i] > 0, "value " + i);
            }
        }
    }

    @Test
    void everyReluIsSeen() {
        NetworkGraph graph = SmallNetworks.everyOperator();
        RandomBatch batch = new RandomBatch(graph, 2, 81);
        List<Integer> sizes = new ArrayList<>();
        try (TrainableNetwork network = new TrainableNetwork(graph, SGD, 1)) {
            network.setWeights(RandomBatch.weights(graph, 82));
            network.rectified(batch.features(), values -> {
                sizes.add(values.length);
                for (float value : values) {
                    assertTrue(value >= 0, "value " + value);
                }
            });
        }
        sizes.sort(null);
        // Of 5x4 pixels and two images: "wide" with one channel, stem, residual and depthwise with four.
        assertEquals(List.of(40, 160, 160, 160), sizes);
    }

    @Test
    void whatCantBeTrainedIsRefused() {
        GraphBuilder g = new GraphBuilder(data.shape());
        int gate = g.add("gate", new Activation(Activation.Function.SIGMOID), 0);
        g.add("classifier", new Dense(10), gate);
        NetworkGraph graph = g.build();
        assertThrows(TrainingException.class, () -> InitialNetwork.of(graph, data, BATCH, 1));
    }
}
