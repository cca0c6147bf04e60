package org.lampyris.evaluation.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;

/** Writes small data folders, whole ones, for tests here and in other modules. */
public final class SyntheticData {
    private SyntheticData() {}

    /** {@code FOLDER/class-0/image-00.png} and so on; each class has a brightness of its own. */
    public static Path imageFolder(Path folder, int classes, int perClass, int size) {
        for (int c = 0; c < classes; c++) {
            for (int i = 0; i < perClass; i++) {
                image(folder.resolve("class-" + c).resolve(String.format("image-%02d.png", i)), size, size, 20 * c + i);
            }
        }
        return folder;
    }

    /** A grey image with some noise around a brightness; PNG or JPEG by the ending. */
    public static void image(Path file, int width, int height, int brightness) {
        SplittableRandom random = new SplittableRandom(brightness);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.getRaster().setSample(x, y, 0, Math.min(255, brightness + random.nextInt(16)));
            }
        }
        write(file, image);
    }

    /** A colour image, all pixels alike. */
    public static void color(Path file, int width, int height, int rgb) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, rgb);
            }
        }
        write(file, image);
    }

    static void write(Path file, BufferedImage image) {
        String name = file.toString();
        try {
            Files.createDirectories(file.getParent());
            if (!ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile())) {
                throw new IllegalArgumentException("no writer for " + file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code PREFIX-images-idx3-ubyte} and its labels, which go round through the classes. */
    public static Path idx(Path folder, String prefix, int count, int classes, int size) {
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % classes);
        }
        write(folder.resolve(prefix + "-images-idx3-ubyte"), idxImages(count, size, size));
        write(folder.resolve(prefix + "-labels-idx1-ubyte"), idxLabels(labels));
        return folder;
    }

    static byte[] idxImages(int count, int height, int width) {
        byte[] pixels = new byte[count * height * width];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 31 + i / 7);
        }
        return bytes(out -> {
            out.writeInt(0x803);
            out.writeInt(count);
            out.writeInt(height);
            out.writeInt(width);
            out.write(pixels);
        });
    }

    static byte[] idxLabels(byte... labels) {
        return bytes(out -> {
            out.writeInt(0x801);
            out.writeInt(labels.length);
            out.write(labels);
        });
    }

    /** A batch of CIFAR records; pixel p of image i is {@code i + p} modulo 256. */
    static byte[] cifar(int... labels) {
        byte[] records = new byte[labels.length * 3073];
        for (int i = 0; i < labels.length; i++) {
            records[i * 3073] = (byte) labels[i];
            for (int p = 0; p < 3072; p++) {
                records[i * 3073 + 1 + p] = (byte) (i + p);
            }
        }
        return records;
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    interface Content {
        void writeTo(DataOutputStream out) throws IOException;
    }

    static byte[] bytes(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            content.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
