package org.lampyris.evaluation.data;

import java.util.Arrays;
import org.lampyris.space.graph.TensorShape;

/**
 * One image: unsigned bytes, channel after channel, row after row. Never changed once made.
 *
 * @param shape 1 (grey) or 3 (red, green, blue) channels
 */
@SuppressWarnings("ArrayRecordComponent") // Short-lived, inside this package, never compared.
record Picture(TensorShape shape, byte[] pixels) {

    /** In as many channels as the mode asks for; {@link ColorMode#AUTO} gives one where that loses nothing. */
    Picture in(ColorMode mode) {
        return switch (mode) {
            case GREY -> grey();
            case RGB -> rgb();
            case AUTO -> isGrey() ? channel(0) : this;
        };
    }

    /** The three channels, repeated from the one if it is grey. */
    Picture rgb() {
        if (shape.channels() == 3) {
            return this;
        }
        byte[] tripled = Arrays.copyOf(pixels, 3 * pixels.length);
        System.arraycopy(pixels, 0, tripled, pixels.length, pixels.length);
        System.arraycopy(pixels, 0, tripled, 2 * pixels.length, pixels.length);
        return new Picture(new TensorShape(3, shape.height(), shape.width()), tripled);
    }

    private Picture grey() {
        if (isGrey()) {
            return channel(0);
        }
        int plane = plane();
        byte[] luma = new byte[plane];
        for (int i = 0; i < plane; i++) {
            int weighted =
                    299 * (pixels[i] & 0xff) + 587 * (pixels[plane + i] & 0xff) + 114 * (pixels[2 * plane + i] & 0xff);
            luma[i] = (byte) ((weighted + 500) / 1000);
        }
        return new Picture(new TensorShape(1, shape.height(), shape.width()), luma);
    }

    private boolean isGrey() {
        int plane = plane();
        return shape.channels() == 1
                || (Arrays.equals(pixels, 0, plane, pixels, plane, 2 * plane)
                        && Arrays.equals(pixels, 0, plane, pixels, 2 * plane, 3 * plane));
    }

    private Picture channel(int c) {
        if (shape.channels() == 1) {
            return this;
        }
        return new Picture(
                new TensorShape(1, shape.height(), shape.width()),
                Arrays.copyOfRange(pixels, c * plane(), (c + 1) * plane()));
    }

    private int plane() {
        return shape.height() * shape.width();
    }

    /** Scaled to a square; other proportions are squeezed, nothing is cut off. */
    Picture resized(int size) {
        if (shape.height() == size && shape.width() == size) {
            return this;
        }
        Resampling horizontal = new Resampling(shape.width(), size);
        Resampling vertical = new Resampling(shape.height(), size);
        byte[] scaled = new byte[Math.multiplyExact(shape.channels(), size * size)];
        float[] rows = new float[shape.height() * size];
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < shape.height(); y++) {
                int row = c * plane() + y * shape.width();
                for (int x = 0; x < size; x++) {
                    rows[y * size + x] = (float) horizontal.at(x, i -> pixels[row + i] & 0xff);
                }
            }
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    int column = x;
                    double value = vertical.at(y, i -> rows[i * size + column]);
                    scaled[(c * size + y) * size + x] = (byte) Math.max(0, Math.min(255, Math.floor(value + 0.5)));
                }
            }
        }
        return new Picture(new TensorShape(shape.channels(), size, size), scaled);
    }
}
