package org.lampyris.experiments.compression;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.lampyris.evaluation.training.TrainingState;
import org.lampyris.evaluation.training.TrainingStateFolder;
import org.lampyris.evaluation.training.TrainingStates;
import org.lampyris.input.InvalidInputException;

/**
 * The states of a compression's fine-tunings, in a folder beside its place until that is there. They are only what saves
 * time: if they can't be kept, the work goes on.
 */
final class KeptTunings implements TrainingStates {
    /** What they may take on the disk; the oldest go first. */
    private static final long MOST_BYTES = 4L << 30;

    private final Path folder;
    private final TrainingStates states;
    private final Consumer<String> progress;
    private boolean toldFound;
    private boolean toldFailed;

    private KeptTunings(Path folder, Consumer<String> progress) {
        this.folder = folder;
        this.states = new TrainingStateFolder(folder, MOST_BYTES);
        this.progress = progress;
    }

    /**
     * @param out where the result is to be
     * @param progress hears if something is taken up, and if nothing can be kept
     * @throws InvalidInputException if a file stands where the folder is to be
     */
    static KeptTunings beside(Path out, Consumer<String> progress) {
        Path folder = out.resolveSibling(out.getFileName() + ".unfinished");
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new InvalidInputException(folder + " is a file, where a folder for what isn't finished is needed."
                    + " Move it away or choose another --out.");
        }
        return new KeptTunings(folder, progress);
    }

    @Override
    public Optional<TrainingState> find(String training, int epochs) {
        Optional<TrainingState> found = states.find(training, epochs);
        if (found.isPresent() && !toldFound) {
            toldFound = true;
            progress.accept("goes on with what was trained before, kept in " + folder);
        }
        return found;
    }

    @Override
    public void keep(String training, TrainingState state) {
        try {
            states.keep(training, state);
        } catch (UncheckedIOException e) {
            if (!toldFailed) {
                toldFailed = true;
                progress.accept("what is trained can't be kept in " + folder + " (" + e.getMessage()
                        + "): if this is stopped, it begins anew");
            }
        }
    }

    /** Once the result is there. */
    void clear() {
        try {
            TrainingStateFolder.clear(folder);
        } catch (IOException e) {
            progress.accept("left behind: " + folder + " (" + e.getMessage() + ")");
        }
    }
}
