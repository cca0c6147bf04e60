package org.lampyris.evaluation.data;

import static org.lampyris.evaluation.data.SyntheticData.idxImages;
import static org.lampyris.evaluation.data.SyntheticData.idxLabels;
import static org.lampyris.evaluation.data.SyntheticData.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A way in which a data folder is broken, and what the error has to say about it. The tests of other modules use it too.
 *
 * @param name of the folder
 * @param maker breaks a folder, which is there and empty
 * @param culprit the last part of the path that the message names
 * @param words that stand in the message
 */
public record BrokenDataFolder(String name, Maker maker, String culprit, String words) {

    /** Fills a folder. */
    @FunctionalInterface
    public interface Maker {
        void fill(Path folder) throws IOException;
    }

    /** Makes the folder inside another. */
    public Path create(Path parent) {
        try {
            Path folder = Files.createDirectories(parent.resolve(name));
            maker.fill(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /** Every way that is known. */
    public static List<BrokenDataFolder> all() {
        return List.of(
                new BrokenDataFolder("nothing-in-it", f -> {}, "nothing-in-it", "no sub-folders of images"),
                new BrokenDataFolder(
                        "loose-images",
                        f -> SyntheticData.image(f.resolve("a.png"), 8, 8, 1),
                        "loose-images",
                        "per class"),
                new BrokenDataFolder(
                        "one-class", f -> SyntheticData.imageFolder(f, 1, 4, 8), "one-class", "one class only"),
                images("empty-class", f -> Files.createDirectory(f.resolve("class-9")), "class-9", "no PNG or JPEG"),
                images(
                        "text-only-class",
                        f -> write(f.resolve("class-9/notes.txt"), ascii("hello")),
                        "class-9",
                        "no PNG or JPEG"),
                images(
                        "too-few-images",
                        f -> SyntheticData.image(f.resolve("class-9/only.png"), 8, 8, 1),
                        "too-few-images",
                        "'class-9' has 1 training"),
                images(
                        "text-as-png",
                        f -> write(f.resolve("class-1/image-01.png"), ascii("no image")),
                        "image-01.png",
                        "neither a PNG nor a JPEG"),
                images("empty-file", f -> write(f.resolve("class-1/e.jpg"), new byte[0]), "e.jpg", "neither a PNG nor"),
                images("cut-png", f -> cut(f.resolve("class-1/image-01.png")), "image-01.png", "broken"),
                images(
                        "cut-jpeg",
                        f -> {
                            SyntheticData.image(f.resolve("class-1/z.jpg"), 8, 8, 9);
                            cut(f.resolve("class-1/z.jpg"));
                        },
                        "z.jpg",
                        "broken"),
                images("damaged-png", f -> flip(f.resolve("class-1/image-01.png")), "image-01.png", "broken"),
                images(
                        "gif-in-it",
                        f -> write(f.resolve("class-0/x.gif"), ascii("GIF89a")),
                        "x.gif",
                        "neither PNG nor"),
                images(
                        "other-size",
                        f -> SyntheticData.image(f.resolve("class-1/wide.png"), 9, 8, 1),
                        "wide.png",
                        "--image-size"),
                images(
                        "bomb",
                        f -> write(f.resolve("class-0/bomb.png"), pngHeader(60_000, 60_000)),
                        "bomb.png",
                        "pixels"),
                images(
                        "folder-in-class",
                        f -> Files.createDirectories(f.resolve("class-0/more")),
                        "more",
                        "a folder inside the class"),
                images(
                        "folder-as-image",
                        f -> Files.createDirectories(f.resolve("class-0/x.png")),
                        "x.png",
                        "a folder inside the class"),
                images(
                        "link-circle",
                        f -> Files.createSymbolicLink(f.resolve("class-0/loop.png"), Path.of("loop.png")),
                        "loop.png",
                        "in a circle"),
                images(
                        "dead-link",
                        f -> Files.createSymbolicLink(f.resolve("class-8"), Path.of("nowhere")),
                        "class-8",
                        "leads nowhere"),
                new BrokenDataFolder(
                        "too-many-classes",
                        f -> {
                            for (int c = 0; c < 1001; c++) {
                                Files.createDirectory(f.resolve("c" + c));
                            }
                        },
                        "too-many-classes",
                        "1001 classes"),
                new BrokenDataFolder(
                        "unknown-test-class",
                        f -> {
                            SyntheticData.imageFolder(f.resolve("train"), 2, 4, 8);
                            SyntheticData.imageFolder(f.resolve("test"), 3, 1, 8);
                        },
                        "class-2",
                        "has no training images"),
                idx(
                        "idx-wrong-magic",
                        f -> damage(f, "train-images-idx3-ubyte", 3, 1),
                        "train-images-idx3-ubyte",
                        "0x00000801"),
                idx(
                        "idx-swapped",
                        f -> Files.copy(
                                f.resolve("train-images-idx3-ubyte"), f.resolve("train-labels-idx1-ubyte"), REPLACE),
                        "train-labels-idx1-ubyte",
                        "0x00000803"),
                idx(
                        "idx-cut-images",
                        f -> cut(f.resolve("train-images-idx3-ubyte")),
                        "train-images-idx3-ubyte",
                        "cut off"),
                idx(
                        "idx-cut-labels",
                        f -> cut(f.resolve("train-labels-idx1-ubyte")),
                        "train-labels-idx1-ubyte",
                        "cut off"),
                idx(
                        "idx-header-only",
                        f -> write(f.resolve("train-labels-idx1-ubyte"), Arrays.copyOf(idxLabels(new byte[20]), 6)),
                        "train-labels-idx1-ubyte",
                        "cut off"),
                idx(
                        "idx-too-long",
                        f -> write(f.resolve("train-labels-idx1-ubyte"), Arrays.copyOf(idxLabels(new byte[20]), 40)),
                        "train-labels-idx1-ubyte",
                        "goes on"),
                idx(
                        "idx-huge-count",
                        f -> damage(f, "train-images-idx3-ubyte", 4, 0x7f),
                        "train-images-idx3-ubyte",
                        "20 labels"),
                idx(
                        "idx-huge-size",
                        f -> damage(f, "train-images-idx3-ubyte", 8, 0x7f),
                        "train-images-idx3-ubyte",
                        "pixels"),
                idx(
                        "idx-fewer-labels",
                        f -> write(f.resolve("train-labels-idx1-ubyte"), idxLabels(new byte[19])),
                        "train-images-idx3-ubyte",
                        "20 images, but train-labels-idx1-ubyte has 19 labels"),
                idx(
                        "idx-no-labels",
                        f -> Files.delete(f.resolve("train-labels-idx1-ubyte")),
                        "idx-no-labels",
                        "no file train-labels-idx1-ubyte"),
                idx(
                        "idx-one-class",
                        f -> write(f.resolve("train-labels-idx1-ubyte"), idxLabels(new byte[20])),
                        "idx-one-class",
                        "one class only"),
                idx(
                        "idx-label-out-of-range",
                        f -> write(f.resolve("classes.txt"), ascii("cat\ndog\n")),
                        "train-labels-idx1-ubyte",
                        "the label of image 3 is 2, but there are 2 classes"),
                idx(
                        "idx-class-twice",
                        f -> write(f.resolve("classes.txt"), ascii("cat\n\ndog\n cat\ncow\nbird\n")),
                        "classes.txt:4",
                        "the class 'cat' stands in line 1 already"),
                idx(
                        "idx-label-out-of-range-in-val",
                        f -> SyntheticData.idx(f, "val", 14, 7, 8),
                        "val-labels-idx1-ubyte",
                        "the label of image 6 is 5, but there are 5 classes"),
                idx(
                        "idx-label-out-of-range-in-test",
                        f -> {
                            SyntheticData.idx(f, "test", 14, 7, 8);
                            Path labels = f.resolve("test-labels-idx1-ubyte");
                            write(
                                    f.resolve("test-labels-idx1-ubyte.gz"),
                                    SyntheticData.gzip(Files.readAllBytes(labels)));
                            Files.delete(labels);
                        },
                        "test-labels-idx1-ubyte.gz",
                        "the label of image 6 is 5, but there are 5 classes"),
                idx(
                        "idx-empty-class",
                        f -> write(f.resolve("classes.txt"), ascii("cat\ndog\nhorse\ncow\nbird\nfish\n")),
                        "idx-empty-class",
                        "'fish' has 0 training"),
                idx(
                        "idx-test-of-other-size",
                        f -> SyntheticData.idx(f, "t10k", 10, 5, 9),
                        "idx-test-of-other-size",
                        "--image-size"),
                new BrokenDataFolder(
                        "idx-no-gzip",
                        f -> {
                            write(f.resolve("train-images-idx3-ubyte.gz"), idxImages(20, 8, 8));
                            write(f.resolve("train-labels-idx1-ubyte.gz"), idxLabels(new byte[20]));
                        },
                        "train-labels-idx1-ubyte.gz",
                        "not a valid gzip"),
                new BrokenDataFolder(
                        "cifar-cut",
                        f -> write(f.resolve("data_batch_1.bin"), new byte[3073 * 2 - 1]),
                        "data_batch_1.bin",
                        "no whole number of records"),
                new BrokenDataFolder(
                        "cifar-label-out-of-range",
                        f -> write(f.resolve("data_batch_1.bin"), SyntheticData.cifar(0, 1, 10)),
                        "data_batch_1.bin",
                        "record 3 has the label 10"));
    }

    private static final CopyOption REPLACE = StandardCopyOption.REPLACE_EXISTING;

    /** A good image folder that is then broken. */
    private static BrokenDataFolder images(String name, Maker breaker, String culprit, String words) {
        return new BrokenDataFolder(name, f -> breaker.fill(SyntheticData.imageFolder(f, 2, 4, 8)), culprit, words);
    }

    /** A good IDX folder that is then broken. */
    private static BrokenDataFolder idx(String name, Maker breaker, String culprit, String words) {
        return new BrokenDataFolder(name, f -> breaker.fill(SyntheticData.idx(f, "train", 20, 5, 8)), culprit, words);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void cut(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length * 3 / 4));
    }

    /** Changes one bit in the middle of the compressed pixels. */
    private static void flip(Path png) throws IOException {
        byte[] content = Files.readAllBytes(png);
        content[content.length / 2 + 8] ^= 0x10;
        Files.write(png, content);
    }

    private static void damage(Path folder, String name, int at, int value) throws IOException {
        Path file = folder.resolve(name);
        byte[] content = Files.readAllBytes(file);
        content[at] = (byte) value;
        Files.write(file, content);
    }

    /** The signature and the header chunk of a PNG that promises so many grey pixels. */
    private static byte[] pngHeader(int width, int height) {
        byte[] chunk = SyntheticData.bytes(out -> {
            out.writeBytes("IHDR");
            out.writeInt(width);
            out.writeInt(height);
            out.write(new byte[] {8, 0, 0, 0, 0});
        });
        CRC32 crc = new CRC32();
        crc.update(chunk);
        return SyntheticData.bytes(out -> {
            out.writeLong(0x89504E470D0A1A0AL);
            out.writeInt(13);
            out.write(chunk);
            out.writeInt((int) crc.getValue());
            out.writeInt(0);
            out.writeBytes("IDAT");
            out.writeInt(0x35AF061E);
        });
    }
}
