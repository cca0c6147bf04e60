package org.lampyris.evaluation.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Takes wanted files out of a tar archive, by the last part of their names and their exact lengths; all else in it is
 * skipped, so an archive can't write anywhere else.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html">POSIX.1-2017, pax, "ustar
 *     Interchange Format"</a>
 */
record TarExtractor(List<KnownFile> wanted, Path folder) {
    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int TYPE_AT = 156;

    void extract(InputStream in) throws IOException {
        for (byte[] header = in.readNBytes(BLOCK); header.length == BLOCK; header = in.readNBytes(BLOCK)) {
            if (header[0] == 0) {
                return;
            }
            String path = text(header, 0, NAME_LENGTH);
            String name = path.substring(path.lastIndexOf('/') + 1);
            long size = size(header);
            boolean regular = header[TYPE_AT] == '0' || header[TYPE_AT] == 0;
            Optional<KnownFile> file = wanted.stream()
                    .filter(w -> regular && w.name().equals(name) && w.bytes() == size)
                    .findFirst();
            if (file.isPresent()) {
                write(in, folder.resolve(file.get().name()), size);
            } else {
                skip(in, size);
            }
            skip(in, -size & (BLOCK - 1));
        }
        throw new EOFException("the archive is cut off");
    }

    private static void write(InputStream in, Path to, long size) throws IOException {
        Path partial = Files.createTempFile(to.toAbsolutePath().getParent(), ".partial-", ".bin");
        try {
            try (OutputStream out = Files.newOutputStream(partial)) {
                byte[] buffer = new byte[1 << 16];
                for (long left = size; left > 0; ) {
                    int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                    if (n < 0) {
                        throw new EOFException("the archive is cut off");
                    }
                    out.write(buffer, 0, n);
                    left -= n;
                }
            }
            Files.move(partial, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static void skip(InputStream in, long count) throws IOException {
        try {
            in.skipNBytes(count);
        } catch (EOFException e) {
            throw new EOFException("the archive is cut off");
        }
    }

    private static long size(byte[] header) throws IOException {
        String digits = text(header, SIZE_AT, SIZE_LENGTH).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new IOException("the archive is damaged", e);
        }
    }

    private static String text(byte[] header, int from, int length) {
        byte[] field = Arrays.copyOfRange(header, from, from + length);
        int end = 0;
        while (end < length && field[end] != 0) {
            end++;
        }
        return new String(field, 0, end, StandardCharsets.US_ASCII);
    }
}
