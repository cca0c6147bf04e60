package org.lampyris.experiments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.lampyris.evaluation.measuring.Probe;
import org.lampyris.evaluation.onnx.OnnxRunner;
import org.lampyris.evaluation.onnx.reading.OnnxImporter;
import org.lampyris.input.InvalidInputException;
import org.lampyris.search.Trial;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.SpaceDefinition;
import org.lampyris.space.graph.NetworkGraph;

/** A network that a user names: {@code RUN:TRIAL}, or an ONNX file. */
public final class NamedNetwork {
    /** The keys of an exported file's metadata that say which network it is. */
    public static final String CHOICES = "choices";

    public static final String SPACE = "space";

    private static final Pattern NUMBERS = Pattern.compile("-?[0-9]{1,9}(\\.-?[0-9]{1,9})*");

    private NamedNetwork() {}

    /**
     * A file that was exported from a run is taken for the network of the space that it says it is, any other is imported
     * node by node.
     *
     * @throws InvalidInputException if there is no such network
     */
    public static NetworkGraph of(String name) {
        Optional<OfRun> trial = trial(name);
        if (trial.isPresent()) {
            OfRun found = trial.get();
            return found.run().ingredients().space().decode(found.trial().architecture());
        }
        Path file = Path.of(name);
        if (!Files.isRegularFile(file)) {
            throw InvalidInputException.at(
                    "--model", "there is no file " + name, "Give an ONNX file of a network, or RUN:TRIAL.");
        }
        return ofFile(file);
    }

    /**
     * An ONNX file that Lampyris wrote, to be measured as it is.
     *
     * @throws InvalidInputException if it isn't one
     */
    public static Probe probe(Path file) {
        try (OnnxRunner runner = OnnxRunner.open(file)) {
            return new Probe.File(file, runner.input());
        }
    }

    /** A trial of a run. */
    public record OfRun(FinishedRun run, Trial trial) {}

    /**
     * The trial that a name of the form {@code RUN:TRIAL} is for; empty if it is of another form.
     *
     * @throws InvalidInputException if there is no such run or trial
     */
    public static Optional<OfRun> trial(String name) {
        int colon = name.lastIndexOf(':');
        return colon > 0 && name.substring(colon + 1).matches("[0-9]{1,9}")
                ? Optional.of(ofRun(Path.of(name.substring(0, colon)), Integer.parseInt(name.substring(colon + 1))))
                : Optional.empty();
    }

    private static OfRun ofRun(Path folder, int number) {
        FinishedRun run = FinishedRun.read(RunFolder.open(folder));
        Trial trial = run.trials().stream()
                .filter(t -> t.number() == number)
                .findFirst()
                .orElseThrow(() -> InvalidInputException.at(
                        "--model",
                        folder + " has no trial " + number,
                        "It has " + run.trials().size() + "; see 'lampyris show'."));
        return new OfRun(run, trial);
    }

    private static NetworkGraph ofFile(Path file) {
        SortedMap<String, String> metadata = OnnxImporter.metadata(file);
        String choices = metadata.get(CHOICES);
        String space = metadata.get(SPACE);
        if (choices == null || space == null) {
            return OnnxImporter.read(file).network().graph();
        }
        try (OnnxRunner runner = OnnxRunner.open(file)) {
            FireBottleneckSpace opened = new FireBottleneckSpace(
                    SpaceDefinition.parse(file.toString(), space),
                    runner.input(),
                    runner.classes().size());
            List<Integer> taken = NUMBERS.matcher(choices).matches()
                    ? Arrays.stream(choices.split("\\.", -1))
                            .map(Integer::valueOf)
                            .toList()
                    : List.of();
            if (!opened.contains(taken)) {
                throw InvalidInputException.at(file.toString(), "its choices aren't of its space", "Export it again.");
            }
            return opened.decode(taken);
        }
    }
}
