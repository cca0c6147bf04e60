package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.evaluation.data.DataOptions;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.Datasets;
import org.lampyris.evaluation.data.SyntheticData;
import org.lampyris.evaluation.training.TrainingPlan.Augmentation;
import org.lampyris.evaluation.training.TrainingPlan.Optimizer;
import org.lampyris.evaluation.training.TrainingPlan.Rule;
import org.lampyris.evaluation.training.TrainingPlan.Stopping;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.Pooling;
import org.lampyris.space.graph.TensorShape;

class TrainingTest {
    private static final Augmentation SOME = new Augmentation(2, true);
    private static final Stopping NEVER = new Stopping(0, Duration.ofMinutes(10));
    private static Dataset data;

    @BeforeAll
    static void open() {
        data = Datasets.open("fashion-mnist-mini", DataOptions.withSeed(1));
    }

    /** Every operator that can be trained, in 14x14 and small. */
    static NetworkGraph everyOperator() {
        GraphBuilder g = new GraphBuilder(data.shape());
        int stem = g.convolutionRelu("stem", 0, 8, 3, 2, 1);
        int squeeze = g.convolutionRelu("fire.squeeze", stem, 4, 1, 1, 1);
        int narrow = g.convolutionRelu("fire.expand1", squeeze, 4, 1, 1, 1);
        int wide = g.convolutionRelu("fire.expand3", squeeze, 4, 3, 1, 1);
        int fire = g.add("fire", new Concatenation(), narrow, wide);
        int sum = g.relu("residual", g.add("residual", new Addition(), stem, fire));
        int pooled = g.add("pool", new Pooling(Pooling.Kind.MAXIMUM, 3, 2), sum);
        int depthwise = g.convolutionRelu("depthwise", pooled, 8, 5, 1, 8);
        int projected = g.convolution("project", depthwise, 8, 1, 1, 1);
        int linear = g.add("linear", new Addition(), pooled, projected);
        int average = g.add("average", new Pooling(Pooling.Kind.AVERAGE, 3, 2), linear);
        int features = g.add("features", new GlobalAveragePooling(), average);
        g.add("classifier", new Dense(10), features);
        return g.build();
    }

    private static NetworkTrainer trainer(int epochs, Rule rule, double rate, Stopping stopping) {
        Optimizer optimizer = new Optimizer(rule, rate, 0.9, 5e-4);
        return new NetworkTrainer(data, new TrainingPlan(epochs, 64, optimizer, SOME, stopping), System::nanoTime);
    }

    @Test
    void learnsRealImages() throws Exception {
        TrainedNetwork trained = trainer(2, Rule.SGD, 0.1, NEVER).train(everyOperator(), 1);
        assertTrue(trained.accuracy() > 0.6, "accuracy " + trained.accuracy());
        float[][] logits =
                trainer(1, Rule.SGD, 0.1, NEVER).logits(everyOperator(), trained.weights(), data.validation());
        assertEquals(trained.accuracy(), NetworkTrainer.accuracy(logits, data.validation()));
    }

