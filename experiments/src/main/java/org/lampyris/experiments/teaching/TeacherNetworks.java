package org.lampyris.experiments.teaching;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.onnx.ExportableNetwork;
import org.lampyris.evaluation.onnx.OnnxRunner;
import org.lampyris.evaluation.onnx.OnnxWriter;
import org.lampyris.evaluation.onnx.Preprocessing;
import org.lampyris.evaluation.onnx.reading.ImportedNetwork;
import org.lampyris.evaluation.onnx.reading.OnnxImporter;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.experiments.FinishedRun;
import org.lampyris.experiments.RunFolder;
import org.lampyris.experiments.Version;
import org.lampyris.experiments.config.TeacherName;
import org.lampyris.input.InvalidInputException;
import org.lampyris.search.Trial;
import org.lampyris.search.pareto.ParetoFront;
import org.lampyris.search.pareto.Selection;

/** Finds the networks that a user calls teachers. */
final class TeacherNetworks {
    private final Dataset data;

    /** @param data the student's images, whose classes those of files without names are */
    TeacherNetworks(Dataset data) {
        this.data = data;
    }

    /** @throws InvalidInputException if there is no such network, or it has another number of classes */
    List<TeacherNetwork> of(String name) {
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
        return List.of(ofFile(name, path));
    }

    private static List<TeacherNetwork> ofRun(String name, FinishedRun run, String which) {
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
                .map(trial -> written(
                        run.folder().path() + ":" + trial.number(),
                        ExportableNetwork.of(
                                run.ingredients().space().decode(trial.architecture()),
                                run.weights(trial),
                                preprocessing,
                                own.classNames())))
                .toList();
    }

    private static TeacherNetwork written(String where, ExportableNetwork network) {
        return new TeacherNetwork(where, new OnnxWriter(Version.current()).encode(network), () -> network);
    }

    /** A file of ours as it is, even if it computes in integers; any other is read node by node. */
    private TeacherNetwork ofFile(String name, Path file) {
        if (!ours(file)) {
            return written(name, imported(file));
        }
        try {
            return new TeacherNetwork(name, Files.readAllBytes(file), () -> imported(file));
        } catch (IOException e) {
            throw refused(file.toString(), "it can't be read (" + e.getMessage() + ")", "Give a file that can.");
        }
    }

    private ExportableNetwork imported(Path file) {
        ImportedNetwork imported = OnnxImporter.read(file);
        WeightedNetwork network = imported.network().withoutSoftmax();
        List<String> classes = imported.classes();
        if (classes.isEmpty()) {
            if (network.graph().classes() != data.classNames().size()) {
                throw otherClasses(file.toString(), network.graph().classes() + " outputs", data);
            }
            classes = data.classNames();
        }
        return ExportableNetwork.of(network.graph(), network.weights(), imported.preprocessing(), classes);
    }

    private static boolean ours(Path file) {
        try (OnnxRunner runner = OnnxRunner.open(file)) {
            return !runner.classes().isEmpty();
        } catch (InvalidInputException e) {
            return false;
        }
    }

    static InvalidInputException otherClasses(String where, String what, Dataset data) {
        return refused(
                where,
                "it has " + what + ", but " + data.name() + " has "
                        + data.classNames().size() + ": " + data.classNames(),
                "Take a network that was trained on these classes.");
    }

    static InvalidInputException refused(String name, String problem, String advice) {
        return InvalidInputException.at("the teacher " + name, problem, advice);
    }
}
