package org.lampyris.experiments.teaching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.ImageSet;
import org.lampyris.evaluation.distillation.CachedTeacher;
import org.lampyris.evaluation.distillation.Distillation;
import org.lampyris.evaluation.distillation.FeatureTransfer;
import org.lampyris.evaluation.distillation.TransferWeights;
import org.lampyris.evaluation.onnx.ExportableNetwork;
import org.lampyris.evaluation.onnx.OnnxInnerResults;
import org.lampyris.evaluation.onnx.OnnxRunner;
import org.lampyris.evaluation.training.NetworkTrainer;
import org.lampyris.evaluation.training.TrainingPlan.Augmentation;
import org.lampyris.experiments.Ingredients;
import org.lampyris.experiments.config.DataSettings;
import org.lampyris.experiments.config.Experiment;
import org.lampyris.experiments.config.TeacherName;
import org.lampyris.experiments.config.TeacherSettings;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.TensorShape;

/** Has the networks that a user names look at the training images once, in ONNX Runtime. */
public final class TeacherReader {
    private static final double HARDLY = 1.5;

    private final Dataset data;
    private final DataSettings source;
    private final Augmentation augmentation;

    /**
     * @param data the student's images
     * @param source where they come from, for teachers that want them in another size
     * @param augmentation what the student sees of them
     */
    public TeacherReader(Dataset data, DataSettings source, Augmentation augmentation) {
        this.data = data;
        this.source = source;
        this.augmentation = augmentation;
    }

    /** What the teacher of an experiment says, if it has one. */
    public static Optional<CachedTeacher> of(Experiment experiment, Dataset data) {
        TeacherReader reader = new TeacherReader(
                data, experiment.problem().data(), experiment.training().augmentation());
        return experiment.teacher().map(teacher -> reader.read(teacher.network()));
    }

    /**
     * The teaching that settings ask for.
     *
     * @throws InvalidInputException as {@link #read}; if inner results are to be taught, also if several networks teach, or
     *     images are moved
     */
    public Distillation teaching(TeacherSettings settings) {
        String name = settings.network();
        TransferWeights weights = settings.transfer();
        if (!weights.isNone()) {
            requireOneUnmoved(name);
        }
        List<TeacherNetwork> members = new TeacherNetworks(data).of(name);
        CachedTeacher outputs = read(name, members);
        return new Distillation(
                outputs,
                settings.temperature(),
                settings.weight(),
                weights.isNone() ? Optional.empty() : Optional.of(within(members.get(0), weights)));
    }

    private void requireOneUnmoved(String name) {
        if (TeacherName.parse(name).which().equals(TeacherName.FRONT)) {
            throw TeacherNetworks.refused(
                    name,
                    "--attention and --hints are of one network, and a front has several",
                    "Take a run for its best network, or RUN:TRIAL.");
        }
        if (augmentation.shift() > 0) {
            throw TeacherNetworks.refused(
                    name,
                    "--attention and --hints need images that stay where they are, and these are moved by up to "
                            + augmentation.shift() + " pixels",
                    "Train with a shift of 0, or leave the two options out.");
        }
    }

    private FeatureTransfer within(TeacherNetwork teacher, TransferWeights weights) {
        ExportableNetwork network = teacher.network();
        ImageSet images = images(teacher, network.graph().input());
        return new FeatureTransfer(
                teacher.where(), new OnnxInnerResults(network, images), weights, augmentation.flip());
    }

    /**
     * @param name a run for its best network, {@code RUN:front} for all of its front, {@code RUN:TRIAL}, or an ONNX file
     * @throws InvalidInputException if there is no such network, it isn't for these classes or can't take these images, or
     *     it knows hardly more of them than chance does
     */
    public CachedTeacher read(String name) {
        return read(name, new TeacherNetworks(data).of(name));
    }

    private CachedTeacher read(String name, List<TeacherNetwork> members) {
        boolean mirrors = augmentation.flip();
        List<float[][]> plain = new ArrayList<>();
        List<float[][]> mirrored = new ArrayList<>();
        for (TeacherNetwork member : members) {
            try (OnnxRunner runner = member.open()) {
                requireSameClasses(member, runner.classes());
                ImageSet images = images(member, runner.input());
                float[][] logits = runner.logits(images.pixels());
                requireKnowing(member, logits);
                plain.add(logits);
                if (mirrors) {
                    mirrored.add(runner.logits(images.mirrored().pixels()));
                }
            }
        }
        try {
            float[][] together = together(plain);
            return new CachedTeacher(together, mirrors ? together(mirrored) : together);
        } catch (IllegalArgumentException e) {
            throw TeacherNetworks.refused(name, String.valueOf(e.getMessage()), "Take another network.");
        }
    }

    private static float[][] together(List<float[][]> members) {
        return members.size() == 1 ? members.get(0) : CachedTeacher.ensemble(members);
    }

    private void requireSameClasses(TeacherNetwork member, List<String> classes) {
        if (!classes.equals(data.classNames())) {
            throw TeacherNetworks.otherClasses(
                    member.where(),
                    classes.size() == data.classNames().size() ? "the classes " + classes : classes.size() + " classes",
                    data);
        }
    }

    /** The training images in the size that a teacher takes. */
    private ImageSet images(TeacherNetwork member, TensorShape input) {
        if (input.equals(data.shape())) {
            return data.train();
        }
        if (input.channels() == data.shape().channels() && input.height() == input.width()) {
            Dataset resized = Ingredients.data(new DataSettings(source.source(), OptionalInt.of(input.height())));
            if (resized.shape().equals(input)
                    && Arrays.equals(resized.train().labels(), data.train().labels())) {
                return resized.train();
            }
        }
        throw TeacherNetworks.refused(
                member.where(),
                "it takes images of " + input + ", those of " + data.name() + " are " + data.shape()
                        + " and can't be resized to that",
                "Take another network.");
    }

    private void requireKnowing(TeacherNetwork member, float[][] logits) {
        double accuracy = NetworkTrainer.accuracy(logits, data.train());
        if (accuracy < HARDLY / data.classNames().size()) {
            throw TeacherNetworks.refused(
                    member.where(),
                    String.format(
                            Locale.ROOT,
                            "it gets %.1f %% of the training images of %s right, hardly more than chance",
                            100 * accuracy,
                            data.name()),
                    "Take a network that was trained on such images, with its preprocessing as a part of the file.");
        }
    }
}
