package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.data.ImageSet;
import org.lampyris.evaluation.data.Normalization;
import org.lampyris.evaluation.training.TrainingPlan.Augmentation;
import org.lampyris.space.graph.TensorShape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What images become on their way into a batch. Normalised to pixel / 255 * 2 - 1 and * 4 - 1. */
final class BatchesTest {
    private static final TensorShape SHAPE = new TensorShape(2, 3, 4);
    private static final int SIZE = (int) SHAPE.elements();
    private static final int COUNT = 40;
    private static final Normalization NORMALIZATION = new Normalization(List.of(0.5, 0.25), List.of(0.5, 0.25));
    private static final Augmentation NONE = new Augmentation(0, false);
    private static final Augmentation SOME = new Augmentation(2, true);

    private final byte[] pixels = new byte[COUNT * SIZE];
    private final ImageSet images;

    BatchesTest() {
        new SplittableRandom(1).nextBytes(pixels);
        int[] labels = new int[COUNT];
        Arrays.setAll(labels, i -> i % 3);
        images = new ImageSet(SHAPE, pixels.clone(), labels);
    }

    private Batches batches(int size) {
        return new Batches(images, NORMALIZATION, 3, size);
    }

    /** Image {@code index} mirrored if wanted, then moved; black where nothing is. */
    private float[] expected(int index, int down, int right, boolean mirrored) {
        float[] image = new float[SIZE];
        for (int c = 0; c < 2; c++) {
            for (int y = 0; y < 3; y++) {
                for (int x = 0; x < 4; x++) {
                    int row = y - down;
                    int column = x - right;
                    int pixel = 0;
                    if (row >= 0 && row < 3 && column >= 0 && column < 4) {
                        int source = mirrored ? 3 - column : column;
                        pixel = pixels[index * SIZE + (c * 3 + row) * 4 + source] & 0xff;
                    }
                    image[(c * 3 + y) * 4 + x] =
                            c == 0 ? (float) ((pixel / 255.0 - 0.5) / 0.5) : (float) ((pixel / 255.0 - 0.25) / 0.25);
                }
            }
        }
        return image;
    }

    private static float[] image(Batches batches, int place) {
        float[] all = batches.features().data().asFloat();
        return Arrays.copyOfRange(all, place * SIZE, (place + 1) * SIZE);
    }

    @Test
    void imagesInOrderAreOnlyNormalised() {
        try (Batches batches = batches(16)) {
            assertArrayEquals(new long[] {16, 2, 3, 4}, batches.features().shape());
            assertArrayEquals(new long[] {16, 3}, batches.labels().shape());
            assertEquals(16, batches.fill(16));
            float[] before = image(batches, 8);
            assertEquals(8, batches.fill(32), "the rest");
            for (int n = 0; n < 8; n++) {
                assertArrayEquals(expected(32 + n, 0, 0, false), image(batches, n));
            }
            assertArrayEquals(before, image(batches, 8), "beyond the last image");
            float largest = batches.features().maxNumber().floatValue();
            assertTrue(largest <= 3 && largest > 2.9, "white of the second channel is 3, found " + largest);
        }
    }

    @Test
    void labelsAreOneHotInTheOrderGiven() {
        int[] order = {5, 3, 4, 39};
        try (Batches batches = batches(2)) {
            batches.fill(order, 0, NONE, 1, 0);
            batches.fill(order, 2, NONE, 1, 0);
            assertArrayEquals(expected(4, 0, 0, false), image(batches, 0));
            assertArrayEquals(expected(39, 0, 0, false), image(batches, 1));
            INDArray labels = batches.labels();
            assertArrayEquals(new float[][] {{0, 1, 0}, {1, 0, 0}}, labels.toFloatMatrix());
        }
    }

    /** Each image is one of the 50 that shift and flip can make, and over the epochs all 50 come about. */
    @Test
    void imagesAreMovedAndMirroredAsTheDefinitionSays() {
        int[] order = IntStream.range(0, COUNT).toArray();
        Set<String> seen = new HashSet<>();
        int mirrored = 0;
        int epochs = 30;
        try (Batches batches = batches(COUNT)) {
            for (int epoch = 0; epoch < epochs; epoch++) {
                batches.fill(order, 0, SOME, 5, epoch);
                for (int n = 0; n < COUNT; n++) {
                    String move = move(n, image(batches, n));
                    seen.add(move);
                    mirrored += move.endsWith("true") ? 1 : 0;
                }
            }
        }
        assertEquals(50, seen.size());
        double share = mirrored / (double) (epochs * COUNT);
        assertEquals(0.5, share, 4 * 0.5 / Math.sqrt(epochs * COUNT), "share mirrored");
    }

    private String move(int index, float[] found) {
        List<String> fits = new ArrayList<>();
        for (int down = -2; down <= 2; down++) {
            for (int right = -2; right <= 2; right++) {
                for (boolean flip : new boolean[] {false, true}) {
                    if (Arrays.equals(expected(index, down, right, flip), found)) {
                        fits.add(down + " " + right + " " + flip);
                    }
                }
            }
        }
        assertEquals(1, fits.size(), "ways to make image " + index + ": " + fits);
        return fits.get(0);
    }

    @Test
    void imageDependsOnSeedEpochAndIndexAlone() {
        int[] order = IntStream.range(0, COUNT).toArray();
        int[] reversed = IntStream.range(0, COUNT).map(i -> COUNT - 1 - i).toArray();
        try (Batches whole = batches(COUNT);
                Batches small = batches(4)) {
            whole.fill(order, 0, SOME, 7, 3);
            float[] first = whole.features().data().asFloat();
            for (int from = 0; from < COUNT; from += 4) {
                small.fill(reversed, from, SOME, 7, 3);
                for (int n = 0; n < 4; n++) {
                    assertArrayEquals(image(whole, COUNT - 1 - from - n), image(small, n));
                }
            }
            whole.fill(order, 0, SOME, 7, 4);
            assertTrue(!Arrays.equals(first, whole.features().data().asFloat()), "another epoch");
            whole.fill(order, 0, SOME, 8, 3);
            assertTrue(!Arrays.equals(first, whole.features().data().asFloat()), "another seed");
            whole.fill(order, 0, SOME, 7, 3);
            assertArrayEquals(first, whole.features().data().asFloat());
        }
    }
}
