package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
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
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;

/** Trainings of seconds, whose states are kept in a folder. */
abstract class SmallTrainings {
    static final Stopping NEVER = new Stopping(0, Duration.ofMinutes(10));
    static final long PLENTY = 1L << 30;
    static final long SEED = 7;

    @TempDir
    static Path images;

    static Dataset data;

    @TempDir
    Path folder;

    final AtomicLong clock = new AtomicLong();

    @BeforeAll
    static void open() throws IOException {
        Path few = SyntheticData.imageFolder(images.resolve("few"), 4, 40, 12);
        data = Datasets.open(few.toString(), DataOptions.withSeed(1));
    }

    static NetworkGraph network(int width) {
        GraphBuilder g = new GraphBuilder(data.shape());
        int stem = g.convolutionRelu("stem", 0, width, 3, 2, 1);
        int depthwise = g.convolutionRelu("depthwise", stem, width, 3, 1, width);
        int projected = g.convolution("project", depthwise, width, 1, 1, 1);
        int sum = g.relu("sum", g.add("sum", new Addition(), stem, projected));
        g.add("classifier", new Dense(4), g.add("features", new GlobalAveragePooling(), sum));
        return g.build();
    }

    static TrainingPlan plan(Rule rule) {
        Optimizer optimizer = new Optimizer(rule, rule == Rule.SGD ? 0.1 : 0.01, 0.9, 5e-4);
        return new TrainingPlan(4, 16, optimizer, new Augmentation(1, true), NEVER);
    }

    NetworkTrainer trainer(Rule rule, TrainingStates states) {
        LongSupplier counting = clock::incrementAndGet;
        return new NetworkTrainer(data, plan(rule), counting, states);
    }

    TrainingStates states() {
        return new TrainingStateFolder(folder.resolve("states"), PLENTY);
    }

    List<Path> files() throws IOException {
        Path states = folder.resolve("states");
        try (Stream<Path> files = Files.exists(states) ? Files.list(states) : Stream.of()) {
            return files.toList();
        }
    }

    Path file() throws IOException {
        assertEquals(1, files().size());
        return files().get(0);
    }

    /** How often the clock was read, which is once a step and once a validation batch. */
    long cost(NetworkTrainer trainer, long seed, int epochs) throws Exception {
        long before = clock.get();
        trainer.train(network(6), seed, OptionalInt.of(epochs));
        return clock.get() - before;
    }
}
