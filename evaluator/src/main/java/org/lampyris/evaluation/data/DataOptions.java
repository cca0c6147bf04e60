package org.lampyris.evaluation.data;

import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalInt;
import org.lampyris.input.InvalidInputException;

/**
 * What a user may say about the data.
 *
 * @param seed of the split, where a source leaves it open; a source with a fixed split ignores it
 * @param imageSize the width and height that images are resized to, {@value #SMALLEST_SIZE} to {@value #LARGEST_SIZE};
 *     left alone where empty
 * @param color how many channels
 * @param shares what is held back of a source that isn't split yet
 * @param cache the folder that downloads are kept in; made when needed
 */
public record DataOptions(long seed, OptionalInt imageSize, ColorMode color, SplitShares shares, Path cache) {
    static final int SMALLEST_SIZE = 4;
    static final int LARGEST_SIZE = 1024;

    /** @throws InvalidInputException if the image size is out of range */
    public DataOptions {
        Objects.requireNonNull(color);
        Objects.requireNonNull(shares);
        Objects.requireNonNull(cache);
        if (imageSize.isPresent() && (imageSize.getAsInt() < SMALLEST_SIZE || imageSize.getAsInt() > LARGEST_SIZE)) {
            throw InvalidInputException.at(
                    "--image-size",
                    imageSize.getAsInt() + " is out of range",
                    "Choose " + SMALLEST_SIZE + " to " + LARGEST_SIZE + ", e.g. 32.");
        }
    }

    /**
     * No resizing, colour as found, a tenth each for validation and test, and the cache folder
     * {@code $XDG_CACHE_HOME/lampyris}, else {@code ~/.cache/lampyris}.
     */
    public static DataOptions withSeed(long seed) {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path parent = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home", "."), ".cache")
                : Path.of(configured);
        return new DataOptions(
                seed, OptionalInt.empty(), ColorMode.AUTO, SplitShares.DEFAULT, parent.resolve("lampyris"));
    }

    public DataOptions withImageSize(int size) {
        return new DataOptions(seed, OptionalInt.of(size), color, shares, cache);
    }

    public DataOptions withColor(ColorMode mode) {
        return new DataOptions(seed, imageSize, mode, shares, cache);
    }

    public DataOptions withShares(SplitShares other) {
        return new DataOptions(seed, imageSize, color, other, cache);
    }

    public DataOptions withCache(Path folder) {
        return new DataOptions(seed, imageSize, color, shares, folder);
    }
}
