package org.lampyris.experiments.teaching;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.ImageSet;
import org.lampyris.evaluation.distillation.CachedTeacher;
import org.lampyris.evaluation.distillation.Distillation;
import org.lampyris.evaluation.onnx.ExportableNetwork;
import org.lampyris.evaluation.onnx.OnnxRunner;
import org.lampyris.evaluation.onnx.OnnxWriter;
import org.lampyris.evaluation.onnx.Preprocessing;
import org.lampyris.evaluation.onnx.reading.ImportedNetwork;
import org.lampyris.evaluation.onnx.reading.OnnxImporter;
import org.lampyris.evaluation.training.NetworkTrainer;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.experiments.FinishedRun;
import org.lampyris.experiments.Ingredients;
import org.lampyris.experiments.RunFolder;
import org.lampyris.experiments.Version;
import org.lampyris.experiments.config.DataSettings;
import org.lampyris.experiments.config.Experiment;
import org.lampyris.experiments.config.TeacherName;
import org.lampyris.experiments.config.TeacherSettings;
import org.lampyris.input.InvalidInputException;
import org.lampyris.search.Trial;
import org.lampyris.search.pareto.ParetoFront;
import org.lampyris.search.pareto.Selection;
import org.lampyris.space.graph.TensorShape;

/** Has the networks that a user names look at the training images once, in ONNX Runtime. */
public final class TeacherReader {
    private static final double HARDLY = 1.5;

    private final Dataset data;
    private final DataSettings source;
    private final boolean mirrors;

    /**
     * @param data the student's images
     * @param source where they come from, for teachers that want them in another size
     * @param mirrors whether the student sees mirrored images, too
     */
    public TeacherReader(Dataset data, DataSettings source, boolean mirrors) {
        this.data = data;
        this.source = source;
        this.mirrors = mirrors;
    }

    /** What the teacher of an experiment says, if it has one. */
    public static Optional<CachedTeacher> of(Experiment experiment, Dataset data) {
        boolean mirrors = experiment.training().augmentation().flip();
        return experiment
                .teacher()
                .map(teacher -> new TeacherReader(data, experiment.problem().data(), mirrors).read(teacher.network()));
    }

    /** A network as a file. */
    private static final class Member {
        private final String where;
        private final byte[] model;

        Member(String where, byte[] model) {
            this.where = where;
            this.model = model;
        }

        String where() {
            return where;
        }

        OnnxRunner open() {
            return OnnxRunner.open(where, model);
        }
    }

    /** The teaching that settings ask for; as {@link #read}. */
    public Distillation teaching(TeacherSettings settings) {
        return new Distillation(read(settings.network()), settings.temperature(), settings.weight());
    }

    /**
     * @param name a run for its best network, {@code RUN:front} for all of its front, {@code RUN:TRIAL}, or an ONNX file
     * @throws InvalidInputException if there is no such network, it isn't for these classes or can't take these images, or
     *     it knows hardly more of them than chance does
     */
    public CachedTeacher read(String name) {
        List<float[][]> plain = new ArrayList<>();
        List<float[][]> mirrored = new ArrayList<>();
        for (Member member : members(name)) {
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
            throw refused(name, String.valueOf(e.getMessage()), "Take another network.");
        }
    }

    private static float[][] together(List<float[][]> members) {
        return members.size() == 1 ? members.get(0) : CachedTeacher.ensemble(members);
    }

    private List<Member> members(String name) {
        TeacherName parsed = TeacherName.parse(name);
        Path path;
        try {
            path = Path.of(parsed.path());
        } catch (InvalidPathException e) {
            throw refused(name, "it is no path", "Give a run, RUN:front, RUN:TRIAL, or an ONNX file.");
        }
        if (!parsed.which().isEmpty() || Files.isDirectory(path)) {
            return ofRun(name, FinishedRun.read(RunFolder.open(path)), parsed.which());
        }
        if (!Files.isRegularFile(path)) {
            throw refused(name, "there is no such run or file", "Give a run, RUN:front, RUN:TRIAL, or an ONNX file.");
        }
        return List.of(new Member(name, ofFile(path)));
    }

