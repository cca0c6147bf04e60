package org.lampyris.evaluation.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lampyris.evaluation.data.SyntheticData.write;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.TensorShape;

class FolderSourceTest {
    private static final DataOptions OPTIONS = DataOptions.withSeed(11);

    @TempDir
    private Path temp;

    @Test
    void aFolderPerClassIsSplitByTheSeed() {
        SyntheticData.imageFolder(temp.resolve("pets"), 3, 10, 8);
        Dataset data = open("pets", OPTIONS);
        assertEquals("pets", data.name());
        assertEquals(List.of("class-0", "class-1", "class-2"), data.classNames());
        assertEquals(new TensorShape(1, 8, 8), data.shape());
        assertEquals(24, data.train().size());
        assertArrayEquals(new int[] {0, 1, 2}, data.validation().labels());
        assertArrayEquals(new int[] {0, 1, 2}, data.test().labels());
        assertEquals(data.sha256(), open("pets", OPTIONS).sha256());
        assertNotEquals(data.sha256(), open("pets", DataOptions.withSeed(12)).sha256());
    }

    @Test
    void neitherTheOrderOfWritingNorOtherFilesMatter() throws IOException {
        String expected = open(SyntheticData.imageFolder(temp.resolve("one"), 2, 6, 8), OPTIONS)
                .sha256();
        Path other = temp.resolve("two");
        for (int c = 1; c >= 0; c--) {
            for (int i = 5; i >= 0; i--) {
                String file = "class-" + c + "/image-0" + i + ".png";
                write(
                        other.resolve(file),
                        Files.readAllBytes(temp.resolve("one").resolve(file)));
            }
        }
        write(other.resolve("README.txt"), new byte[5]);
        write(other.resolve("class-0/.hidden.png"), new byte[5]);
        write(other.resolve("class-1/notes.txt"), new byte[5]);
        Files.createDirectories(other.resolve(".cache"));
        assertEquals(expected, open(other, OPTIONS).sha256());
    }

    @Test
    void partsThatAreThereAreKept() {
        Path folder = temp.resolve("parts");
        SyntheticData.imageFolder(folder.resolve("train"), 2, 10, 8);
        SyntheticData.imageFolder(folder.resolve("test"), 2, 2, 8);
        Dataset two = open(folder, OPTIONS);
        assertEquals(
                List.of(18, 2, 4),
                List.of(two.train().size(), two.validation().size(), two.test().size()));
        SyntheticData.imageFolder(folder.resolve("val"), 2, 3, 8);
        Dataset three = open(folder, OPTIONS);
        assertEquals(
                List.of(20, 6, 4),
                List.of(
                        three.train().size(),
                        three.validation().size(),
                        three.test().size()));
        assertEquals(two.test().pixels(), three.test().pixels());
    }

    @Test
    void oneColorImageMakesAllOfThemColor() {
        Path folder = SyntheticData.imageFolder(temp.resolve("mixed"), 2, 5, 8);
        SyntheticData.color(folder.resolve("class-1/red.png"), 8, 8, 0xff0000);
        assertEquals(new TensorShape(3, 8, 8), open(folder, OPTIONS).shape());
        assertEquals(
                new TensorShape(1, 8, 8),
                open(folder, OPTIONS.withColor(ColorMode.GREY)).shape());
    }

    @Test
    void greyStoredAsColorIsGrey() {
        for (int c = 0; c < 2; c++) {
            for (int i = 0; i < 3; i++) {
                SyntheticData.color(temp.resolve("grey/" + c + "/" + i + ".png"), 8, 8, 0x202020 * (c + 1));
            }
        }
        assertEquals(new TensorShape(1, 8, 8), open("grey", OPTIONS).shape());
        assertEquals(
                new TensorShape(3, 8, 8),
                open("grey", OPTIONS.withColor(ColorMode.RGB)).shape());
    }

    @Test
    void oneSizeMakesDifferentImagesFit() {
        Path folder = SyntheticData.imageFolder(temp.resolve("sizes"), 2, 5, 8);
        SyntheticData.image(folder.resolve("class-0/wide.jpg"), 30, 10, 99);
        assertEquals(
                new TensorShape(1, 12, 12),
                open(folder, OPTIONS.withImageSize(12)).shape());
    }

    @Test
    void idxFilesPlainOrCompressedAreTheSame() throws IOException {
        Path plain = SyntheticData.idx(temp.resolve("plain"), "train", 40, 4, 6);
        SyntheticData.idx(plain, "t10k", 8, 4, 6);
        Dataset data = open(plain, OPTIONS);
        assertEquals(List.of("0", "1", "2", "3"), data.classNames());
        assertEquals(
                List.of(36, 4, 8),
                List.of(
                        data.train().size(),
                        data.validation().size(),
                        data.test().size()));
        assertArrayEquals(new int[] {0, 1, 2, 3, 0, 1, 2, 3}, data.test().labels());
        Path packed = temp.resolve("packed");
        for (Path file : FolderListing.of(plain)) {
            write(packed.resolve(file.getFileName() + ".gz"), SyntheticData.gzip(Files.readAllBytes(file)));
        }
        assertEquals(data.sha256(), open(packed, OPTIONS).sha256());
        write(plain.resolve("classes.txt"), "a\nb\nc\nd\n".getBytes(StandardCharsets.US_ASCII));
        assertEquals(List.of("a", "b", "c", "d"), open(plain, OPTIONS).classNames());
        assertEquals(
                new TensorShape(3, 9, 9),
                open(plain, OPTIONS.withImageSize(9).withColor(ColorMode.RGB)).shape());
    }

    @Test
    void cifarRecordsAreReadInTheOrderOfTheFiles() {
        Path folder = temp.resolve("cifar");
        int[] twice = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0};
        write(folder.resolve("data_batch_2.bin"), SyntheticData.cifar(twice));
        write(folder.resolve("data_batch_1.bin"), SyntheticData.cifar(twice));
        write(folder.resolve("test_batch.bin"), SyntheticData.cifar(9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
        Dataset data = open(folder, OPTIONS);
        assertEquals(new TensorShape(3, 32, 32), data.shape());
        assertEquals(
                List.of(30, 10, 10),
                List.of(
                        data.train().size(),
                        data.validation().size(),
                        data.test().size()));
        assertEquals("airplane", data.classNames().get(data.test().label(9)));
        assertEquals((byte) (9 + 3071), data.test().pixels().get(10 * 3072 - 1));
    }

    @Test
    void noDamageToAnIdxFileEscapesAsAnotherError() throws IOException {
        Path folder = SyntheticData.idx(temp.resolve("fuzz"), "train", 20, 4, 4);
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            SyntheticData.idx(folder, "train", 20, 4, 4);
            Path file = folder.resolve(random.nextBoolean() ? "train-images-idx3-ubyte" : "train-labels-idx1-ubyte");
            byte[] content = Files.readAllBytes(file);
            content[random.nextInt(Math.min(content.length, 20))] = (byte) random.nextInt(256);
            Files.write(file, content);
            try {
                open(folder, OPTIONS);
            } catch (InvalidInputException e) {
                assertTrue(String.valueOf(e.getMessage()).contains("fuzz"), "seed " + seed);
            }
        }
    }

    private Dataset open(String name, DataOptions options) {
        return open(temp.resolve(name), options);
    }

    private static Dataset open(Path folder, DataOptions options) {
        return Datasets.open(folder.toString(), options);
    }
}
