package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lampyris.evaluation.data.DataOptions;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.Datasets;
import org.lampyris.evaluation.data.SyntheticData;
import org.lampyris.evaluation.training.TrainingPlan.Augmentation;
import org.lampyris.evaluation.training.TrainingPlan.Optimizer;
import org.lampyris.evaluation.training.TrainingPlan.Rule;
import org.lampyris.evaluation.training.TrainingPlan.Stopping;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.WeightFormat;

/** Networks that are trained as they are held. */
class FormattedTrainingTest {
    private static final long SEED = 7;

    @TempDir
    private static Path images;

    private static Dataset data;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() throws IOException {
        data = Datasets.open(
                SyntheticData.imageFolder(images.resolve("few"), 4, 40, 12).toString(), DataOptions.withSeed(1));
    }

    private static NetworkGraph network(WeightFormat format) {
        GraphBuilder g = new GraphBuilder(data.shape());
        int stem = g.convolutionRelu("stem", 0, 8, 3, 2, 1);
        g.format(format);
        int wide = g.convolutionRelu("wide", stem, 12, 3, 1, 1);
        int depthwise = g.convolutionRelu("depthwise", wide, 12, 3, 1, 12);
        g.add("classifier", new Dense(4), g.add("features", new GlobalAveragePooling(), depthwise));
        return g.build();
    }

    private static NetworkTrainer trainer(Rule rule, int patience, TrainingStates states) {
        Optimizer optimizer = new Optimizer(rule, rule == Rule.SGD ? 0.1 : 0.01, 0.9, 5e-4);
        TrainingPlan plan = new TrainingPlan(
                4, 16, optimizer, new Augmentation(1, true), new Stopping(patience, Duration.ofMinutes(10)));
        return new NetworkTrainer(data, plan, () -> 0, states);
    }

    @ParameterizedTest
    @CsvSource({"2, 0, 0", "3, 0.5, 0", "4, 0.75, 2", "8, 0, 0", "8, 0.9, 0", "32, 0.6, 0", "32, 0.25, 2"})
    void whatIsKeptIsInItsFormatAndKnowsTheImages(int bits, double sparsity, int patience) throws Exception {
        WeightFormat format = new WeightFormat(bits, sparsity);
        NetworkGraph graph = network(format);
        NetworkTrainer trainer = trainer(Rule.ADAM, patience, TrainingStates.none());
        TrainedNetwork trained = trainer.train(graph, SEED);
        for (String layer : List.of("wide", "depthwise", "classifier")) {
            Tensor weight = trained.weights().get(layer + ".weight");
            WeightFormat own = layer.equals("depthwise") ? format.dense() : format;
            checkFormat(weight, own, layer);
        }
        assertTrue(trained.accuracy() >= 0.5, "chance is 0.25, this is " + trained.accuracy());
        float[][] logits = trainer.logits(graph, trained.weights(), data.validation());
        assertEquals(trained.accuracy(), NetworkTrainer.accuracy(logits, data.validation()));
    }

