package org.lampyris.experiments.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.distillation.Distillation;
import org.lampyris.evaluation.training.ClassicNetworks;
import org.lampyris.evaluation.training.TrainingPlan;
import org.lampyris.experiments.ClassicTraining;
import org.lampyris.experiments.Ingredients;
import org.lampyris.experiments.Machine;
import org.lampyris.experiments.PreparedFolder;
import org.lampyris.experiments.config.DataSettings;
import org.lampyris.experiments.config.TeacherSettings;
import org.lampyris.experiments.report.Json;
import org.lampyris.experiments.teaching.TeacherReader;
import org.lampyris.space.graph.NetworkGraph;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code train NETWORK}: one of the field's networks, to compare with or to compress. */
@Command(
        name = "train",
        description = "Trains a network of the field (LeNet, VGG, MobileNetV2, SqueezeNet) and writes it as ONNX, to"
                + " compare with or to compress.")
final class TrainCommand implements Callable<Integer> {
    private static final Duration NO_LIMIT = Duration.ofDays(365);

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "NETWORK",
            description = "lenet-300-100, lenet-5, vgg-16-quarter, mobilenet-v2 or squeezenet.")
    private String network = "";

    @Option(
            names = "--data",
            paramLabel = "NAME|DIR",
            defaultValue = "fashion-mnist",
            description = "The images (default: ${DEFAULT-VALUE}).")
    private String data = "";

    @Option(names = "--image-size", paramLabel = "PIXELS", description = "Resizes the images to this side.")
    private @Nullable Integer imageSize;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "10",
            description = "Passes over the training images (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            defaultValue = "0.05",
            description = "The highest (default: ${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(
            names = "--shift",
            paramLabel = "PIXELS",
            defaultValue = "0",
            description = "Moves images at random by up to this (default: ${DEFAULT-VALUE}).")
    private int shift;

    @Option(names = "--no-flip", description = "Images aren't mirrored while training, e.g. where they show digits.")
    private boolean upright;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Which (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private TeachingOptions teaching = new TeachingOptions();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "A folder that doesn't exist yet.")
    private Path out = Path.of("");

    @Option(names = "--json", description = "Prints the manifest.")
    private boolean json;

    TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        TrainingPlan plan = plan();
        Optional<TeacherSettings> teacher = teacher();
        if (!ClassicNetworks.NAMES.contains(network)) {
            throw usage(
                    "there is no network '" + network + "', choose among " + String.join(", ", ClassicNetworks.NAMES));
        }
        OptionalInt size = imageSize == null ? OptionalInt.empty() : OptionalInt.of(imageSize);
        DataSettings source = new DataSettings(data, size);
        Dataset images = Ingredients.data(source);
        NetworkGraph graph;
        try {
            graph = ClassicNetworks.named(
                    network, images.shape(), images.classNames().size());
        } catch (IllegalArgumentException e) {
            throw usage(network + " can't take images of " + images.shape() + " (" + e.getMessage()
                    + "); choose a larger --image-size");
        }
        PreparedFolder.requireNothing(out);
        Machine.prepare(1);
        TeacherReader reader = new TeacherReader(images, source, plan.augmentation());
        Optional<Distillation> taught = teacher.map(reader::teaching);
        taught.ifPresent(teaching -> teaching.check(graph));
        ClassicTraining training = new ClassicTraining(network, images, plan, seed, taught);
        Map<String, Object> manifest = training.run(
                graph, (epoch, accuracy) -> console.err().println("epoch " + epoch + " of " + epochs), out);
        if (json) {
            console.out().print(Json.write(manifest));
        } else {
            console.out()
                    .println(String.format(
                            Locale.ROOT,
                            "Trained %s: test accuracy %.4f, %s parameters, %s",
                            network,
                            (Double) Objects.requireNonNull(manifest.get("testAccuracy")),
                            manifest.get("parameters"),
                            out.resolve(ClassicTraining.FILE)));
        }
        return ExitCode.DONE;
    }

    private Optional<TeacherSettings> teacher() {
        try {
            return teaching.applyTo(Optional.empty());
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private TrainingPlan plan() {
        try {
            return new TrainingPlan(
                    epochs,
                    64,
                    new TrainingPlan.Optimizer(TrainingPlan.Rule.SGD, learningRate, 0.9, 5e-4),
                    new TrainingPlan.Augmentation(shift, !upright),
                    new TrainingPlan.Stopping(0, NO_LIMIT));
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
