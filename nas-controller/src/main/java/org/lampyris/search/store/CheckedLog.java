package org.lampyris.search.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lampyris.input.InvalidInputException;
import org.lampyris.search.Trial;

/**
 * A log whose chain and mark hold. It is read from a {@link DatabaseCopy}.
 *
 * @param identity empty if the process that made the run ended before there was a table
 * @param mark the number of trials that the mark tells of
 * @param hash of the last trial, or of the identity
 */
record CheckedLog(Optional<RunIdentity> identity, List<Trial> trials, int mark, String hash) {
    /** How often a log that another process appends to is read at most. */
    private static final int ATTEMPTS = 50;

    /** What changes when a process appends. */
    private record Stamp(Optional<HighWaterMark> mark, List<Optional<FileTime>> times, List<Long> sizes) {
        static Stamp of(Path folder) throws IOException {
            List<Optional<FileTime>> times = new ArrayList<>();
            List<Long> sizes = new ArrayList<>();
            for (String suffix : DatabaseCopy.SUFFIXES) {
                try {
                    BasicFileAttributes found =
                            Files.readAttributes(folder.resolve(SqliteRows.FILE + suffix), BasicFileAttributes.class);
                    times.add(Optional.of(found.lastModifiedTime()));
                    sizes.add(found.size());
                } catch (NoSuchFileException e) {
                    times.add(Optional.empty());
                    sizes.add(0L);
                }
            }
            return new Stamp(HighWaterMark.read(folder), times, sizes);
        }
    }

    /**
     * Reads a log that another process may append to meanwhile: again, where it was appended to during the reading. What
     * was found wrong with a log that nobody changed meanwhile is damage.
     *
     * @throws InvalidInputException if there is no log, or it isn't whole
     * @throws UncheckedIOException if it can't be read, or changed during each of 50 readings
     */
    static CheckedLog readLive(Path folder) {
        try {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                Stamp before = Stamp.of(folder);
                try {
                    return read(folder);
                } catch (InvalidInputException e) {
                    if (before.equals(Stamp.of(folder))) {
                        throw e;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't check the trial log in " + folder + ": " + e.getMessage(), e);
        }
        throw new UncheckedIOException(new IOException(
                "the trial log in " + folder + " changed during each of " + ATTEMPTS + " readings; try again"));
    }

    /** @throws InvalidInputException if there is no log, or it isn't whole */
    static CheckedLog read(Path folder) {
        HighWaterMark mark = HighWaterMark.read(folder).orElseThrow(() -> missingMark(folder));
        try (DatabaseCopy copy = DatabaseCopy.of(folder, SqliteRows.FILE)) {
            return check(folder, copy.file(), mark);
        } catch (IOException e) {
            throw new UncheckedIOException("can't check the trial log in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static InvalidInputException missingMark(Path folder) {
        return Files.exists(folder.resolve(SqliteRows.FILE))
                ? Damage.found(folder, "its high-water mark (" + HighWaterMark.FILE + ") is missing")
                : InvalidInputException.at(
                        folder.toString(),
                        "there is no run in this folder",
                        "Give the folder of a run, e.g. runs/NAME.");
    }

    private static CheckedLog check(Path folder, Path copy, HighWaterMark mark) {
        Sqlite.requireWorking();
        try (Connection connection = Sqlite.connect(copy)) {
            if (Sqlite.created(connection, SqliteRows.FORMAT)) {
                return check(folder, connection, mark);
            }
            if (mark.trials() > 0 || !Sqlite.empty(connection)) {
                throw Damage.found(folder, "it has no trials, where the mark tells of " + mark.trials());
            }
        } catch (InvalidInputException e) {
            throw e;
        } catch (SQLException | RuntimeException e) {
            if (e instanceof SQLException sql && Sqlite.environmental(sql)) {
                throw new UncheckedIOException(
                        "can't check the trial log in " + folder + ": " + e.getMessage(), new IOException(e));
            }
            throw Damage.found(folder, String.valueOf(e.getMessage()));
        }
        return new CheckedLog(Optional.empty(), List.of(), 0, mark.hash());
    }

    private static CheckedLog check(Path folder, Connection connection, HighWaterMark mark) throws SQLException {
        long version = Sqlite.version(connection);
        if (version != SqliteRows.FORMAT.version()) {
            throw InvalidInputException.at(
                    folder.resolve(SqliteRows.FILE).toString(),
                    "the trial log has the format version " + version + ", and this version of Lampyris reads "
                            + SqliteRows.FORMAT.version(),
                    "Resume with the version that the run began with.");
        }
        Optional<String> corruption = Sqlite.corruption(connection);
        if (corruption.isPresent()) {
            throw Damage.found(folder, corruption.get());
        }
        RunIdentity identity = SqliteRows.identity(connection);
        String hash = HashChain.genesis(identity);
        String hashAtMark = hash;
        List<Trial> trials = new ArrayList<>();
        for (SqliteRows.Row row : SqliteRows.rows(connection)) {
            hash = HashChain.next(hash, row.trial());
            if (row.trial().number() != trials.size() + 1 || !hash.equals(row.hash())) {
                throw Damage.found(folder, "row " + row.trial().number() + " breaks the hash chain");
            }
            trials.add(row.trial());
            hashAtMark = trials.size() == mark.trials() ? hash : hashAtMark;
        }
        if (trials.size() < mark.trials() || trials.size() > mark.trials() + 1) {
            throw Damage.found(folder, "it has " + trials.size() + " trials, where the mark tells of " + mark.trials());
        }
        if (!hashAtMark.equals(mark.hash())) {
            throw Damage.found(folder, "trial " + mark.trials() + " isn't the one that the mark tells of");
        }
        return new CheckedLog(Optional.of(identity), List.copyOf(trials), mark.trials(), hash);
    }
}
