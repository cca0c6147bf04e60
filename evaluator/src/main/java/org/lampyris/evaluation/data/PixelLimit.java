package org.lampyris.evaluation.data;

import java.util.Locale;
import org.lampyris.input.InvalidInputException;

/** How much is read at most: of one image, and in all. */
final class PixelLimit {
    /** Pixels of one image file: 64 megapixels. */
    static final long PIXELS = 64_000_000;

    /** What decoding takes per pixel at worst: four 16-bit channels, and the copy that is worked on. */
    private static final int BYTES_A_PIXEL = 12;

    static final int LARGEST_SIDE = 65_535;

    private PixelLimit() {}

    /**
     * Refuses data that would take more than a third of the Java heap (or of what one array holds).
     *
     * @param bytes of pixels
     */
    static void checkMemory(String where, long bytes) {
        long limit = Math.min(Runtime.getRuntime().maxMemory() / 3, Integer.MAX_VALUE - 8L);
        if (bytes > limit) {
            throw InvalidInputException.at(
                    where,
                    String.format(Locale.ROOT, "its images take %,d MB, at most %,d MB fit", bytes >> 20, limit >> 20),
                    "Give Java more memory (JAVA_OPTS=-Xmx8g), or choose a smaller --image-size or fewer images.");
        }
    }

    /** Refuses an image, by the size in its header, that is too large to be decoded. */
    static void checkImage(String where, int width, int height) {
        long limit = Math.min(PIXELS, Runtime.getRuntime().maxMemory() / 2 / BYTES_A_PIXEL);
        if ((long) width * height > limit) {
            throw InvalidInputException.at(
                    where,
                    String.format(Locale.ROOT, "%dx%d pixels, at most %,d are decoded", width, height, limit),
                    "Make the image smaller, or give Java more memory if that is the limit.");
        }
    }
}
