package org.lampyris.search.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A database with its write-ahead log, copied to a temporary folder: SQLite recovers, checkpoints and deletes what it
 * opens.
 */
final class DatabaseCopy implements AutoCloseable {
    /** What a copy has. */
    static final List<String> SUFFIXES = List.of("", "-wal");

    private static final List<String> MADE = List.of("", "-wal", "-shm", "-journal");

    private final Path folder;
    private final String name;

    private DatabaseCopy(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Copies what is there. */
    static DatabaseCopy of(Path folder, String name) throws IOException {
        DatabaseCopy copy = new DatabaseCopy(Files.createTempDirectory("lampyris-log"), name);
        try {
            for (String suffix : SUFFIXES) {
                Path file = folder.resolve(name + suffix);
                if (Files.exists(file)) {
                    Files.copy(file, copy.folder.resolve(name + suffix), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return copy;
        } catch (IOException e) {
            copy.close();
            throw e;
        }
    }

    Path file() {
        return folder.resolve(name);
    }

    /** Deletes it. */
    @Override
    public void close() throws IOException {
        for (String suffix : MADE) {
            Files.deleteIfExists(folder.resolve(name + suffix));
        }
        Files.deleteIfExists(folder);
    }
}
