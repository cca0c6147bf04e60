package org.lampyris.evaluation.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.TensorShape;

class ImageFileReaderTest {
    @TempDir
    private Path temp;

    @Test
    void greyLevelsComeOutAsTheyWentIn() {
        BufferedImage image = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
        byte[] levels = new byte[256];
        for (int x = 0; x < 256; x++) {
            image.getRaster().setSample(x, 0, 0, x);
            levels[x] = (byte) x;
        }
        Picture picture = read(image);
        assertEquals(new TensorShape(1, 1, 256), picture.shape());
        assertArrayEquals(levels, picture.pixels());
    }

    @Test
    void sixteenBitGreyKeepsTheUpperByte() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(0, 0, 0, 0x1234);
        image.getRaster().setSample(1, 0, 0, 0xfedc);
        assertArrayEquals(new byte[] {0x12, (byte) 0xfe}, read(image).pixels());
    }

    @Test
    void colorsStandInPlanes() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x010203);
        image.setRGB(1, 0, 0xa0b0c0);
        Picture picture = read(image);
        assertEquals(new TensorShape(3, 1, 2), picture.shape());
        assertArrayEquals(new byte[] {1, (byte) 0xa0, 2, (byte) 0xb0, 3, (byte) 0xc0}, picture.pixels());
    }

    @Test
    void twoLevelImagesAreBlackAndWhite() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
        image.setRGB(1, 0, 0xffffff);
        assertArrayEquals(
                new byte[] {0, (byte) 255}, read(image).in(ColorMode.AUTO).pixels());
    }

    @Test
    void alphaIsBlendedWithBlack() {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0xff640000);
        image.setRGB(1, 0, 0x33640000);
        image.setRGB(2, 0, 0x00640000);
        assertArrayEquals(new byte[] {100, 20, 0}, Arrays.copyOf(read(image).pixels(), 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "a.jpg"})
    void noTruncationPasses(String name) throws IOException {
        Path file = temp.resolve(name);
        SyntheticData.image(file, 12, 9, 100);
        byte[] whole = Files.readAllBytes(file);
        ImageFileReader.read(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            int at = length;
            assertThrows(InvalidInputException.class, () -> ImageFileReader.read(file), () -> at + " bytes");
        }
    }

    @Test
    void noFlippedBitOfAPngPasses() throws IOException {
        Path file = temp.resolve("a.png");
        SyntheticData.image(file, 6, 5, 100);
        byte[] whole = Files.readAllBytes(file);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(file, damaged);
            int at = bit;
            assertThrows(InvalidInputException.class, () -> ImageFileReader.read(file), () -> "bit " + at);
        }
    }

    @Test
    void aDamagedJpegNeverEscapesAsAnotherError() throws IOException {
        Path file = temp.resolve("a.jpg");
        SyntheticData.color(file, 16, 16, 0x336699);
        byte[] whole = Files.readAllBytes(file);
        int refused = 0;
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x55;
            Files.write(file, damaged);
            try {
                ImageFileReader.read(file);
            } catch (InvalidInputException e) {
                assertTrue(String.valueOf(e.getMessage()).contains("a.jpg"), e.getMessage());
                refused++;
            }
        }
        assertTrue(refused > 20, refused + " of " + whole.length + " refused");
    }

    private Picture read(BufferedImage image) {
        Path file = temp.resolve("image.png");
        SyntheticData.write(file, image);
        return ImageFileReader.read(file);
    }
}
