package org.lampyris.evaluation.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.lampyris.input.Sha256;

/**
 * A published file whose content is known.
 *
 * @param name without {@code .gz}
 * @param bytes of the content, after decompression
 * @param sha256 of the content, after decompression; hexadecimal in lower case
 */
record KnownFile(String name, long bytes, String sha256) {

    /** Whether the file, decompressed if its name ends in {@code .gz}, has this content. A broken one has not. */
    boolean isContentOf(Path file) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return isContentOf(file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw);
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads at most one byte further than the known length, so that no archive can blow up. */
    private boolean isContentOf(InputStream in) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        for (int n = in.read(buffer); n >= 0 && total <= bytes; n = in.read(buffer)) {
            digest.update(buffer, 0, n);
            total += n;
        }
        return total == bytes && HexFormat.of().formatHex(digest.digest()).equals(sha256);
    }
}
