package org.lampyris.evaluation.data;

import java.util.Locale;
import org.lampyris.input.InvalidInputException;

/** How much is read at most: of one image, and in all. */
final class PixelLimit {
    /** Of an image file before it is decoded: 64 megapixels. */
    static final long PIXELS = 64_000_000;

    static final int LARGEST_SIDE = 65_535;

    private PixelLimit() {}

    /**
     * Refuses data that would take more than half of the Java heap (or of what one array holds).
     *
     * @param bytes of pixels
     */
    static void checkMemory(String where, long bytes) {
        long limit = Math.min(Runtime.getRuntime().maxMemory() / 2, Integer.MAX_VALUE - 8L);
        if (bytes > limit) {
            throw InvalidInputException.at(
                    where,
                    String.format(Locale.ROOT, "its images take %,d MB, at most %,d MB fit", bytes >> 20, limit >> 20),
                    "Give Java more memory (JAVA_OPTS=-Xmx8g), or choose a smaller --image-size or fewer images.");
        }
    }
}
