package org.lampyris.evaluation.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lampyris.evaluation.weights.DurableFile;
import org.lampyris.input.InvalidInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * States of trainings in a folder, a safetensors file for each training, so that a later state takes the place of the
 * former. A file that is damaged or of another training is as good as none. When the files are more than the folder may
 * hold, those that were written first are deleted.
 */
public final class TrainingStateFolder implements TrainingStates {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingStateFolder.class);
    private static final String SUFFIX = ".safetensors";
    /** Files of other names are nobody's business here. */
    private static final Pattern STATE = Pattern.compile("[0-9a-f]{64}\\.safetensors");

    private final Path folder;
    private final long mostBytes;

    /**
     * @param folder made with the first state
     * @param mostBytes what all files together may have
     */
    public TrainingStateFolder(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    /** Deletes all states and what is left of some, and the folder if nothing else is in it. */
    public static void clear(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        DurableFile.sweep(folder);
        for (Path file : files(folder)) {
            Files.deleteIfExists(file);
        }
        try (DirectoryStream<Path> rest = Files.newDirectoryStream(folder)) {
            if (rest.iterator().hasNext()) {
                return;
            }
        }
        Files.delete(folder);
    }

    @Override
    public Optional<TrainingState> find(String training, int epochs) {
        Path file = file(training);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            TrainingState state = TrainingStateFile.read(file, training);
            return state.epochs() <= epochs ? Optional.of(state) : Optional.empty();
        } catch (InvalidInputException | IllegalArgumentException e) {
            LOG.warn("a training starts anew, as its state can't be used: {}: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void keep(String training, TrainingState state) {
        try {
            Files.createDirectories(folder);
            TrainingStateFile.write(file(training), training, state);
            makeRoom();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String training) {
        return folder.resolve(training + SUFFIX);
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> states = Files.newDirectoryStream(
                folder,
                file -> STATE.matcher(String.valueOf(file.getFileName())).matches())) {
            states.forEach(files::add);
        }
        return files;
    }

    private record Written(Path file, FileTime time, long size) {}

    /** Several threads may make room at once: what one of them doesn't find any more another has deleted. */
    private void makeRoom() throws IOException {
        List<Written> written = new ArrayList<>();
        for (Path file : files(folder)) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                written.add(new Written(file, attributes.lastModifiedTime(), attributes.size()));
            } catch (NoSuchFileException e) {
                // It takes no room any more.
            }
        }
        written.sort(Comparator.comparing(Written::time).thenComparing(Written::file));
        long total = written.stream().mapToLong(Written::size).sum();
        for (Written oldest : written) {
            if (total <= mostBytes) {
                return;
            }
            Files.deleteIfExists(oldest.file());
            total -= oldest.size();
        }
    }
}
