package org.lampyris.evaluation.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;

/**
 * The balanced subset of Fashion-MNIST that the program carries: per class 600 training, 100 validation and 200 test
 * images, in the order of the original files. The split is fixed, so that figures of different seeds and users compare;
 * test images come from the original test file, the others from the original training file.
 *
 * <p>The resource is one zlib stream: per split one byte a label, then the pixels of each image after
 * {@link PaethFilter}.
 */
final class EmbeddedFashionMnist implements DatasetSource {
    static final String NAME = "fashion-mnist-mini";
    static final String RESOURCE = "fashion-mnist-mini.z";
    static final int TRAIN = 6_000;
    static final int VALIDATION = 1_000;
    static final int TEST = 2_000;

    @Override
    public Dataset load(DataOptions options) {
        try (InputStream resource = EmbeddedFashionMnist.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("the program was built without " + RESOURCE);
            }
            InputStream in = new InflaterInputStream(resource);
            ImageSet train = Conversion.of(read(in, TRAIN), options, NAME);
            ImageSet validation = Conversion.of(read(in, VALIDATION), options, NAME);
            ImageSet test = Conversion.of(read(in, TEST), options, NAME);
            return new Dataset(NAME, FashionMnist.CLASS_NAMES, new Splits(train, validation, test));
        } catch (IOException e) {
            throw new IllegalStateException("the embedded " + RESOURCE + " is damaged", e);
        }
    }

    private static ImageSet read(InputStream in, int count) throws IOException {
        int height = FashionMnist.SHAPE.height();
        int width = FashionMnist.SHAPE.width();
        byte[] labelBytes = exactly(in, count);
        byte[] pixels = exactly(in, count * height * width);
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = labelBytes[i];
            PaethFilter.restore(pixels, i * height * width, height, width);
        }
        return new ImageSet(FashionMnist.SHAPE, pixels, labels);
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("it ends early");
        }
        return bytes;
    }
}
