package org.lampyris.experiments.compression;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.compression.trimming.StepwiseTrimming;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.ImageSet;
import org.lampyris.evaluation.distillation.Distillation;
import org.lampyris.evaluation.measuring.Timing;
import org.lampyris.evaluation.onnx.OnnxRunner;
import org.lampyris.evaluation.onnx.OnnxStopwatch;
import org.lampyris.evaluation.onnx.OnnxWriter;
import org.lampyris.evaluation.training.DiagonalCurvature;
import org.lampyris.evaluation.training.DiagonalCurvature.Classes;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.training.TrainingPlan.Optimizer;
import org.lampyris.evaluation.training.TrainingPlan.Rule;
import org.lampyris.evaluation.training.TrainingStates;
import org.lampyris.evaluation.training.WeightTransform;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.experiments.SystemTime;
import org.lampyris.experiments.Version;
import org.lampyris.experiments.config.CompressionSettings;
import org.lampyris.experiments.config.TeacherSettings;
import org.lampyris.hardware.Cost;
import org.lampyris.hardware.CostModel;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.WeightFormat;

/** What all steps need: the images, a teacher, training, and figures that ONNX Runtime is the judge of. */
final class Workbench {
    private static final int WARM_UP = 100;
    /** How long a network is measured, in ms. */
    private static final double MEASURED_MS = 1000;

    /** What integers of any number of bits are computed as. */
    private static final WeightFormat INTEGERS = new WeightFormat(8, 0);

    /** Steps that don't train where they make integers of 8 bits. */
    private static final Set<String> PERHAPS_UNTRAINED = Set.of("quantize", "encode");

    private static final int CALIBRATION_IMAGES = 512;
    private static final double HARDLY = 1.5;

    private final Subject subject;
    private final Optional<CostModel> device;
    private final CompressionSettings settings;
    private final TrainingStates states;
    private final Consumer<String> progress;
    private @Nullable FineTuning tuning;
    private @Nullable Draft start;
    private @Nullable ImageSet calibration;

    /**
     * @param device prices networks; only {@link #latency} and what needs it ask for it
     * @param states of fine-tunings, for the same ones to go on from
     * @param progress hears how it goes
     */
    Workbench(
            Subject subject,
            Optional<CostModel> device,
            CompressionSettings settings,
            TrainingStates states,
            Consumer<String> progress) {
        this.subject = subject;
        this.device = device;
        this.settings = subject.provenance().mirrors() ? settings : settings.upright();
        this.states = states;
        this.progress = progress;
    }

    Subject subject() {
        return subject;
    }

    CompressionSettings settings() {
        return settings;
    }

    Dataset data() {
        return subject.data();
    }

    /** The network as it came. */
    Draft start() {
        Draft held = start;
        if (held == null) {
            held = written(subject.network(), "as it came");
            start = held;
        }
        return held;
    }

    /** A float network as a draft. */
    Draft written(WeightedNetwork network, String note) {
        return Draft.of(network, new OnnxWriter(Version.current()).encode(subject.exportable(network)), note);
    }

    /** The latency that the profile predicts, in ms. */
    ToDoubleFunction<NetworkGraph> latency() {
        return StepwiseTrimming.latency(device.orElseThrow());
    }

    /** A remark if a network is slower than what is aimed at. */
    String missed(NetworkGraph graph) {
        OptionalDouble target = targetMs();
        boolean late = target.isPresent() && latency().applyAsDouble(graph) > target.getAsDouble();
        return late
                ? String.format(
                        Locale.ROOT,
                        ", %.2fx wasn't reached",
                        settings.speedup().orElse(1))
                : "";
    }

    /** A packed network that says by how much it is larger than what is aimed at, if it is. */
    Draft sized(Draft packed) {
        long over = packed.bytes() - settings.bytes().orElse(packed.bytes());
        return over > 0 ? packed.noted(packed.note() + ", " + over + " bytes over the size") : packed;
    }

    /** What the device may take, in ms; empty if no speed-up is asked for. */
    OptionalDouble targetMs() {
        return settings.speedup().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(latency().applyAsDouble(subject.network().graph())
                        / settings.speedup().getAsDouble());
    }

    /** Some training images. */
    ImageSet calibrationImages() {
        ImageSet held = calibration;
        if (held == null) {
            held = data().train().sample(CALIBRATION_IMAGES, settings.effort().seed());
            calibration = held;
        }
        return held;
    }

