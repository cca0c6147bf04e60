package org.lampyris.evaluation.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.lampyris.space.graph.TensorShape;

/**
 * Images of one shape with their labels. Pixels are unsigned bytes, image after image, channel after channel, row after
 * row (N x C x H x W). Immutable: the arrays belong to it from the constructor on and are never handed out.
 */
public final class ImageSet {
    private final TensorShape shape;
    private final byte[] pixels;
    private final int[] labels;

    /**
     * Takes both arrays over without a copy (a data set may have hundreds of megabytes); the caller lets go of them.
     *
     * @param shape of one image
     * @param pixels {@code labels.length * shape.elements()} bytes
     * @param labels a class number per image, from 0
     * @throws IllegalArgumentException if the lengths disagree or a label is negative
     */
    public ImageSet(TensorShape shape, byte[] pixels, int[] labels) {
        this.shape = Objects.requireNonNull(shape);
        this.pixels = pixels;
        this.labels = labels;
        if (pixels.length != labels.length * shape.elements()) {
            throw new IllegalArgumentException(
                    pixels.length + " bytes are not " + labels.length + " images of " + shape);
        }
        for (int label : labels) {
            if (label < 0) {
                throw new IllegalArgumentException("the label " + label + " is negative");
            }
        }
    }

    /** The shape of one image: 1 (grey) or 3 (red, green, blue) channels. */
    public TensorShape shape() {
        return shape;
    }

    /** The number of images. */
    public int size() {
        return labels.length;
    }

    /** The class number of an image. */
    public int label(int image) {
        return labels[image];
    }

    /** The class numbers of all images, a copy. */
    public int[] labels() {
        return labels.clone();
    }

    /**
     * All pixels, read-only and without a copy: image {@code i} starts at byte {@code i * shape().elements()}. Each call
     * gives a buffer of its own, so threads don't disturb each other.
     */
    public ByteBuffer pixels() {
        return ByteBuffer.wrap(pixels).asReadOnlyBuffer();
    }

    /** Copies one image's {@code shape().elements()} bytes to {@code target}, from {@code offset} on. */
    public void copyPixels(int image, byte[] target, int offset) {
        int length = (int) shape.elements();
        System.arraycopy(pixels, Math.multiplyExact(image, length), target, offset, length);
    }

    /** These images only, in the order of the given indexes. */
    public ImageSet select(int... images) {
        int length = (int) shape.elements();
        byte[] chosen = new byte[Math.multiplyExact(images.length, length)];
        int[] chosenLabels = new int[images.length];
        for (int i = 0; i < images.length; i++) {
            copyPixels(images[i], chosen, i * length);
            chosenLabels[i] = labels[images[i]];
        }
        return new ImageSet(shape, chosen, chosenLabels);
    }

    /**
     * Some of the images, drawn without repeats, in the order they were drawn in.
     *
     * @param count at most; all if there are fewer
     */
    public ImageSet sample(int count, long seed) {
        int[] all = new int[size()];
        Arrays.setAll(all, i -> i);
        int drawn = Math.min(count, all.length);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < drawn; i++) {
            int other = i + random.nextInt(all.length - i);
            int held = all[i];
            all[i] = all[other];
            all[other] = held;
        }
        return select(Arrays.copyOf(all, drawn));
    }

    /** The same images mirrored left to right. */
    public ImageSet mirrored() {
        byte[] turned = new byte[pixels.length];
        int width = shape.width();
        for (int i = 0; i < pixels.length; i++) {
            turned[i] = pixels[i - i % width + width - 1 - i % width];
        }
        return new ImageSet(shape, turned, labels);
    }

    @Override
    public String toString() {
        return size() + " images of " + shape;
    }
}
