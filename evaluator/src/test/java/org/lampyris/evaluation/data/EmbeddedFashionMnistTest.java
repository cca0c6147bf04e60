package org.lampyris.evaluation.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lampyris.input.Sha256;
import org.lampyris.space.graph.TensorShape;

class EmbeddedFashionMnistTest {
    private static final Dataset DATA = Datasets.open("fashion-mnist-mini", DataOptions.withSeed(1));

    @Test
    void everySplitIsBalanced() {
        assertEquals(10, DATA.classNames().size());
        assertEquals(new TensorShape(1, 28, 28), DATA.shape());
        assertBalanced(DATA.train(), 600);
        assertBalanced(DATA.validation(), 100);
        assertBalanced(DATA.test(), 200);
    }

    @Test
    void noImageIsInTwoSplits() {
        Set<String> train = hashes(DATA.train());
        Set<String> validation = hashes(DATA.validation());
        Set<String> test = hashes(DATA.test());
        assertTrue(train.stream().noneMatch(validation::contains), "train and validation");
        assertTrue(train.stream().noneMatch(test::contains), "train and test");
        assertTrue(validation.stream().noneMatch(test::contains), "validation and test");
    }

    @Test
    void seedsDoNotMoveTheSplit() {
        assertEquals(
                DATA.sha256(),
                Datasets.open("fashion-mnist-mini", DataOptions.withSeed(2)).sha256());
    }

    @Test
    void fitsTheRepository() throws IOException {
        try (InputStream in = EmbeddedFashionMnist.class.getResourceAsStream(EmbeddedFashionMnist.RESOURCE)) {
            assertTrue(in.readAllBytes().length <= 4_000_000);
        }
    }

    @Test
    void theRuleMakesTheSameSubsetFromTheWhole() {
        Path folder = MiniFashionMnistMaker.FOLDER;
        assumeTrue(Files.isDirectory(folder), "skipped: " + folder + " is not there");
        Splits made = MiniFashionMnistMaker.choose(folder);
        assertSame(made.train(), DATA.train());
        assertSame(made.validation(), DATA.validation());
        assertSame(made.test(), DATA.test());
    }

    private static void assertSame(ImageSet expected, ImageSet actual) {
        assertArrayEquals(expected.labels(), actual.labels());
        assertEquals(expected.pixels(), actual.pixels());
    }

    private static void assertBalanced(ImageSet set, int each) {
        int[] counts = new int[10];
        for (int label : set.labels()) {
            counts[label]++;
        }
        int[] expected = new int[10];
        Arrays.fill(expected, each);
        assertArrayEquals(expected, counts);
    }

    private static Set<String> hashes(ImageSet set) {
        Set<String> hashes = new HashSet<>();
        byte[] image = new byte[(int) set.shape().elements()];
        for (int i = 0; i < set.size(); i++) {
            set.copyPixels(i, image, 0);
            hashes.add(Sha256.hex(image));
        }
        return hashes;
    }
}
