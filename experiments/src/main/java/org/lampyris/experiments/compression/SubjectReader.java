package org.lampyris.experiments.compression;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.Datasets;
import org.lampyris.evaluation.data.Normalization;
import org.lampyris.evaluation.onnx.Preprocessing;
import org.lampyris.evaluation.onnx.reading.ImportedNetwork;
import org.lampyris.evaluation.onnx.reading.OnnxImporter;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.experiments.FinishedRun;
import org.lampyris.experiments.Ingredients;
import org.lampyris.experiments.NamedNetwork;
import org.lampyris.experiments.config.DataSettings;
import org.lampyris.input.InvalidInputException;
import org.lampyris.input.Sha256;
import org.lampyris.search.Trial;
import org.lampyris.space.graph.TensorShape;

/** Finds the network that a user names, and its images. */
public final class SubjectReader {
    private static final String DATA = "data";
    /** What a file says of the network that isn't true of what comes of it. */
    private static final Set<String> OUTDATED =
            Set.of("architecture", "network", NamedNetwork.CHOICES, NamedNetwork.SPACE);

    private SubjectReader() {}

    /**
     * @param name {@code RUN:TRIAL}, or an ONNX file
     * @param data the images; those of the run, or the data set that the file says it was trained on, if empty
     * @throws InvalidInputException if there is no such network, or its images aren't there or don't fit
     */
    public static Subject read(String name, Optional<String> data) {
        Optional<NamedNetwork.OfRun> ofRun = NamedNetwork.trial(name);
        return ofRun.isPresent() ? ofRun(name, ofRun.get(), data) : ofFile(name, data);
    }

    private static Subject ofRun(String name, NamedNetwork.OfRun found, Optional<String> data) {
        FinishedRun run = found.run();
        Trial trial = found.trial();
        if (data.isPresent()) {
            throw InvalidInputException.at(
                    "--data", "a run has images of its own", "Leave --data out, or export the network first.");
        }
        Dataset images = run.images();
        // What is compressed on is the network with the weights that the search gave it: steps choose formats of their
        // own.
        WeightedNetwork network = new WeightedNetwork(
                run.ingredients().space().decode(trial.architecture()).withoutFormats(), run.weights(trial));
        Preprocessing preprocessing = Preprocessing.ofBytes(
                images.normalization().mean(), images.normalization().deviation());
        return new Subject(
                name,
                network,
                preprocessing,
                images,
                run.ingredients().experiment().problem().data(),
                new Provenance(
                        run.weightsSha256(trial).orElse("unknown"),
                        run.ingredients().experiment().training().augmentation().flip(),
                        run::teaching),
                new TreeMap<>(Map.of(DATA, images.name())));
    }

    private static Subject ofFile(String name, Optional<String> data) {
        Path file = Path.of(name);
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException("There is no file " + name + ". Give an ONNX file, or RUN:TRIAL.");
        }
        ImportedNetwork imported = OnnxImporter.read(file);
        WeightedNetwork network = imported.network().withoutSoftmax();
        String source =
                data.orElseGet(() -> Optional.ofNullable(imported.metadata().get(DATA))
                        .orElseThrow(() -> InvalidInputException.at(
                                name, "it doesn't say which images it is for", "Give them with --data NAME|DIR.")));
        Dataset images = images(name, source, network.graph().input());
        int outputs = network.graph().classes();
        if (outputs != images.classNames().size()) {
            throw InvalidInputException.at(
                    name,
                    "it has " + outputs + " outputs, but " + images.name() + " has "
                            + images.classNames().size() + " classes",
                    "Give the images that it was trained on with --data.");
        }
        if (!imported.classes().isEmpty() && !imported.classes().equals(images.classNames())) {
            throw InvalidInputException.at(
                    name,
                    "its classes are " + imported.classes() + ", those of " + images.name() + " are "
                            + images.classNames(),
                    "Give the images that it was trained on with --data.");
        }
        return new Subject(
                name,
                network,
                imported.preprocessing(),
                images.normalizedBy(normalization(imported.preprocessing())),
                DataSettings.of(source),
                Provenance.ofFile(sha256(file)),
                kept(imported.metadata()));
    }

    private static String sha256(Path file) {
        try {
            return Sha256.hex(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SortedMap<String, String> kept(Map<String, String> metadata) {
        SortedMap<String, String> kept = new TreeMap<>(metadata);
        kept.keySet().removeAll(OUTDATED);
        return kept;
    }

    /** Images that are resized to what the network takes; those of a folder may have any size. */
    private static Dataset images(String name, String source, TensorShape input) {
        boolean square = input.height() == input.width();
        DataSettings resized = new DataSettings(source, square ? OptionalInt.of(input.height()) : OptionalInt.empty());
        Dataset images = Ingredients.data(Datasets.names().contains(source) ? DataSettings.of(source) : resized);
        if (square && !images.shape().equals(input)) {
            images = Ingredients.data(resized);
        }
        if (!images.shape().equals(input)) {
            throw InvalidInputException.at(
                    name,
                    "it takes images of " + input + ", those of " + source + " are " + images.shape(),
                    "Give the images that it was trained on with --data.");
        }
        return images;
    }

    /** {@code pixel * scale}, less the mean, by the deviation, said for {@code pixel / 255}. */
    private static Normalization normalization(Preprocessing preprocessing) {
        double factor = preprocessing.scale() * 255;
        return new Normalization(
                preprocessing.mean().stream().map(mean -> mean / factor).toList(),
                preprocessing.std().stream()
                        .map(deviation -> deviation / factor)
                        .toList());
    }
}