    @Test
    void sameSeedSameBitsAfterThreeEpochsAloneOrBesideAnother(@TempDir Path folder) throws Exception {
        Path few = SyntheticData.imageFolder(folder.resolve("few"), 10, 40, 28);
        NetworkTrainer trainer = new NetworkTrainer(
                Datasets.open(few.toString(), DataOptions.withSeed(1)),
                new TrainingPlan(3, 32, new Optimizer(Rule.ADAM, 0.01, 0.9, 5e-4), SOME, NEVER),
                System::nanoTime);
        TrainedNetwork alone = trainer.train(everyOperator(), 7);
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Future<TrainedNetwork>> both = new ArrayList<>();
            both.add(two.submit(() -> trainer.train(everyOperator(), 7)));
            both.add(two.submit(() -> trainer.train(everyOperator(), 8)));
            assertEquals(alone, both.get(0).get());
            assertTrue(!alone.weights().equals(both.get(1).get().weights()), "another seed, the same weights");
        } finally {
            two.shutdownNow();
        }
    }

    @Test
    void divergenceIsNamed() {
        TrainingException e = assertThrows(
                TrainingException.class, () -> trainer(1, Rule.SGD, 10, NEVER).train(exploding(), 1));
        assertEquals(TrainingException.Reason.DIVERGED, e.reason());
        assertTrue(String.valueOf(e.getMessage()).contains("epoch 1"), String.valueOf(e.getMessage()));
    }

    /** A dense layer straight on large sums and a huge rate: no normalisation tames it. */
    private static NetworkGraph exploding() {
        GraphBuilder g = new GraphBuilder(data.shape());
        int x = g.convolution("stem", 0, 8, 3, 2, 1);
        for (int i = 0; i < 70; i++) {
            x = g.add("double" + i, new Addition(), x, x);
        }
        g.add("classifier", new Dense(10), g.add("features", new GlobalAveragePooling(), x));
        return g.build();
    }

    @Test
    void timeLimitIsNamed() {
        Stopping short1 = new Stopping(0, Duration.ofNanos(1));
        TrainingException e = assertThrows(
                TrainingException.class, () -> trainer(1, Rule.SGD, 0.1, short1).train(everyOperator(), 1));
        assertEquals(TrainingException.Reason.TIMED_OUT, e.reason());
    }

    @Test
    void interruptionLeavesAtOnce() {
        Thread.currentThread().interrupt();
        assertThrows(
                InterruptedException.class,
                () -> trainer(1, Rule.SGD, 0.1, NEVER).train(everyOperator(), 1));
    }

    @Test
    void unknownOrdersAreRefusedByName() {
        GraphBuilder g = new GraphBuilder(data.shape());
        int grouped = g.convolutionRelu("stem", 0, 8, 3, 1, 1);
        int odd = g.convolutionRelu("grouped", grouped, 8, 3, 1, 2);
        g.add("classifier", new Dense(10), g.add("features", new GlobalAveragePooling(), odd));
        TrainingException e = assertThrows(
                TrainingException.class, () -> trainer(1, Rule.SGD, 0.1, NEVER).train(g.build(), 1));
        assertEquals(TrainingException.Reason.UNSUPPORTED, e.reason());
        assertTrue(String.valueOf(e.getMessage()).contains("grouped"), String.valueOf(e.getMessage()));
    }

    @Test
    void earlyStoppingEndsAfterItsPatienceAndKeepsTheBest() throws Exception {
        // The clock is read once a step and once a validation batch, so it tells how many epochs were run.
        AtomicLong reads = new AtomicLong();
        Optimizer still = new Optimizer(Rule.SGD, 1e-9, 0.9, 0);
        TrainingPlan plan =
                new TrainingPlan(30, 500, still, new Augmentation(0, false), new Stopping(2, NEVER.timeLimit()));
        NetworkTrainer trainer = new NetworkTrainer(data, plan, reads::incrementAndGet);
        TrainedNetwork trained = trainer.train(everyOperator(), 3);
        int perEpoch = 6000 / 500 + 1000 / 500;
        assertEquals(
                1 + (trained.epochs() + 2L) * perEpoch, reads.get(), "clock reads with best epoch " + trained.epochs());
        float[][] logits = trainer.logits(everyOperator(), trained.weights(), data.validation());
        assertEquals(trained.accuracy(), NetworkTrainer.accuracy(logits, data.validation()));
    }

    @Test
    void whatCannotFitIsRefusedBeforeItIsAllocated() {
        GraphBuilder g = new GraphBuilder(new TensorShape(1, 1024, 1024));
        int wide = g.convolutionRelu("wide", 0, 1024, 3, 1, 1);
        g.add("classifier", new Dense(10), g.add("features", new GlobalAveragePooling(), wide));
        TrainingException e = assertThrows(
                TrainingException.class, () -> trainer(1, Rule.SGD, 0.1, NEVER).train(g.build(), 1));
        assertEquals(TrainingException.Reason.OUT_OF_MEMORY, e.reason());
    }

    @Test
    void whatFollowsPooledFeaturesMustBeDense() {
        GraphBuilder g = new GraphBuilder(data.shape());
        int pooled = g.add("features", new GlobalAveragePooling(), g.convolutionRelu("stem", 0, 8, 3, 2, 1));
        int odd = g.convolutionRelu("after", pooled, 8, 1, 1, 1);
        g.add("classifier", new Dense(10), odd);
        TrainingException e = assertThrows(
                TrainingException.class, () -> trainer(1, Rule.SGD, 0.1, NEVER).train(g.build(), 1));
        assertEquals(TrainingException.Reason.UNSUPPORTED, e.reason());
        assertTrue(String.valueOf(e.getMessage()).contains("after"), String.valueOf(e.getMessage()));
    }

    @Test
    void epochsAreShuffledAndAugmentedBySeedAndEpoch() {
        int[] first = Batches.shuffled(100, 1, 0);
        assertArrayEquals(first, Batches.shuffled(100, 1, 0));
        assertTrue(!Arrays.equals(first, Batches.shuffled(100, 1, 1)));
        assertTrue(!Arrays.equals(first, Batches.shuffled(100, 2, 0)));
        assertEquals(4950, Arrays.stream(first).sum());
    }
}
