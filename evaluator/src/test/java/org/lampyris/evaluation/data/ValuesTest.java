package org.lampyris.evaluation.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ReadOnlyBufferException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.TensorShape;

class ValuesTest {
    private static final TensorShape SHAPE = new TensorShape(2, 1, 2);

    @Test
    void imagesStandOneAfterTheOther() {
        ImageSet set = new ImageSet(SHAPE, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, new int[] {1, 0});
        byte[] target = new byte[5];
        set.copyPixels(1, target, 1);
        assertArrayEquals(new byte[] {0, 5, 6, 7, 8}, target);
        assertEquals(5, set.pixels().get((int) SHAPE.elements()));
        ImageSet turned = set.select(1, 0);
        assertArrayEquals(new int[] {0, 1}, turned.labels());
        assertEquals(5, turned.pixels().get(0));
    }

    @Test
    void imagesCanNotBeChanged() {
        ImageSet set = new ImageSet(SHAPE, new byte[4], new int[1]);
        set.labels()[0] = 7;
        assertEquals(0, set.label(0));
        assertThrows(ReadOnlyBufferException.class, () -> set.pixels().put(0, (byte) 1));
    }

    @Test
    void imagesNeedAsManyBytesAsTheirShapeSays() {
        assertThrows(IllegalArgumentException.class, () -> new ImageSet(SHAPE, new byte[5], new int[1]));
        assertThrows(IllegalArgumentException.class, () -> new ImageSet(SHAPE, new byte[4], new int[] {-1}));
    }

    @Test
    void normalizationOfKnownNumbers() {
        // Channel 0: 0, 255, 0, 255. Channel 1: 51 everywhere.
        byte[] pixels = {0, (byte) 255, 51, 51, 0, (byte) 255, 51, 51};
        Normalization found = Normalization.of(new ImageSet(SHAPE, pixels, new int[2]));
        assertEquals(List.of(0.5, 0.2), found.mean());
        assertEquals(0.5, found.deviation().get(0));
        assertTrue(found.deviation().get(1) > 0, "a constant channel can still be divided by");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void normalizedPixelsHaveMeanZeroAndDeviationOne(long seed) {
        byte[] pixels = new byte[4000];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.max(0, 300 * random.nextDouble() - 60);
        }
        Normalization n = Normalization.of(new ImageSet(SHAPE, pixels, new int[1000]));
        for (int c = 0; c < 2; c++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < pixels.length; i++) {
                if (i / 2 % 2 == c) {
                    double x = ((pixels[i] & 0xff) / 255.0 - n.mean().get(c))
                            / n.deviation().get(c);
                    sum += x;
                    squares += x * x;
                }
            }
            assertEquals(0, sum / 2000, 1e-12, "seed " + seed);
            assertEquals(1, squares / 2000, 1e-12, "seed " + seed);
        }
    }

    @Test
    void theHashSeesEveryPartOfTheContent() {
        Dataset one = dataset(new byte[12], List.of("a", "b"), 0);
        assertEquals(one.sha256(), dataset(new byte[12], List.of("a", "b"), 0).sha256());
        byte[] other = new byte[12];
        other[11] = 1;
        assertNotEquals(one.sha256(), dataset(other, List.of("a", "b"), 0).sha256());
        assertNotEquals(
                one.sha256(), dataset(new byte[12], List.of("a", "c"), 0).sha256());
        assertNotEquals(
                one.sha256(), dataset(new byte[12], List.of("a", "b"), 1).sha256());
    }

    @Test
    void classesThatShareANameAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> dataset(new byte[12], List.of("a", "a"), 0));
    }

    private static Dataset dataset(byte[] pixels, List<String> names, int label) {
        ImageSet all = new ImageSet(SHAPE, pixels, new int[] {0, 1, label});
        return new Dataset("x", names, new Splits(all.select(0), all.select(1), all.select(2)));
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        DataOptions options = DataOptions.withSeed(1);
        assertThrows(InvalidInputException.class, () -> options.withImageSize(3));
        assertThrows(InvalidInputException.class, () -> options.withImageSize(1025));
        for (double share : new double[] {0, -0.1, 0.9, 1, Double.NaN}) {
            assertThrows(InvalidInputException.class, () -> new SplitShares(share, 0.1), () -> "share " + share);
            assertThrows(InvalidInputException.class, () -> new SplitShares(0.1, share), () -> "share " + share);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void thePaethFilterCanBeUndone(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int height = random.nextInt(1, 12);
        int width = random.nextInt(1, 12);
        byte[] plain = new byte[2 * height * width];
        random.nextBytes(plain);
        byte[] filtered = plain.clone();
        PaethFilter.filter(filtered, height * width, height, width);
        PaethFilter.restore(filtered, height * width, height, width);
        assertArrayEquals(plain, filtered, "seed " + seed);
    }

    @Test
    void mirroredImagesAreTurnedRowByRow() {
        byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        ImageSet images = new ImageSet(new TensorShape(2, 1, 3), pixels, new int[] {0, 1});
        byte[] turned = new byte[12];
        images.mirrored().pixels().get(turned);
        assertArrayEquals(new byte[] {3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10}, turned);
        assertArrayEquals(images.labels(), images.mirrored().labels());
    }
}
