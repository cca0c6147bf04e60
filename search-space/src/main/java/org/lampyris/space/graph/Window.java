package org.lampyris.space.graph;

/**
 * What a convolution or pooling slides over an image: one {@link Axis} down its rows, one along its columns.
 *
 * @see "A guide to convolution arithmetic for deep learning (Dumoulin and Visin 2016)"
 */
public record Window(Axis rows, Axis columns) {

    /** The usual square window; see {@link Axis#same}. */
    public static Window same(int kernel, int stride) {
        Axis axis = Axis.same(kernel, stride);
        return new Window(axis, axis);
    }

    /** The larger side, in values. */
    public int kernel() {
        return Math.max(rows.kernel, columns.kernel);
    }

    /** The larger stride. */
    public int stride() {
        return Math.max(rows.stride, columns.stride);
    }

    /** The number of values that are looked at. */
    public long values() {
        return (long) rows.kernel * columns.kernel;
    }

    /** Whether this is the window that {@link #same} makes of its kernel and stride. */
    public boolean isUsual() {
        return equals(same(kernel(), stride()));
    }

    /**
     * One direction of a window.
     *
     * @param kernel how many values are looked at
     * @param stride how far it moves
     * @param dilation the distance between the values looked at, 1 where they are neighbours
     * @param before padding before the first value of the image
     * @param after padding after the last
     */
    public record Axis(int kernel, int stride, int dilation, int before, int after) {
        public Axis {
            if (kernel < 1 || stride < 1 || dilation < 1 || before < 0 || after < 0) {
                throw new IllegalArgumentException("no such window: kernel " + kernel + ", stride " + stride
                        + ", dilation " + dilation + ", padding " + before + " and " + after);
            }
        }

        /** Odd kernels are padded by half on each side, even ones not at all and drop what is left over. */
        public static Axis same(int kernel, int stride) {
            int padding = kernel % 2 == 0 ? 0 : kernel / 2;
            return new Axis(kernel, stride, 1, padding, padding);
        }

        /** From the first value looked at to the last. */
        public long extent() {
            return (kernel - 1L) * dilation + 1;
        }

        /** How many positions it has over so many values; less than 1 where it doesn't fit. */
        public long positions(int size) {
            return Math.floorDiv((long) size + before + after - extent(), (long) stride) + 1;
        }
    }
}
