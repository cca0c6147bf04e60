package org.lampyris.experiments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lampyris.evaluation.training.TrainingStateFolder;
import org.lampyris.evaluation.weights.DurableFile;
import org.lampyris.input.InvalidInputException;

/**
 * The folder that a run lives in. It appears complete or not at all: it is prepared beside its place and moved there.
 *
 * <pre>
 * experiment.yaml   all settings of the run
 * profile.yaml      the hardware profile as it was
 * space.yaml        the search space as it was
 * origin.yaml       the program and the data that it began with
 * teacher.logits    what the teacher says of the training images, if there is one
 * run.db, run.mark  the trial log and how far it has come
 * weights/          of the networks on the front
 * assignments.db    what workers of a cluster have or finished out of order
 * states/           of trainings that may go on, while a search with halving isn't finished
 * logs/run.log
 * </pre>
 */
public record RunFolder(Path path) {
    public static final String EXPERIMENT = "experiment.yaml";
    public static final String PROFILE = "profile.yaml";
    public static final String SPACE = "space.yaml";
    public static final String ORIGIN = "origin.yaml";

    /** The files that say what a run is. */
    static final List<String> TEXTS = List.of(EXPERIMENT, PROFILE, SPACE, ORIGIN);

    private static final String TEACHER = "teacher.logits";
    private static final String WEIGHTS = "weights";
    private static final String STATES = "states";
    private static final String SENT_DATA = "sent-data.tmp";

    /** Fills a folder that is being prepared. */
    @FunctionalInterface
    public interface Preparation {
        void prepare(Path folder) throws IOException;
    }

    /**
     * Makes a run folder.
     *
     * @param texts the files' contents by name
     * @param more what else has to be in the folder
     * @throws InvalidInputException if there is something in its place already
     */
    public static RunFolder create(Path path, Map<String, String> texts, Preparation more) {
        requireFree(path);
        try (PreparedFolder prepared = PreparedFolder.beside(path)) {
            Files.createDirectories(prepared.path().resolve(WEIGHTS));
            for (Map.Entry<String, String> text : texts.entrySet()) {
                write(prepared.path().resolve(text.getKey()), text.getValue());
            }
            more.prepare(prepared.path());
            requireFree(path);
            prepared.moveIntoPlace();
            return new RunFolder(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws InvalidInputException if there is a run or anything else in this place */
    public static void requireFree(Path path) {
        if (Files.exists(path.resolve(EXPERIMENT))) {
            throw new InvalidInputException("The run folder " + path + " exists. Go on with 'lampyris resume " + path
                    + "', or choose another place with --out.");
        }
        if (Files.exists(path)) {
            throw new InvalidInputException(path + " exists and is no run folder. Choose another place with --out.");
        }
    }

    /** @throws InvalidInputException if there is no run in this folder */
    public static RunFolder open(Path path) {
        if (!Files.isDirectory(path)) {
            throw new InvalidInputException("There is no run folder " + path + ". Maybe the path is misspelt.");
        }
        if (!Files.exists(path.resolve(EXPERIMENT))) {
            throw new InvalidInputException(path + " is no run folder: it has no " + EXPERIMENT
                    + ". A folder that 'lampyris search' made is" + " needed.");
        }
        return new RunFolder(path);
    }

    public Path experiment() {
        return path.resolve(EXPERIMENT);
    }

    public Path profile() {
        return path.resolve(PROFILE);
    }

    public Path space() {
        return path.resolve(SPACE);
    }

    /** What the run began with. */
    public Path origin() {
        return path.resolve(ORIGIN);
    }

    /** What the teacher says of the training images, in a run folder or one that is prepared. */
    static Path teacher(Path folder) {
        return folder.resolve(TEACHER);
    }

    public Path weights() {
        return path.resolve(WEIGHTS);
    }

    /** Trainings that may go on; it is there only where there are any. */
    public Path states() {
        return path.resolve(STATES);
    }

    /** The images as they are sent to workers of a cluster, while a search runs. */
    Path sentData() {
        return path.resolve(SENT_DATA);
    }

    public Path log() {
        return path.resolve("logs").resolve("run.log");
    }

    /** Replaces the settings; the file has either the old or the new content at any time. */
    void rewriteExperiment(String text) {
        try {
            write(experiment(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the states of trainings: one that goes on after all starts anew and ends the same. */
    void clearStates() {
        try {
            TrainingStateFolder.clear(states());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes the folder fit for a search: deletes what processes that were killed left in it and beside it. Only the
     * holder of the run may.
     */
    void tidy() {
        try {
            Files.createDirectories(weights());
            PreparedFolder.sweep(path);
            Files.deleteIfExists(sentData());
            for (Path folder : List.of(path, weights(), states())) {
                DurableFile.sweep(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        DurableFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
