package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.data.DataOptions;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.Datasets;
import org.lampyris.evaluation.training.TrainingPlan.Augmentation;
import org.lampyris.evaluation.training.TrainingPlan.Optimizer;
import org.lampyris.evaluation.training.TrainingPlan.Rule;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.Pooling;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Lampyris's layers against those that come with Deeplearning4j, from the same weights on the same batches. */
final class StockParityTest {
    private static final double TOLERANCE = 1e-4;
    /** What subtracting two floats of about 1 leaves. */
    private static final double ROUNDING = 2e-6;

    private static final double RATE = 0.02;
    private static final int STEPS = 200;
    private static final int BATCH = 16;

    static Stream<Named<NetworkGraph>> networks() {
        List<Named<NetworkGraph>> all = new ArrayList<>();
        SmallNetworks.all().forEach((name, graph) -> {
            if (!name.equals("two slabs")) { // Large, and nothing that the others lack.
                all.add(Named.of(name, graph));
            }
        });
        for (long seed = 1; seed <= 24; seed++) {
            all.add(Named.of("seed " + seed, random(seed)));
        }
        return all.stream();
    }

    /** A convolution, a layer of any kind in any shape, and a convolution that takes what comes of it. */
    private static NetworkGraph random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int kernel = 1 + 2 * random.nextInt(3);
        int stride = 1 + random.nextInt(2);
        int height = random.nextInt(5, 20);
        int width = random.nextInt(5, 20);
        int channels = random.nextInt(1, 37);
        int out = random.nextInt(1, 37);
        return SmallNetworks.network(random.nextInt(1, 4), height, width, g -> {
            int stem = g.convolutionRelu("stem", 0, channels, 3, 1, 1);
            int end = switch ((int) (seed % 6)) {
                case 0 -> g.convolutionRelu("dense", stem, out, kernel, stride, 1);
                case 1 -> g.convolutionRelu("depthwise", stem, channels, kernel, stride, channels);
                case 2 -> g.add("largest", new Pooling(Pooling.Kind.MAXIMUM, kernel + 1, stride), stem);
                case 3 -> g.add("mean", new Pooling(Pooling.Kind.AVERAGE, kernel, stride), stem);
                case 4 ->
                    g.relu(
                            "sum",
                            g.add(
                                    "sum",
                                    new Addition(),
                                    stem,
                                    g.convolution("residual", stem, channels, kernel, 1, 1)));
                default ->
                    g.add(
                            "both",
                            new Concatenation(),
                            g.convolutionRelu("left", stem, out, 1, 1, 1),
                            g.convolutionRelu("right", stem, out, kernel, 1, 1));
            };
            return g.convolutionRelu("end", end, 5, 1, 1, 1);
        });
    }

    @ParameterizedTest
    @MethodSource("networks")
    void activationsAndGradientsAreTheStockLayers(NetworkGraph graph) {
        Optimizer plain = new Optimizer(Rule.SGD, 1, 0, 0);
        NetworkWeights start = RandomBatch.weights(graph, 3);
        RandomBatch batch = new RandomBatch(graph, 6, 4);
        INDArray[] images = {batch.features()};
        try (StockNetwork stock = new StockNetwork(graph, plain, 1, start);
                TrainableNetwork own = new TrainableNetwork(graph, plain, 1)) {
            own.setWeights(start);
            String last = layerBeforeThePool(graph, own);
            INDArray expected = activations(stock.network(), images, nodeBeforeThePool(graph));
            INDArray[] channelsLast = {batch.features().permute(0, 2, 3, 1).dup('c')};
            INDArray found = activations(own.network(), channelsLast, last);
            close("activations of " + last, values(expected), values(found.permute(0, 3, 1, 2)));

            double loss = stock.fit(batch.features(), batch.oneHot());
            assertEquals(loss, own.fit(batch.features(), batch.oneHot()), TOLERANCE * Math.max(1, loss), "loss");
            NetworkWeights after = own.weights();
            stock.views().forEach((name, view) -> {
                if (!name.endsWith(NetworkWeights.MEAN) && !name.endsWith(NetworkWeights.VARIANCE)) {
                    close(
                            "gradient of " + name,
                            gradient(start.get(name), values(view)),
                            gradient(start.get(name), values(after.get(name))));
                }
            });
        }
    }

    private static String nodeBeforeThePool(NetworkGraph graph) {
        return graph.nodes().get(node(graph, "features").inputs().get(0)).name();
    }

    private static Node node(NetworkGraph graph, String name) {
        return graph.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The layer that a convolution, its normalisation and its ReLU have become. */
    private static String layerBeforeThePool(NetworkGraph graph, TrainableNetwork own) {
        int index = node(graph, "features").inputs().get(0);
        while (own.network().getVertex(graph.nodes().get(index).name()) == null) {
            index = graph.nodes().get(index).inputs().get(0);
        }
        return graph.nodes().get(index).name();
    }

    private static INDArray activations(ComputationGraph network, INDArray[] images, String layer) {
        return Objects.requireNonNull(network.feedForward(images, true).get(layer), layer);
    }

    private static float[] values(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    private static float[] values(Tensor tensor) {
        float[] values = new float[tensor.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.value(i);
        }
        return values;
    }

    private static float[] gradient(Tensor before, float[] after) {
        float[] gradient = new float[after.length];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = before.value(i) - after[i];
        }
        return gradient;
    }

    /** Within 1e-4 of the largest. */
    private static void close(String what, float[] expected, float[] found) {
        assertEquals(expected.length, found.length, what);
        double scale = 0;
        for (float value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            double away = Math.abs((double) expected[i] - found[i]);
            assertTrue(
                    away <= TOLERANCE * scale + ROUNDING,
                    what + "[" + i + "]: " + found[i] + " instead of " + expected[i] + ", the largest is " + scale);
        }
    }

    /** A stem and a block; shallow, since each layer magnifies what rounding makes of the ones before. */
    private static NetworkGraph block(String kind, Dataset data) {
        GraphBuilder g = new GraphBuilder(data.shape());
        int wide = g.convolutionRelu("stem", 0, 8, 3, 2, 1);
        int stem = g.add("mean", new Pooling(Pooling.Kind.AVERAGE, 2, 2), wide);
        int end = switch (kind) {
            case "plain" ->
                g.add("pool", new Pooling(Pooling.Kind.MAXIMUM, 2, 2), g.convolutionRelu("plain", stem, 16, 3, 1, 1));
            case "fire" -> {
                int squeezed = g.convolutionRelu("squeeze", stem, 4, 1, 1, 1);
                yield g.add(
                        "fire",
                        new Concatenation(),
                        g.convolutionRelu("expand1", squeezed, 8, 1, 1, 1),
                        g.convolutionRelu("expand3", squeezed, 8, 3, 1, 1));
            }
            case "inverted bottleneck" -> {
                int expanded = g.convolutionRelu("expand", stem, 24, 1, 1, 1);
                int filtered = g.convolutionRelu("depthwise", expanded, 24, 3, 1, 24);
                yield g.add("inverted", new Addition(), stem, g.convolution("project", filtered, 8, 1, 1, 1));
            }
            case "residual bottleneck" -> {
                int reduced = g.convolutionRelu("reduce", stem, 4, 1, 1, 1);
                int inner = g.convolutionRelu("inner", reduced, 4, 3, 1, 1);
                int restored = g.convolution("restore", inner, 8, 1, 1, 1);
                yield g.relu("residual", g.add("residual", new Addition(), stem, restored));
            }
            default -> g.convolutionRelu("point", g.convolutionRelu("separable", stem, 8, 5, 2, 8), 16, 1, 1, 1);
        };
        g.add("classifier", new Dense(10), g.add("features", new GlobalAveragePooling(), end));
        return g.build();
    }

    /** Rounding differs, and training magnifies it; not beyond a hundredth in 200 steps. */
    @ParameterizedTest
    @ValueSource(strings = {"plain", "fire", "inverted bottleneck", "residual bottleneck", "separable"})
    void lossOfTwoHundredStepsIsTheStockLayers(String kind) {
        Dataset data = Datasets.open("fashion-mnist-mini", DataOptions.withSeed(1));
        NetworkGraph graph = block(kind, data);
        NetworkWeights start = InitialWeights.of(graph, 5);
        Optimizer optimizer = new Optimizer(Rule.SGD, RATE, 0.9, 0);
        int[] order = Batches.shuffled(data.train().size(), 5, 0);
        double first = 0;
        double last = 0;
        try (StockNetwork stock = new StockNetwork(graph, optimizer, STEPS, start);
                TrainableNetwork own = new TrainableNetwork(graph, optimizer, STEPS);
                Batches batches = new Batches(data.train(), data.normalization(), 10, BATCH)) {
            own.setWeights(start);
            for (int step = 0; step < STEPS; step++) {
                batches.fill(order, step * BATCH, new Augmentation(0, false), 5, 0);
                last = stock.fit(batches.features(), batches.labels());
                first = step == 0 ? last : first;
                double found = own.fit(batches.features(), batches.labels());
                assertEquals(last, found, 0.01 * last, "loss of step " + step);
            }
        }
        assertTrue(last < 0.95 * first, "the loss went from " + first + " to " + last);
    }

    @Test
    void namesOfTheTensorsAreTheSame() {
        NetworkGraph graph = SmallNetworks.everyOperator();
        try (StockNetwork stock =
                new StockNetwork(graph, new Optimizer(Rule.SGD, 1, 0, 0), 1, RandomBatch.weights(graph, 1))) {
            Map<String, INDArray> views = stock.views();
            assertEquals(NetworkWeights.expectedShapes(graph).keySet(), views.keySet());
        }
    }
}
