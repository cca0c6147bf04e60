package org.lampyris.experiments.teaching;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.ImageSet;
import org.lampyris.evaluation.distillation.Distillation;
import org.lampyris.evaluation.onnx.ExportableNetwork;
import org.lampyris.evaluation.onnx.OnnxRunner;
import org.lampyris.evaluation.onnx.OnnxWriter;
import org.lampyris.evaluation.onnx.Preprocessing;
import org.lampyris.evaluation.training.NetworkTrainer;
import org.lampyris.evaluation.training.TrainedNetwork;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.training.TrainingPlan;
import org.lampyris.experiments.SystemTime;
import org.lampyris.experiments.Version;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.NetworkGraph;

/** The same network, trained by the same plan from the same initial weights, with a teacher and without. */
public final class TeachingComparison {
    private final Dataset data;
    private final TrainingPlan plan;
    private final Distillation teaching;

    public TeachingComparison(Dataset data, TrainingPlan plan, Distillation teaching) {
        this.data = data;
        this.plan = plan;
        this.teaching = teaching;
    }

    /** Shares of images that are classified right; of the test images by ONNX Runtime. */
    public record Accuracy(double validation, double test) {}

    /** One seed. */
    public record Pair(long seed, Accuracy without, Accuracy with) {}

    /** What a teacher adds to a figure, as a share, e.g. 0.005 for half a point. */
    public static Interval gain(List<Pair> pairs, ToDoubleFunction<Accuracy> figure) {
        List<Double> gains = new ArrayList<>();
        for (Pair pair : pairs) {
            gains.add(figure.applyAsDouble(pair.with()) - figure.applyAsDouble(pair.without()));
        }
        return Interval.of(gains);
    }

    /** @throws InvalidInputException if the network can't be trained */
    public Pair at(NetworkGraph graph, long seed) throws InterruptedException {
        NetworkTrainer plain = new NetworkTrainer(data, plan, SystemTime::nanoseconds);
        return new Pair(seed, accuracy(plain, graph, seed), accuracy(plain.taughtBy(teaching), graph, seed));
    }

    private Accuracy accuracy(NetworkTrainer trainer, NetworkGraph graph, long seed) throws InterruptedException {
        TrainedNetwork trained;
        try {
            trained = trainer.train(graph, seed);
        } catch (TrainingException e) {
            throw new InvalidInputException("The network can't be trained with seed " + seed + ": " + e.getMessage());
        }
        ExportableNetwork network = new ExportableNetwork(
                graph,
                trained.weights(),
                Preprocessing.ofBytes(
                        data.normalization().mean(), data.normalization().deviation()),
                data.classNames(),
                new TreeMap<>());
        byte[] model = new OnnxWriter(Version.current()).encode(network);
        ImageSet test = data.test();
        try (OnnxRunner runner = OnnxRunner.open("the network", model)) {
            return new Accuracy(trained.accuracy(), runner.accuracy(test.pixels(), test.shape(), test.labels()));
        }
    }
}
