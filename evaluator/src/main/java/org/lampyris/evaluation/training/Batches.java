package org.lampyris.evaluation.training;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.ImageSet;
import org.lampyris.evaluation.data.Normalization;
import org.lampyris.evaluation.distillation.Shown;
import org.lampyris.space.graph.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One batch of normalised images [N, C, H, W] and one-hot labels [N, classes] in native memory, filled again and again.
 * What an image looks like depends on (seed, epoch, index) alone.
 */
final class Batches implements AutoCloseable {
    private final ImageSet images;
    private final TensorShape shape;
    private final float[][] levels;
    private final byte[] pixels;
    private final float[] image;
    private final INDArray features;
    private final INDArray labels;
    /** Which image each is, and whether it was mirrored. */
    private final int[] indexes;

    private final boolean[] turned;

    Batches(ImageSet images, Normalization normalization, int classes, int batchSize) {
        this.images = images;
        this.shape = images.shape();
        this.levels = new float[shape.channels()][256];
        for (int c = 0; c < levels.length; c++) {
            for (int v = 0; v < 256; v++) {
                levels[c][v] = (float) ((v / 255.0 - normalization.mean().get(c))
                        / normalization.deviation().get(c));
            }
        }
        this.pixels = new byte[(int) shape.elements()];
        this.image = new float[pixels.length];
        this.features = Nd4j.createUninitializedDetached(
                DataType.FLOAT, batchSize, shape.channels(), shape.height(), shape.width());
        this.indexes = new int[batchSize];
        this.turned = new boolean[batchSize];
        this.labels = Nd4j.createUninitializedDetached(DataType.FLOAT, batchSize, classes);
    }

    /** @param most how many images a batch has, fewer only if there aren't so many */
    static Batches of(ImageSet images, Dataset data, int most) {
        return new Batches(images, data.normalization(), data.classNames().size(), Math.min(most, images.size()));
    }

    INDArray features() {
        return features;
    }

    INDArray labels() {
        return labels;
    }

    int batchSize() {
        return (int) features.size(0);
    }

    /** The order of the images in an epoch. */
    static int[] shuffled(int size, long seed, int epoch) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        SplittableRandom random = new SplittableRandom(mixed(seed, epoch, -1));
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int held = order[i];
            order[i] = order[j];
            order[j] = held;
        }
        return order;
    }

    /** Fills the batch with images as they are, from {@code first} on; what lies beyond the last is left as it was. */
    int fill(int first) {
        int count = Math.min(batchSize(), images.size() - first);
        for (int n = 0; n < count; n++) {
            put(n, first + n, 0, 0, false);
        }
        return count;
    }

    /** Fills the batch with images {@code order[first]} and on, moved and mirrored at random. */
    void fill(int[] order, int first, TrainingPlan.Augmentation augmentation, long seed, int epoch) {
        int span = 2 * augmentation.shift() + 1;
        for (int n = 0; n < batchSize(); n++) {
            int index = order[first + n];
            SplittableRandom random = new SplittableRandom(mixed(seed, epoch, index));
            int down = random.nextInt(span) - augmentation.shift();
            int right = random.nextInt(span) - augmentation.shift();
            put(n, index, down, right, augmentation.flip() && random.nextBoolean());
        }
    }

    /** What a teacher shows of the batch's images, [N][values]. */
    float[][] taught(Shown shown) {
        float[][] values = new float[batchSize()][];
        for (int n = 0; n < values.length; n++) {
            values[n] = shown.of(indexes[n], turned[n]);
        }
        return values;
    }

    private void put(int place, int index, int down, int right, boolean mirrored) {
        images.copyPixels(index, pixels, 0);
        indexes[place] = index;
        turned[place] = mirrored;
        int height = shape.height();
        int width = shape.width();
        for (int c = 0; c < shape.channels(); c++) {
            float[] level = levels[c];
            for (int y = 0; y < height; y++) {
                int from = y - down;
                int row = (c * height + y) * width;
                for (int x = 0; x < width; x++) {
                    int column = x - right;
                    boolean inside = from >= 0 && from < height && column >= 0 && column < width;
                    int source = mirrored ? width - 1 - column : column;
                    image[row + x] = level[inside ? pixels[(c * height + from) * width + source] & 0xff : 0];
                }
            }
        }
        FloatBuffer to = features.data().asNioFloat();
        to.put(place * image.length, image);
        FloatBuffer oneHot = labels.data().asNioFloat();
        int classes = (int) labels.size(1);
        for (int k = 0; k < classes; k++) {
            oneHot.put(place * classes + k, k == images.label(index) ? 1 : 0);
        }
    }

    private static long mixed(long seed, int epoch, int index) {
        return new SplittableRandom(seed ^ 0x9e3779b97f4a7c15L * (epoch + 1L) ^ 0xbf58476d1ce4e5b9L * (index + 2L))
                .nextLong();
    }

    @Override
    public void close() {
        features.close();
        labels.close();
    }
}
