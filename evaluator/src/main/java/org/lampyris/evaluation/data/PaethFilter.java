package org.lampyris.evaluation.data;

/**
 * Replaces each pixel by its difference (modulo 256) from what its left, upper and upper left neighbours predict, which
 * compresses better, and back. Pixels outside the image count as 0.
 *
 * @see <a href="https://www.w3.org/TR/png-3/#9Filter-type-4-Paeth">PNG Specification, 9.4 "Filter type 4: Paeth"</a>
 */
final class PaethFilter {
    private PaethFilter() {}

    /** Filters one plane in place, from its last pixel to its first, so that neighbours are still plain. */
    static void filter(byte[] pixels, int offset, int height, int width) {
        for (int y = height - 1; y >= 0; y--) {
            for (int x = width - 1; x >= 0; x--) {
                int at = offset + y * width + x;
                pixels[at] = (byte) (pixels[at] - predict(pixels, at, y, x, width));
            }
        }
    }

    /** Undoes {@link #filter}. */
    static void restore(byte[] pixels, int offset, int height, int width) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = offset + y * width + x;
                pixels[at] = (byte) (pixels[at] + predict(pixels, at, y, x, width));
            }
        }
    }

    private static int predict(byte[] pixels, int at, int y, int x, int width) {
        int left = x > 0 ? pixels[at - 1] & 0xff : 0;
        int up = y > 0 ? pixels[at - width] & 0xff : 0;
        int corner = x > 0 && y > 0 ? pixels[at - width - 1] & 0xff : 0;
        int toLeft = Math.abs(up - corner);
        int toUp = Math.abs(left - corner);
        int toCorner = Math.abs(left + up - 2 * corner);
        if (toLeft <= toUp && toLeft <= toCorner) {
            return left;
        }
        return toUp <= toCorner ? up : corner;
    }
}
