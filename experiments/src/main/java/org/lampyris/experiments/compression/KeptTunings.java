package org.lampyris.experiments.compression;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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
    /** What they may take on the disk. */
    private static final long MOST_BYTES = 4L << 30;

    private final Path folder;
    private final long mostBytes;
    private final TrainingStates states;
    private final Consumer<String> progress;
    /** The bytes of each of this compression's trainings that is kept. */
    private final Map<String, Long> kept = new HashMap<>();

    private boolean toldFound;
    private boolean toldLost;

    private KeptTunings(Path folder, long mostBytes, Consumer<String> progress) {
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.states = new TrainingStateFolder(folder, mostBytes);
        this.progress = progress;
    }

    /**
     * @param out where the result is to be
     * @param progress hears if something is taken up, and if something can't be kept
     * @throws InvalidInputException if a file stands where the folder is to be
     */
    static KeptTunings beside(Path out, Consumer<String> progress) {
        return beside(out, MOST_BYTES, progress);
    }

    /** @param mostBytes what all of them may take */
    static KeptTunings beside(Path out, long mostBytes, Consumer<String> progress) {
        Path folder = out.resolveSibling(out.getFileName() + ".unfinished");
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new InvalidInputException(folder + " is a file, where a folder for what isn't finished is needed."
                    + " Move it away or choose another --out.");
        }
        return new KeptTunings(folder, mostBytes, progress);
    }

    @Override
    public Optional<TrainingState> find(String training, int epochs) {
        Optional<TrainingState> found = states.find(training, epochs);
        found.ifPresent(state -> kept.put(training, bytes(state)));
        if (found.isPresent() && !toldFound) {
            toldFound = true;
            progress.accept("goes on with what was trained before, kept in " + folder);
        }
        return found;
    }

    /**
     * A training needs what those before it came to. So when there is no room for all, the first ones stay, and the last
     * ones are trained again; the other way round all would be.
     */
    @Override
    public void keep(String training, TrainingState state) {
        long others = kept.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(training))
                .mapToLong(Map.Entry::getValue)
                .sum();
        if (others + bytes(state) > mostBytes) {
            tellLost("no more than " + mostBytes + " bytes are kept in " + folder);
            return;
        }
        try {
            states.keep(training, state);
            kept.put(training, bytes(state));
        } catch (UncheckedIOException e) {
            tellLost("what is trained can't be kept in " + folder + " (" + e.getMessage() + ")");
        }
    }

    /** About what a state takes on the disk. */
    private static long bytes(TrainingState state) {
        return (long) Float.BYTES
                * state.parameters().size()
                * (1 + state.moments().size());
    }

    private void tellLost(String why) {
        if (!toldLost) {
            toldLost = true;
            progress.accept(why + ": if this is stopped, what is trained from here on is trained again");
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
