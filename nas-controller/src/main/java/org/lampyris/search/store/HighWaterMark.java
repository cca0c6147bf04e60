package org.lampyris.search.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lampyris.input.InvalidInputException;

/**
 * How far the log has come, in a small file beside it, so that a log that was cut at its end is noticed.
 *
 * @param trials how many the log holds at least
 * @param hash of the last of them
 */
record HighWaterMark(int trials, String hash) {
    static final String FILE = "run.mark";
    private static final String NEXT = "run.mark.next";
    private static final Pattern FORMAT =
            Pattern.compile("lampyris mark 1\ntrials ([0-9]{1,9})\nhash ([0-9a-f]{64})\n");
    private static final int LONGEST = 200;

    static Optional<HighWaterMark> read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            String content = Files.size(file) > LONGEST ? "" : Files.readString(file, StandardCharsets.ISO_8859_1);
            Matcher matcher = FORMAT.matcher(content);
            if (!matcher.matches()) {
                throw InvalidInputException.at(
                        file.toString(), "the high-water mark of the trial log is damaged", Damage.ADVICE);
            }
            return Optional.of(new HighWaterMark(Integer.parseInt(matcher.group(1)), matcher.group(2)));
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Writes the mark beside the one that counts, durably; all that needs space on the disk happens here. */
    void prepare(Path folder) throws IOException {
        Path next = folder.resolve(NEXT);
        String content = "lampyris mark 1\ntrials " + trials + "\nhash " + hash + "\n";
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Makes the prepared mark the one that counts, durably. */
    static void commit(Path folder) throws IOException {
        Files.move(
                folder.resolve(NEXT),
                folder.resolve(FILE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        syncFolder(folder);
    }

    private static void syncFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
