package org.lampyris.experiments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lampyris.evaluation.weights.DurableFile;
import org.lampyris.input.InvalidInputException;

/**
 * A folder that appears complete and durable or not at all: it is filled beside its place and moved there. Closing it
 * deletes what wasn't moved.
 */
public final class PreparedFolder implements AutoCloseable {
    private static final Pattern PROCESS = Pattern.compile("\\.new-([0-9]{1,18})$");

    private final Path place;
    private final Path path;

    private PreparedFolder(Path place, Path path) {
        this.place = place;
        this.path = path;
    }

    /**
     * To be asked before long work.
     *
     * @throws InvalidInputException if there is something in the place already
     */
    public static void requireNothing(Path place) {
        if (Files.exists(place)) {
            throw new InvalidInputException(place + " exists and is left as it is. Choose another --out.");
        }
    }

    /**
     * An empty folder beside a place. What processes that were killed left there is deleted.
     *
     * @throws InvalidInputException if a process that lives is making the same folder
     */
    public static PreparedFolder beside(Path place) throws IOException {
        Path absolute = place.toAbsolutePath();
        sweep(absolute);
        requireFree(absolute, place);
        Path path = absolute.resolveSibling(
                "." + absolute.getFileName() + ".new-" + ProcessHandle.current().pid());
        Files.createDirectories(path);
        return new PreparedFolder(absolute, path);
    }

    /** Where to put what the folder is to hold. */
    public Path path() {
        return path;
    }

    public void moveIntoPlace() throws IOException {
        DurableFile.forceFolder(path);
        if (Files.exists(place)) {
            throw new InvalidInputException(
                    place + " appeared while this was made and is left as it is. Choose another" + " --out.");
        }
        Files.move(path, place, StandardCopyOption.ATOMIC_MOVE);
        for (Path folder = place.getParent(); folder != null; folder = folder.getParent()) {
            DurableFile.forceFolder(folder);
        }
    }

    @Override
    public void close() {
        delete(path);
    }

    /** Deletes the folders that processes prepared for a place and, as they were killed, left beside it. */
    static void sweep(Path place) throws IOException {
        Path absolute = place.toAbsolutePath();
        prepared(absolute).stream().filter(file -> ended(file.toString())).forEach(PreparedFolder::delete);
    }

    private static void requireFree(Path absolute, Path place) throws IOException {
        String own = ".new-" + ProcessHandle.current().pid();
        Optional<Path> other = prepared(absolute).stream()
                .filter(file -> PROCESS.matcher(file.toString()).find()
                        && !file.toString().endsWith(own))
                .findFirst();
        if (other.isPresent()) {
            throw new InvalidInputException(
                    place + " is being made by another process (" + other.get() + "). Choose another --out.");
        }
    }

    /** What is being made, or was, for a place. */
    private static List<Path> prepared(Path absolute) throws IOException {
        Path parent = absolute.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(parent)) {
            return files.filter(file ->
                            String.valueOf(file.getFileName()).startsWith("." + absolute.getFileName() + ".new-"))
                    .toList();
        }
    }

    private static boolean ended(String file) {
        Matcher process = PROCESS.matcher(file);
        if (!process.find()) {
            return false;
        }
        Optional<ProcessHandle> alive = ProcessHandle.of(Long.parseLong(process.group(1)));
        return alive.filter(ProcessHandle::isAlive).isEmpty();
    }

    private static void delete(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            RunLog.info("left behind: " + folder + " (" + e.getMessage() + ")");
        }
    }
}
