package org.lampyris.evaluation.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lampyris.space.graph.TensorShape;

class SplitTest {
    static IntStream seeds() {
        return IntStream.range(0, 50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyImageIsInOnePartAndEveryClassInProportion(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int classes = random.nextInt(2, 6);
        int[] labels = IntStream.range(0, random.nextInt(100, 300))
                .map(i -> i < 2 * classes ? i % classes : random.nextInt(classes))
                .toArray();
        double share = random.nextDouble(0.01, 0.9);
        StratifiedSplit split = StratifiedSplit.of(labels, classes, share, 1, seed);
        int[] all = IntStream.concat(IntStream.of(split.kept()), IntStream.of(split.held()))
                .sorted()
                .toArray();
        assertArrayEquals(IntStream.range(0, labels.length).toArray(), all, "seed " + seed);
        for (int c = 0; c < classes; c++) {
            int label = c;
            long whole = IntStream.of(labels).filter(l -> l == label).count();
            long held =
                    IntStream.of(split.held()).filter(i -> labels[i] == label).count();
            long wanted = Math.max(1, Math.min(whole - 1, Math.round(share * whole)));
            assertEquals(wanted, held, "seed " + seed + ", class " + c + ", share " + share);
        }
    }

    @Test
    void theSeedAloneDecides() {
        int[] labels = IntStream.range(0, 200).map(i -> i % 4).toArray();
        int[] held = StratifiedSplit.of(labels, 4, 0.2, 1, 7).held();
        assertArrayEquals(held, StratifiedSplit.of(labels, 4, 0.2, 1, 7).held());
        assertFalse(Arrays.equals(held, StratifiedSplit.of(labels, 4, 0.2, 1, 8).held()));
    }

    @Test
    void everyImageIsDrawnAboutAsOften() {
        int[] labels = IntStream.range(0, 40).map(i -> i % 2).toArray();
        int[] drawn = new int[40];
        for (int seed = 0; seed < 2000; seed++) {
            for (int i : StratifiedSplit.of(labels, 2, 0.25, 1, seed).held()) {
                drawn[i]++;
            }
        }
        // 500 expected; the standard deviation of a count is 19.4.
        for (int i = 0; i < 40; i++) {
            assertEquals(500, drawn[i], 100, "image " + i);
        }
    }

    @Test
    void anImageAloneInItsClassCanNotBeSplit() {
        assertThrows(IllegalArgumentException.class, () -> StratifiedSplit.of(new int[] {0, 0, 1}, 2, 0.5, 1, 1));
    }

    @Test
    void sharesAreOfTheWholeAndOwnPartsStay() {
        ImageSet set = images(1000);
        DataOptions options = DataOptions.withSeed(3).withShares(new SplitShares(0.2, 0.3));
        Dataset all = unsplit(set, Optional.empty(), Optional.empty()).split("x", options);
        assertEquals(500, all.train().size());
        assertEquals(200, all.validation().size());
        assertEquals(300, all.test().size());
        Dataset withTest =
                unsplit(set, Optional.empty(), Optional.of(images(50))).split("x", options);
        assertEquals(800, withTest.train().size());
        assertEquals(200, withTest.validation().size());
        assertEquals(images(50).pixels(), withTest.test().pixels());
        Dataset withBoth =
                unsplit(set, Optional.of(images(30)), Optional.of(images(50))).split("x", options);
        assertEquals(set.pixels(), withBoth.train().pixels());
    }

    static IntStream sizes() {
        return IntStream.rangeClosed(3, 20);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void smallClassesGiveEveryPartAnImageWhateverTheShares(int size) {
        SplittableRandom random = new SplittableRandom(size);
        for (int round = 0; round < 60; round++) {
            double both = round == 0 ? 0.9 : random.nextDouble(0.01, 0.9);
            double test = both * (round == 0 ? 2.0 / 3 : random.nextDouble(0.01, 0.99));
            SplitShares shares = new SplitShares(both - test, test);
            ImageSet set = images(2 * size);
            Dataset data = unsplit(set, Optional.empty(), Optional.empty())
                    .split("x", DataOptions.withSeed(round).withShares(shares));
            for (ImageSet part : List.of(data.train(), data.validation(), data.test())) {
                for (int c = 0; c < 2; c++) {
                    int label = c;
                    assertTrue(IntStream.of(part.labels()).anyMatch(l -> l == label), size + " images, " + shares);
                }
            }
            assertEquals(
                    2 * size,
                    data.train().size() + data.validation().size() + data.test().size());
        }
    }

    private static LabelledImages unsplit(ImageSet train, Optional<ImageSet> validation, Optional<ImageSet> test) {
        return new LabelledImages("here", List.of("a", "b"), train, validation, test);
    }

    private static ImageSet images(int count) {
        byte[] pixels = new byte[count];
        for (int i = 0; i < count; i++) {
            pixels[i] = (byte) i;
        }
        return new ImageSet(
                new TensorShape(1, 1, 1),
                pixels,
                IntStream.range(0, count).map(i -> i % 2).toArray());
    }
}
