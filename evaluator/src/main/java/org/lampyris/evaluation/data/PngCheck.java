package org.lampyris.evaluation.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Checks the checksums of a PNG file, which the decoder of the JDK leaves alone: it would show damaged pixels instead of
 * an error.
 *
 * @see <a href="https://www.w3.org/TR/png-3/#5DataRep">PNG Specification, 5 "Datastream structure"</a>
 */
final class PngCheck {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private PngCheck() {}

    /** @throws IOException with the reason, if it starts as a PNG and isn't a whole one */
    static void check(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(new BufferedInputStream(raw, 1 << 16))) {
            if (!Arrays.equals(in.readNBytes(SIGNATURE.length), SIGNATURE)) {
                return;
            }
            byte[] buffer = new byte[1 << 13];
            String chunk = "";
            while (!chunk.equals("IEND")) {
                chunk = readChunk(in, buffer);
            }
        } catch (EOFException e) {
            throw new IOException("it is cut off", e);
        }
    }

    private static String readChunk(DataInputStream in, byte[] buffer) throws IOException {
        long left = in.readInt() & 0xffff_ffffL;
        in.readFully(buffer, 0, 4);
        CRC32 crc = new CRC32();
        crc.update(buffer, 0, 4);
        String type = new String(buffer, 0, 4, StandardCharsets.ISO_8859_1);
        while (left > 0) {
            int part = (int) Math.min(left, buffer.length);
            in.readFully(buffer, 0, part);
            crc.update(buffer, 0, part);
            left -= part;
        }
        if (in.readInt() != (int) crc.getValue()) {
            throw new IOException("the checksum of its part " + type.replaceAll("\\W", "?") + " is wrong");
        }
        return type;
    }
}
