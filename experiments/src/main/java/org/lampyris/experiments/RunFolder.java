package org.lampyris.experiments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.lampyris.input.InvalidInputException;

/**
 * The folder that a run lives in. It appears complete or not at all: it is prepared beside its place and moved there.
 *
 * <pre>
 * experiment.yaml   all settings of the run
 * profile.yaml      the hardware profile as it was
 * space.yaml        the search space as it was
 * run.db, run.mark  the trial log and how far it has come
 * weights/          of the networks on the front
 * logs/run.log
 * </pre>
 */
public record RunFolder(Path path) {
    public static final String EXPERIMENT = "experiment.yaml";
    public static final String PROFILE = "profile.yaml";
    public static final String SPACE = "space.yaml";

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
        Path absolute = path.toAbsolutePath();
        Path prepared = absolute.resolveSibling(
                "." + absolute.getFileName() + ".new-" + ProcessHandle.current().pid());
        try {
            Files.createDirectories(prepared);
            Files.createDirectories(prepared.resolve("weights"));
            for (Map.Entry<String, String> text : texts.entrySet()) {
                Files.writeString(prepared.resolve(text.getKey()), text.getValue(), StandardCharsets.UTF_8);
            }
            more.prepare(prepared);
            requireFree(path);
            Files.move(prepared, absolute, StandardCopyOption.ATOMIC_MOVE);
            return new RunFolder(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(prepared);
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

    public Path weights() {
        return path.resolve("weights");
    }

    public Path log() {
        return path.resolve("logs").resolve("run.log");
    }

    /** Replaces the settings; the file has either the old or the new content at any time. */
    public void rewriteExperiment(String text) {
        Path next = path.resolve(EXPERIMENT + ".next");
        try {
            Files.writeString(next, text, StandardCharsets.UTF_8);
            Files.move(next, experiment(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a folder that was being prepared, as far as that goes. */
    static void delete(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.getLogger(RunFolder.class.getName()).log(System.Logger.Level.WARNING, "left behind: " + folder, e);
        }
    }
}
