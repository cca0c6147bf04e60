package org.lampyris.evaluation.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Checks that a JPEG file goes on to its last marker. The decoder of the JDK fills up an image that is cut off, without a
 * word. What follows the last marker doesn't matter.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81, annex B, 1992</a>
 */
final class JpegCheck {
    private static final int START_OF_IMAGE = 0xffd8;
    private static final int END_OF_IMAGE = 0xd9;

    private JpegCheck() {}

    /** @throws IOException if it starts as a JPEG and isn't a whole one */
    static void check(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(new BufferedInputStream(raw, 1 << 16))) {
            if (in.readUnsignedShort() != START_OF_IMAGE) {
                return;
            }
            for (int marker = nextMarker(in); marker != END_OF_IMAGE; marker = nextMarker(in)) {
                if (!standsAlone(marker)) {
                    in.skipNBytes(Math.max(0, in.readUnsignedShort() - 2));
                }
            }
        } catch (EOFException e) {
            throw new IOException("it is cut off", e);
        }
    }

    /** Reads over the data of a scan, in which a byte of 0xff is followed by a zero, to the next marker. */
    private static int nextMarker(DataInputStream in) throws IOException {
        while (true) {
            int code = in.readUnsignedByte();
            if (code == 0xff) {
                while (code == 0xff) {
                    code = in.readUnsignedByte();
                }
                if (code != 0) {
                    return code;
                }
            }
        }
    }

    /** Restart markers and TEM have no length after them. */
    private static boolean standsAlone(int marker) {
        return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7);
    }
}
