package org.lampyris.evaluation.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.TensorShape;

/**
 * Reads IDX files of unsigned bytes: a magic number, the big-endian sizes of the dimensions, the bytes. A file whose
 * name ends in {@code .gz} is decompressed while it is read, never further than its header allows.
 *
 * @see <a href="http://yann.lecun.com/exdb/mnist/">LeCun, Cortes and Burges, "The MNIST database", the IDX format</a>
 */
final class IdxReader {
    private static final int LABELS_MAGIC = 0x00000801;
    private static final int IMAGES_MAGIC = 0x00000803;

    private IdxReader() {}

    /**
     * Reads a file of grey images and the file of their labels.
     *
     * @throws InvalidInputException if one of them is broken or their counts differ
     */
    static ImageSet read(Path imageFile, Path labelFile) {
        int[] labels = labels(labelFile);
        int[] sizes = new int[2];
        byte[] pixels = open(imageFile, IMAGES_MAGIC, "images", (count, in) -> {
            sizes[0] = in.readInt();
            sizes[1] = in.readInt();
            if (sizes[0] < 1
                    || sizes[0] > PixelLimit.LARGEST_SIDE
                    || sizes[1] < 1
                    || sizes[1] > PixelLimit.LARGEST_SIDE) {
                throw InvalidInputException.at(
                        imageFile.toString(),
                        "images of " + sizes[1] + "x" + sizes[0] + " pixels",
                        "Check its header.");
            }
            if (count != labels.length) {
                throw InvalidInputException.at(
                        imageFile.toString(),
                        count + " images, but " + labelFile.getFileName() + " has " + labels.length + " labels",
                        "The two files must belong together.");
            }
            return (long) count * sizes[0] * sizes[1];
        });
        return new ImageSet(new TensorShape(1, sizes[0], sizes[1]), pixels, labels);
    }

    private static int[] labels(Path file) {
        byte[] bytes = open(file, LABELS_MAGIC, "labels", (count, in) -> count);
        int[] labels = new int[bytes.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = bytes[i] & 0xff;
        }
        return labels;
    }

    /** Reads the rest of the header and says how many bytes follow. */
    @FunctionalInterface
    private interface Header {
        long bodyBytes(int count, DataInputStream in) throws IOException;
    }

    private static byte[] open(Path file, int magic, String what, Header header) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                DataInputStream in = new DataInputStream(
                        file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw)) {
            int found = in.readInt();
            if (found != magic) {
                throw InvalidInputException.at(
                        file.toString(),
                        String.format(
                                Locale.ROOT, "it starts with 0x%08x, a file of IDX %s with 0x%08x", found, what, magic),
                        "Maybe it is another format, or images and labels are swapped.");
            }
            int count = in.readInt();
            if (count < 1) {
                throw InvalidInputException.at(file.toString(), count + " " + what, "At least one is needed.");
            }
            long length = header.bodyBytes(count, in);
            PixelLimit.checkMemory(file.toString(), length);
            byte[] body = in.readNBytes((int) length);
            if (body.length < length) {
                throw InvalidInputException.at(
                        file.toString(),
                        "it ends after " + body.length + " of " + length + " bytes",
                        "The file is cut off: fetch it again.");
            }
            if (in.read() >= 0) {
                throw InvalidInputException.at(
                        file.toString(), "it goes on after its " + count + " " + what, "Fetch the file again.");
            }
            return body;
        } catch (EOFException e) {
            throw new InvalidInputException(file + ": the file is cut off. Fetch it again.", e);
        } catch (ZipException e) {
            throw new InvalidInputException(
                    file + ": not a valid gzip file (" + e.getMessage() + "). Fetch it again.", e);
        } catch (IOException e) {
            throw Unreadable.file(file, e);
        }
    }
}