    private static void checkFormat(Tensor weight, WeightFormat format, String layer) {
        int channels = weight.shape().get(0);
        int each = weight.size() / channels;
        int zeros = 0;
        for (int channel = 0; channel < channels; channel++) {
            TreeSet<Float> values = new TreeSet<>();
            for (int i = channel * each; i < (channel + 1) * each; i++) {
                values.add(weight.value(i));
                zeros += weight.value(i) == 0 ? 1 : 0;
            }
            if (format.isInteger()) {
                int largest = (1 << (format.bits() - 1)) - 1;
                int most = 2 * largest + 1;
                assertTrue(values.size() <= most, layer + " has the values " + values);
                // Multiples of one scale, which the largest integer tells.
                double step = Math.max(-values.first(), values.last()) / (double) largest;
                if (format.bits() == 8 && step > 0) {
                    values.forEach(value -> assertEquals(0, Math.IEEEremainder(value, step), 1e-6, layer));
                }
            }
        }
        long asked = format.zeros(weight.size());
        assertTrue(zeros >= asked, () -> layer + " has " + asked + " zeros to have");
        if (!format.isInteger()) {
            assertEquals(asked, zeros);
        }
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void oneAndOneAndTwoEpochsAreFour(Rule rule) throws Exception {
        NetworkGraph graph = network(new WeightFormat(3, 0.5));
        TrainingStates states = new TrainingStateFolder(folder.resolve("states"), 1L << 30);
        TrainedNetwork straight = trainer(rule, 0, TrainingStates.none()).train(graph, SEED);
        TrainedNetwork one = trainer(rule, 0, states).train(graph, SEED, OptionalInt.of(1));
        checkFormat(one.weights().get("wide.weight"), new WeightFormat(3, 0.5), "wide after one epoch");
        assertEquals(one, trainer(rule, 0, states).train(graph, SEED, OptionalInt.of(1)), "from its state");
        TrainedNetwork two = trainer(rule, 0, states).train(graph, SEED, OptionalInt.of(2));
        assertEquals(straight, trainer(rule, 0, states).train(graph, SEED));
        TrainingStates none = TrainingStates.none();
        assertEquals(one, trainer(rule, 0, none).train(graph, SEED, OptionalInt.of(1)));
        assertEquals(two, trainer(rule, 0, none).train(graph, SEED, OptionalInt.of(2)));
    }

    @Test
    void formatsArePartOfWhatATrainingIs() {
        TrainingPlan plan = new TrainingPlan(
                4,
                16,
                new Optimizer(Rule.SGD, 0.1, 0.9, 5e-4),
                new Augmentation(1, true),
                new Stopping(0, Duration.ofMinutes(10)));
        String plain = TrainingIdentity.of(network(WeightFormat.PLAIN), SEED, plan, data, Optional.empty());
        NetworkGraph eight = network(new WeightFormat(8, 0));
        assertNotEquals(plain, TrainingIdentity.of(eight, SEED, plan, data, Optional.empty()));
        assertNotEquals(
                TrainingIdentity.of(network(new WeightFormat(7, 0)), SEED, plan, data, Optional.empty()),
                TrainingIdentity.of(eight, SEED, plan, data, Optional.empty()));
        assertEquals(plain, TrainingIdentity.of(eight.withoutFormats(), SEED, plan, data, Optional.empty()));
    }

    @Test
    void theSmallestWeightsAreZeroAndMayComeBack() {
        FormattedWeights weights = new FormattedWeights(new WeightFormat(32, 0.5), 1, 1, 1);
        float[] used = new float[4];
        weights.apply(new float[] {3, -1, 2, -4}, used);
        assertArrayEquals(new float[] {3, 0, 0, -4}, used);
        weights.apply(new float[] {1, -3, 2, -4}, used);
        assertArrayEquals(new float[] {0, -3, 0, -4}, used);
        weights.apply(new float[] {1, 1, 1, 1}, used);
        assertArrayEquals(new float[] {1, 0, 0, 1}, used, "one is the largest, of the others the first go");
    }

    /** Normalisation makes a channel's size meaningless, and the gradient of one without weights immense. */
    @Test
    void noChannelLosesAllHoweverSmallItIs() {
        SplittableRandom random = new SplittableRandom(2);
        int channels = 16;
        int each = 8;
        float[] kept = new float[channels * each];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = (float) (random.nextDouble(-1, 1) * Math.pow(10, i / each - 8));
        }
        float[] used = new float[kept.length];
        new FormattedWeights(new WeightFormat(32, 0.875), channels, 1, 1).apply(kept, used);
        for (int channel = 0; channel < channels; channel++) {
            int zeros = 0;
            for (int i = channel * each; i < (channel + 1) * each; i++) {
                zeros += used[i] == 0 ? 1 : 0;
            }
            assertEquals(7, zeros, "channel " + channel);
        }
        FormattedWeights hardly = new FormattedWeights(new WeightFormat(32, 0.95), channels, 1, 1);
        hardly.apply(kept, used);
        float[] gradient = new float[kept.length];
        Arrays.fill(gradient, 1);
        hardly.pullBack(gradient);
        for (int i = 0; i < kept.length; i += each) {
            boolean dead = true;
            for (int j = i; j < i + each; j++) {
                dead &= used[j] == 0;
            }
            assertEquals(dead ? 0 : 1, gradient[i], "channel " + i / each);
        }
    }

    @Test
    void zerosGrowDuringTheFirstEpoch() {
        FormattedWeights weights = new FormattedWeights(new WeightFormat(32, 0.5), 1, 8, 0);
        SplittableRandom random = new SplittableRandom(1);
        float[] kept = new float[1000];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = (float) random.nextDouble(0.1, 1);
        }
        float[] used = new float[kept.length];
        int before = -1;
        for (int step = 0; step <= 8; step++) {
            weights.apply(kept, used);
            int zeros = 0;
            for (float value : used) {
                zeros += value == 0 ? 1 : 0;
            }
            assertTrue(zeros > before && (step > 0 || zeros == 0), "step " + step + ": " + zeros + " zeros");
            before = zeros;
        }
        assertEquals(500, before);
    }
}
