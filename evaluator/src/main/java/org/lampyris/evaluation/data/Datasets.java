package org.lampyris.evaluation.data;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lampyris.input.InvalidInputException;

/** The data sets that are known by name; any other text is taken as a folder. */
public final class Datasets {
    private static final Map<String, DatasetSource> SOURCES =
            new TreeMap<>(Map.of(EmbeddedFashionMnist.NAME, new EmbeddedFashionMnist()));

    private Datasets() {}

    /** The registered names, sorted. */
    public static List<String> names() {
        return List.copyOf(SOURCES.keySet());
    }

    /**
     * Loads a data set into memory.
     *
     * @param nameOrFolder a registered name, or a folder of images or IDX files
     * @throws InvalidInputException if it is neither, or if the data is broken or too large for the memory
     */
    public static Dataset open(String nameOrFolder, DataOptions options) {
        DatasetSource source = SOURCES.get(nameOrFolder);
        if (source == null) {
            throw new InvalidInputException("There is no data set and no folder '" + nameOrFolder + "'. Choose one of "
                    + String.join(", ", names()) + ", or a folder of images.");
        }
        return source.load(options);
    }
}
