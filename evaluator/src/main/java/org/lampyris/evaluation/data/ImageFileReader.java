package org.lampyris.evaluation.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.TensorShape;

/**
 * Decodes a PNG or JPEG file, known by its content. The size in its header is checked before anything is decoded. Alpha
 * is blended with black; 16-bit samples keep their upper byte; the orientation that a camera noted is not applied.
 */
final class ImageFileReader {
    private static final List<String> FORMATS = List.of("png", "jpeg");

    private ImageFileReader() {}

    /** @throws InvalidInputException if the file is no such image, is broken or is too large */
    static Picture read(Path file) {
        try (InputStream raw = Files.newInputStream(file);
                ImageInputStream in = new MemoryCacheImageInputStream(raw)) {
            ImageReader reader = readerOf(file, in);
            try {
                return decode(file, reader, in);
            } catch (InvalidInputException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                // The decoder's own words, and some of its bugs on damaged files.
                throw broken(file, String.valueOf(e.getMessage()), e);
            } finally {
                reader.dispose();
            }
        } catch (IOException e) {
            throw Unreadable.file(file, e);
        }
    }

    private static ImageReader readerOf(Path file, ImageInputStream in) {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            try {
                if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                    return reader;
                }
            } catch (IOException e) {
                throw broken(file, String.valueOf(e.getMessage()), e);
            }
            reader.dispose();
        }
        throw InvalidInputException.at(
                file.toString(), "neither a PNG nor a JPEG image", "Convert it, or take it out of the folder.");
    }

    private static Picture decode(Path file, ImageReader reader, ImageInputStream in) throws IOException {
        reader.setInput(in, true, true);
        PixelLimit.checkImage(file.toString(), reader.getWidth(0), reader.getHeight(0));
        PngCheck.check(file);
        JpegCheck.check(file);
        BufferedImage image = reader.read(0);
        return image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
                        && !(image.getColorModel() instanceof IndexColorModel)
                ? grey(image)
                : color(image);
    }

    /** Straight from the raster: {@code getRGB} would take the samples for linear light and brighten them. */
    private static Picture grey(BufferedImage image) {
        Raster raster = image.getRaster();
        int width = image.getWidth();
        int height = image.getHeight();
        int bits = image.getColorModel().getComponentSize(0);
        boolean alpha = image.getColorModel().hasAlpha() && raster.getNumBands() > 1;
        byte[] pixels = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int value = eightBits(raster.getSample(x, y, 0), bits);
                int opacity = alpha ? eightBits(raster.getSample(x, y, 1), bits) : 255;
                pixels[y * width + x] = (byte) blend(value, opacity);
            }
        }
        return new Picture(new TensorShape(1, height, width), pixels);
    }

    private static int eightBits(int sample, int bits) {
        return bits >= 8 ? sample >> (bits - 8) : sample * 255 / ((1 << bits) - 1);
    }

    private static Picture color(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int plane = width * height;
        byte[] pixels = new byte[3 * plane];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int opacity = row[x] >>> 24;
                int at = y * width + x;
                pixels[at] = (byte) blend(row[x] >> 16 & 0xff, opacity);
                pixels[plane + at] = (byte) blend(row[x] >> 8 & 0xff, opacity);
                pixels[2 * plane + at] = (byte) blend(row[x] & 0xff, opacity);
            }
        }
        return new Picture(new TensorShape(3, height, width), pixels);
    }

    private static int blend(int value, int opacity) {
        return opacity == 255 ? value : (value * opacity + 127) / 255;
    }

    private static InvalidInputException broken(Path file, String why, Exception cause) {
        return new InvalidInputException(
                file + ": the image is broken (" + why + "). Repair it, or take it out of the folder.", cause);
    }
}
