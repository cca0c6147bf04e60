package org.lampyris.evaluation.onnx.reading;

/** How much may still be allocated for one file. */
final class MemoryBudget {
    private long left;

    MemoryBudget(long bytes) {
        this.left = bytes;
    }

    /**
     * To be called before values are allocated.
     *
     * @throws IllegalArgumentException if they are too many
     */
    int take(long values, int bytesEach) {
        if (values < 0 || values > Integer.MAX_VALUE - 16 || values * bytesEach > left) {
            throw new IllegalArgumentException(values + " values need more memory than Java has (-Xmx)");
        }
        left -= values * bytesEach;
        return (int) values;
    }
}
