package org.lampyris.experiments.compression;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.ImageSet;
import org.lampyris.evaluation.distillation.CachedTeacher;
import org.lampyris.evaluation.distillation.Distillation;
import org.lampyris.evaluation.onnx.OnnxRunner;
import org.lampyris.evaluation.onnx.OnnxStopwatch;
import org.lampyris.evaluation.onnx.OnnxWriter;
import org.lampyris.evaluation.training.NetworkTrainer;
import org.lampyris.evaluation.training.TrainedNetwork;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.training.TrainingPlan;
import org.lampyris.evaluation.training.TrainingPlan.Augmentation;
import org.lampyris.evaluation.training.TrainingPlan.Optimizer;
import org.lampyris.evaluation.training.TrainingPlan.Rule;
import org.lampyris.evaluation.training.TrainingPlan.Stopping;
import org.lampyris.evaluation.training.WeightTransform;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.experiments.SystemTime;
import org.lampyris.experiments.Version;
import org.lampyris.hardware.Cost;
import org.lampyris.hardware.HardwareProfile;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;

/** What all steps need: the images, a teacher, training, and figures that ONNX Runtime is the judge of. */
final class Workbench {
    private static final int BATCH = 64;
    private static final int LOGIT_BATCH = 50;
    private static final int RUNS = 301;
    private static final int CALIBRATION_IMAGES = 512;
    private static final double TEMPERATURE = 4;
    private static final double TEACHERS_WEIGHT = 0.7;
    private static final Duration NO_LIMIT = Duration.ofDays(365);

    private final Subject subject;
    private final HardwareProfile profile;
    private final Settings settings;
    private final Path folder;
    private final Consumer<String> progress;
    private @Nullable Distillation teaching;

    /**
     * @param folder for files that ONNX Runtime is to read
     * @param progress hears how it goes
     */
    Workbench(Subject subject, HardwareProfile profile, Settings settings, Path folder, Consumer<String> progress) {
        this.progress = progress;
        this.subject = subject;
        this.profile = profile;
        this.settings = settings;
        this.folder = folder;
    }

    Subject subject() {
        return subject;
    }

    Settings settings() {
        return settings;
    }

    Dataset data() {
        return subject.data();
    }

    /** The network as it came. */
    Draft start() {
        return written(subject.network(), "as it came");
    }

    /** A float network as a draft. */
    Draft written(WeightedNetwork network, String note) {
        return Draft.of(network, new OnnxWriter(Version.current()).encode(subject.exportable(network)), note);
    }

    /** The latency that the profile predicts, in ms. */
    ToDoubleFunction<NetworkGraph> latency() {
        return graph -> profile.costModel().estimate(graph).latencyMs();
    }

    /** What the device may take, in ms; empty if no speed-up is asked for. */
    OptionalDouble targetMs() {
        return settings.speedup().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(latency().applyAsDouble(subject.network().graph())
                        / settings.speedup().getAsDouble());
    }

    /** The pixels of some training images. */
    ByteBuffer calibrationPixels() {
        return calibrationImages().pixels();
    }

    /** The first training images; they are in no order. */
    ImageSet calibrationImages() {
        ImageSet train = data().train();
        int[] first = new int[Math.min(CALIBRATION_IMAGES, train.size())];
        Arrays.setAll(first, i -> i);
        return train.select(first);
    }

    /** Trains on, taught by the network as it came, by gradient descent at the settings' rate. */
    TrainedNetwork tuned(WeightedNetwork network, Map<String, WeightTransform> transforms, int epochs)
            throws TrainingException, InterruptedException {
        return tuned(
                network,
                transforms,
                epochs,
                new Optimizer(Rule.SGD, settings.effort().learningRate(), 0.9, 0));
    }

    /** The same by another rule. */
    TrainedNetwork tuned(
            WeightedNetwork network, Map<String, WeightTransform> transforms, int epochs, Optimizer optimizer)
            throws TrainingException, InterruptedException {
        TrainingPlan plan = new TrainingPlan(
                epochs, BATCH, optimizer, new Augmentation(0, settings.effort().flip()), new Stopping(0, NO_LIMIT));
        return new NetworkTrainer(data(), plan, SystemTime::nanoseconds)
                .taughtBy(teaching())
                .tune(network, transforms, settings.effort().seed());
    }

    private Distillation teaching() {
        Distillation held = teaching;
        if (held == null) {
            try (OnnxRunner runner = open(start().model())) {
                ImageSet train = data().train();
                float[][] plain = logits(runner, train);
                float[][] mirrored = settings.effort().flip() ? logits(runner, train.mirrored()) : plain;
                held = new Distillation(new CachedTeacher(plain, mirrored), TEMPERATURE, TEACHERS_WEIGHT);
                teaching = held;
            }
        }
        return held;
    }

    private static float[][] logits(OnnxRunner runner, ImageSet images) {
        ByteBuffer pixels = images.pixels();
        int size = Math.toIntExact(images.shape().elements());
        float[][] logits = new float[images.size()][];
        for (int first = 0; first < images.size(); first += LOGIT_BATCH) {
            int count = Math.min(LOGIT_BATCH, images.size() - first);
            float[][] batch = runner.logits(pixels.slice(first * size, count * size));
            System.arraycopy(batch, 0, logits, first, count);
        }
        return logits;
    }

    private OnnxRunner open(byte[] model) {
        try {
            Path file = folder.resolve("judged.onnx");
            Files.write(file, model);
            try {
                return OnnxRunner.open(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Validates what a step tries, and says so. */
    boolean keeps(double floor, String step, Draft tried) {
        double accuracy = validation(tried.model());
        progress.accept(String.format(
                Locale.ROOT,
                "%s: %s: validation accuracy %.4f, at least %.4f is needed",
                step,
                tried.note(),
                accuracy,
                floor));
        return accuracy >= floor - 1e-9;
    }

    /** The validation accuracy that the settings allow at least. */
    double floor() {
        return validation(start().model()) - settings.maxDrop();
    }

    /** The share of validation images that ONNX Runtime gets right. */
    double validation(byte[] model) {
        try (OnnxRunner runner = open(model)) {
            return accuracy(runner, data().validation());
        }
    }

    /** The share of test images that ONNX Runtime gets right. */
    double test(byte[] model) {
        try (OnnxRunner runner = open(model)) {
            return accuracy(runner, data().test());
        }
    }

    private static double accuracy(OnnxRunner runner, ImageSet images) {
        return runner.accuracy(images.pixels(), images.shape(), images.labels());
    }

    Figures figures(Draft draft) {
        NetworkGraph graph = draft.network().graph();
        GraphStatistics statistics = GraphStatistics.of(graph);
        Cost cost = profile.costModel().estimate(graph);
        try (OnnxRunner runner = open(draft.model())) {
            return new Figures(
                    accuracy(runner, data().validation()),
                    accuracy(runner, data().test()),
                    draft.bytes(),
                    cost.peakMemoryBytes(),
                    statistics.multiplyAdds(),
                    OptionalDouble.of(cost.latencyMs()),
                    milliseconds(draft));
        }
    }

    private static double milliseconds(Draft draft) {
        try (OnnxStopwatch stopwatch =
                OnnxStopwatch.open(draft.model(), draft.network().graph().input(), 1, SystemTime::nanoseconds)) {
            stopwatch.run(RUNS / 3);
            double[] times = stopwatch.run(RUNS);
            Arrays.sort(times);
            return times[RUNS / 2];
        }
    }
}
