package org.lampyris.evaluation.data;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.TensorShape;

/**
 * A whole data set in one file, to be sent to other machines: name, shape, class names, then of each split the labels and
 * the pixels. Big-endian. Its hash is the data set's own, which is computed anew when it is read.
 */
public final class DatasetFile {
    private static final int MAGIC = 0x4C446131;
    private static final int MOST_CLASSES = 1 << 20;
    private static final int PART = 1 << 20;

    private DatasetFile() {}

    /** Writes the file anew. */
    public static void write(Path file, Dataset data) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), PART))) {
            TensorShape shape = data.shape();
            out.writeInt(MAGIC);
            out.writeUTF(data.name());
            out.writeInt(shape.channels());
            out.writeInt(shape.height());
            out.writeInt(shape.width());
            out.writeInt(data.classNames().size());
            for (String name : data.classNames()) {
                out.writeUTF(name);
            }
            WritableByteChannel channel = Channels.newChannel(out);
            for (ImageSet set : List.of(data.train(), data.validation(), data.test())) {
                out.writeInt(set.size());
                for (int label : set.labels()) {
                    out.writeInt(label);
                }
                ByteBuffer pixels = set.pixels();
                while (pixels.hasRemaining()) {
                    channel.write(pixels);
                }
            }
        }
    }

    /**
     * Reads a file that {@link #write} wrote.
     *
     * @throws InvalidInputException if it is damaged or has another data set than the one with this hash
     * @throws IOException if it can't be read
     */
    public static Dataset read(Path file, String sha256) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), PART))) {
            long size = Files.size(file);
            if (in.readInt() != MAGIC) {
                throw damaged(file, "it is no data set");
            }
            String name = in.readUTF();
            TensorShape shape = new TensorShape(in.readInt(), in.readInt(), in.readInt());
            int classes = in.readInt();
            if (classes < 2 || classes > MOST_CLASSES) {
                throw damaged(file, "it has " + classes + " classes");
            }
            List<String> names = new ArrayList<>();
            for (int i = 0; i < classes; i++) {
                names.add(in.readUTF());
            }
            Splits splits = new Splits(
                    images(file, in, shape, size), images(file, in, shape, size), images(file, in, shape, size));
            Dataset data = new Dataset(name, names, splits);
            if (!data.sha256().equals(sha256)) {
                throw damaged(file, "its hash is " + data.sha256() + ", not " + sha256);
            }
            return data;
        } catch (EOFException | UTFDataFormatException e) {
            throw damaged(file, "it is cut or garbled");
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw damaged(file, String.valueOf(e.getMessage()));
        }
    }

    private static ImageSet images(Path file, DataInputStream in, TensorShape shape, long size) throws IOException {
        int count = in.readInt();
        long bytes = Math.multiplyExact(shape.elements(), (long) count);
        if (count < 0 || bytes + 4L * count > size) {
            throw damaged(file, "it has " + count + " images in " + size + " bytes");
        }
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = in.readInt();
        }
        byte[] pixels = new byte[Math.toIntExact(bytes)];
        in.readFully(pixels);
        return new ImageSet(shape, pixels, labels);
    }

    private static InvalidInputException damaged(Path file, String problem) {
        return InvalidInputException.at(file.toString(), problem, "Delete it; it is made again.");
    }
}