    private List<Member> ofRun(String name, FinishedRun run, String which) {
        List<Trial> front =
                ParetoFront.of(run.ingredients().objectives(), run.trials()).members();
        List<Trial> taken = switch (which) {
            case "" ->
                List.of(Selection.parse("best")
                        .from(run.trials(), run.ingredients().objectives()));
            case TeacherName.FRONT -> front;
            default ->
                front.stream()
                        .filter(trial -> trial.number() == Integer.parseInt(which))
                        .toList();
        };
        if (taken.isEmpty()) {
            throw refused(
                    name,
                    which.equals(TeacherName.FRONT)
                            ? "there is no network on the front"
                            : "trial " + which + " isn't on the front, and other weights aren't kept",
                    "See 'lampyris show' for those that are.");
        }
        Dataset own = run.images();
        Preprocessing preprocessing = Preprocessing.ofBytes(
                own.normalization().mean(), own.normalization().deviation());
        return taken.stream()
                .map(trial -> new Member(
                        run.folder().path() + ":" + trial.number(),
                        new OnnxWriter(Version.current())
                                .encode(new ExportableNetwork(
                                        run.ingredients().space().decode(trial.architecture()),
                                        run.weights(trial),
                                        preprocessing,
                                        own.classNames(),
                                        new TreeMap<>()))))
                .toList();
    }

    /** A file of ours as it is, even if it computes in integers; any other is read node by node. */
    private byte[] ofFile(Path file) {
        if (ours(file)) {
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw refused(file.toString(), "it can't be read (" + e.getMessage() + ")", "Give a file that can.");
            }
        }
        ImportedNetwork imported = OnnxImporter.read(file);
        WeightedNetwork network = imported.network().withoutSoftmax();
        List<String> classes = imported.classes();
        if (classes.isEmpty()) {
            if (network.graph().classes() != data.classNames().size()) {
                throw otherClasses(file.toString(), network.graph().classes() + " outputs");
            }
            classes = data.classNames();
        }
        return new OnnxWriter(Version.current())
                .encode(new ExportableNetwork(
                        network.graph(), network.weights(), imported.preprocessing(), classes, new TreeMap<>()));
    }

    private static boolean ours(Path file) {
        try (OnnxRunner runner = OnnxRunner.open(file)) {
            return !runner.classes().isEmpty();
        } catch (InvalidInputException e) {
            return false;
        }
    }

    private void requireSameClasses(Member member, List<String> classes) {
        if (!classes.equals(data.classNames())) {
            throw otherClasses(
                    member.where(),
                    classes.size() == data.classNames().size()
                            ? "the classes " + classes
                            : classes.size() + " classes");
        }
    }

    private InvalidInputException otherClasses(String where, String what) {
        return refused(
                where,
                "it has " + what + ", but " + data.name() + " has "
                        + data.classNames().size() + ": " + data.classNames(),
                "Take a network that was trained on these classes.");
    }

    /** The training images in the size that a teacher takes. */
    private ImageSet images(Member member, TensorShape input) {
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
        throw refused(
                member.where(),
                "it takes images of " + input + ", those of " + data.name() + " are " + data.shape()
                        + " and can't be resized to that",
                "Take another network.");
    }

    private void requireKnowing(Member member, float[][] logits) {
        double accuracy = NetworkTrainer.accuracy(logits, data.train());
        if (accuracy < HARDLY / data.classNames().size()) {
            throw refused(
                    member.where(),
                    String.format(
                            Locale.ROOT,
                            "it gets %.1f %% of the training images of %s right, hardly more than chance",
                            100 * accuracy,
                            data.name()),
                    "Take a network that was trained on such images, with its preprocessing as a part of the file.");
        }
    }

    private static InvalidInputException refused(String name, String problem, String advice) {
        return InvalidInputException.at("the teacher " + name, problem, advice);
    }
}
