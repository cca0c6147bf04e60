package org.lampyris.evaluation.data;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lampyris.input.InvalidInputException;

/** The data sets that are known by name; any other text is taken as a folder. */
public final class Datasets {
    private static final Downloader DOWNLOADER = new Downloader(Duration.ofMinutes(30));

    private static final Map<String, DatasetSource> SOURCES = new TreeMap<>(Map.of(
            EmbeddedFashionMnist.NAME,
            new EmbeddedFashionMnist(),
            WholeFashionMnist.NAME,
            new WholeFashionMnist(
                    systemFolders("fashion-mnist"),
                    URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
                    DOWNLOADER),
            Cifar10.NAME,
            new Cifar10(
                    URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
                    Cifar10.ARCHIVE,
                    Cifar10.FILES,
                    DOWNLOADER)));

    private Datasets() {}

    /** The registered names, sorted. */
    public static List<String> names() {
        return List.copyOf(SOURCES.keySet());
    }

    /**
     * Loads a data set into memory; a registered one is downloaded into the cache folder if it is nowhere on this
     * machine.
     *
     * @param nameOrFolder a registered name, or a folder of images or IDX files
     * @throws InvalidInputException if it is neither, or if the data is broken or too large for the memory
     */
    public static Dataset open(String nameOrFolder, DataOptions options) {
        DatasetSource source = SOURCES.get(nameOrFolder);
        return (source != null ? source : new FolderSource(folder(nameOrFolder))).load(options);
    }

    private static Path folder(String name) {
        try {
            Path folder = Path.of(name);
            if (!name.isBlank() && Files.exists(folder)) {
                return folder;
            }
        } catch (InvalidPathException e) {
            // Not even a possible name: as absent as any other.
        }
        throw new InvalidInputException("There is no data set and no folder '" + name + "'. Choose one of "
                + String.join(", ", names()) + ", or a folder of images.");
    }

    /** Where systems keep data that all users share. */
    private static List<Path> systemFolders(String name) {
        String configured = System.getenv("XDG_DATA_DIRS");
        String folders = configured == null || configured.isBlank() ? "/usr/local/share:/usr/share" : configured;
        return Stream.of(folders.split(":", -1))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, "datasets", name))
                .toList();
    }
}