    /** The second derivatives of the loss by all that a network has learnt, one class drawn for each of those images. */
    SortedMap<String, Tensor> curvature(WeightedNetwork device) throws TrainingException {
        return new DiagonalCurvature(data())
                .of(
                        device,
                        calibrationImages(),
                        Classes.DRAWN,
                        settings.effort().seed());
    }

    /** As {@link FineTuning#run}, by gradient descent at the settings' rate. */
    WeightedNetwork tuned(WeightedNetwork network, Map<String, WeightTransform> transforms, int epochs)
            throws TrainingException, InterruptedException {
        return tuned(
                network,
                transforms,
                epochs,
                new Optimizer(Rule.SGD, settings.effort().learningRate(), 0.9, 0));
    }

    /** The same by another rule. */
    WeightedNetwork tuned(
            WeightedNetwork network, Map<String, WeightTransform> transforms, int epochs, Optimizer optimizer)
            throws TrainingException, InterruptedException {
        return tuning().run(network, transforms, epochs, optimizer);
    }

    /**
     * Has the teacher look at the images now, not hours later.
     *
     * @throws InvalidInputException if it can't teach these images, or what a run's teacher said isn't there any more
     */
    void requireTeacher() {
        if (settings.teacher().isPresent() || !PERHAPS_UNTRAINED.containsAll(settings.steps())) {
            tuning().teaching().check(subject.network().graph());
        }
    }

    /** Who taught, unless it was the network as it came, or nothing was trained. */
    Optional<Distillation> teacher() {
        FineTuning held = tuning;
        return held == null ? Optional.empty() : held.teacher();
    }

    /** The same in words. */
    Optional<String> teacherName() {
        return teacher()
                .map(found -> settings.teacher().map(TeacherSettings::network).orElse("the teacher of the run"));
    }

    private FineTuning tuning() {
        FineTuning held = tuning;
        if (held == null) {
            held = new FineTuning(subject, settings, start().model(), states, progress);
            tuning = held;
        }
        return held;
    }

    private OnnxRunner open(byte[] model) {
        return OnnxRunner.open(subject.name(), model);
    }

    /** Tells how it goes. */
    void say(String line) {
        progress.accept(line);
    }

    /**
     * Ends a step's rounds where one diverges: what the rounds before came to stays.
     *
     * @param something whether they came to anything
     * @throws TrainingException the same, if they didn't, or it is no divergence
     */
    void requireSomething(String step, boolean something, TrainingException failure) throws TrainingException {
        if (!something || failure.reason() != TrainingException.Reason.DIVERGED) {
            throw failure;
        }
        progress.accept(step + ": " + failure.getMessage() + "; what it came to before stays");
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
        return Verdict.reaches(accuracy, floor);
    }

    /**
     * Refuses a network that doesn't know the images.
     *
     * @throws InvalidInputException if it is hardly better than chance
     */
    void requireKnowing(double accuracy) {
        if (accuracy < HARDLY / subject.classes().size()) {
            throw InvalidInputException.at(
                    subject.name(),
                    String.format(
                            Locale.ROOT,
                            "it gets %.1f %% of the validation images right, hardly more than chance",
                            100 * accuracy),
                    "Give the images that it was trained on, and preprocessing as a part of the file.");
        }
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
        Cost cost = device.orElseThrow().estimate(draft.quantized() ? graph.in(INTEGERS) : graph);
        try (OnnxRunner runner = open(draft.model())) {
            return new Figures(
                    accuracy(runner, data().validation()),
                    accuracy(runner, data().test()),
                    draft.bytes(),
                    cost.peakMemoryBytes(),
                    statistics.multiplyAdds(),
                    cost.latencyMs(),
                    milliseconds(draft));
        }
    }

    /** The median of a second's worth of runs: single bursts of other work are longer than a small network's run. */
    private static double milliseconds(Draft draft) {
        try (OnnxStopwatch stopwatch =
                OnnxStopwatch.open(draft.model(), draft.network().graph().input(), 1, SystemTime::nanoseconds)) {
            double each = Timing.median(stopwatch.run(WARM_UP));
            return Timing.median(stopwatch.run((int) Math.max(WARM_UP, MEASURED_MS / each)));
        }
    }
}
