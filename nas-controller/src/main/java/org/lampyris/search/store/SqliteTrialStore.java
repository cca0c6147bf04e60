package org.lampyris.search.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lampyris.input.InvalidInputException;
import org.lampyris.search.Trial;

/**
 * A log in {@code RUN/run.db}, a SQLite database in WAL mode with {@code synchronous=FULL}: one transaction a trial, rows
 * chained by hash from the {@link RunIdentity} on, and in {@code RUN/run.mark} how far the log has come.
 *
 * <p>A log that was damaged or cut is refused when it is opened, and left as it is: it is checked in a copy first. One row
 * more than the mark tells of is whole, as a process may end between the two.
 *
 * <p>One process at a time: hold the {@link RunLock}. Not for network file systems.
 */
public final class SqliteTrialStore implements TrialStore {
    private final Path folder;
    private final String genesis;
    private final Connection connection;
    private final List<Trial> trials;
    private String hash;
    private @Nullable String broken;

    private SqliteTrialStore(Path folder, RunIdentity identity, Connection connection, CheckedLog log) {
        this.folder = folder;
        this.genesis = HashChain.genesis(identity);
        this.connection = connection;
        this.trials = new ArrayList<>(log.trials());
        this.hash = log.hash();
    }

    /**
     * Starts the log of a new run.
     *
     * @param folder exists
     * @throws InvalidInputException if the folder has a log already
     * @throws UncheckedIOException if it can't be written
     */
    public static SqliteTrialStore create(Path folder, RunIdentity identity) {
        if (exists(folder)) {
            throw InvalidInputException.at(
                    folder.toString(), "there is a run in this folder already", "Resume it, or choose another folder.");
        }
        try {
            new HighWaterMark(0, HashChain.genesis(identity)).prepare(folder);
            HighWaterMark.commit(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("can't start a trial log in " + folder + ": " + e.getMessage(), e);
        }
        return open(folder, identity);
    }

    /**
     * The trials of a run, to be looked at: another process may hold the run.
     *
     * @throws InvalidInputException as {@link #open} does
     */
    public static List<Trial> read(Path folder, RunIdentity identity) {
        CheckedLog log = CheckedLog.readLive(folder);
        log.identity().ifPresent(began -> began.requireSame(folder.toString(), identity));
        return List.copyOf(log.trials());
    }

    /** Whether the folder has a log, be it whole or not. */
    public static boolean exists(Path folder) {
        return Files.exists(folder.resolve(HighWaterMark.FILE)) || Files.exists(folder.resolve(SqliteRows.FILE));
    }

    /**
     * Opens the log of a run.
     *
     * @throws InvalidInputException if there is none, if it is damaged or cut, or if the run began with another identity
     * @throws UncheckedIOException if it can't be read
     */
    public static SqliteTrialStore open(Path folder, RunIdentity identity) {
        CheckedLog log = CheckedLog.read(folder);
        log.identity().ifPresent(began -> began.requireSame(folder.toString(), identity));
        if (log.identity().isEmpty() && !log.hash().equals(HashChain.genesis(identity))) {
            throw InvalidInputException.at(
                    folder.toString(),
                    "the run began with another space, profile, data or configuration, and has no trials",
                    "Start a new run.");
        }
        try {
            Connection connection = Sqlite.connect(folder.resolve(SqliteRows.FILE));
            try {
                if (!Sqlite.created(connection, SqliteRows.FORMAT)) {
                    SqliteRows.create(connection, identity);
                }
                SqliteTrialStore store = new SqliteTrialStore(folder, identity, connection, log);
                store.advanceMark(log.mark());
                return store;
            } catch (SQLException | IOException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException | IOException e) {
            throw StoreProblem.of("can't open the trial log", folder, e);
        }
    }

    private void advanceMark(int marked) throws IOException {
        if (marked < trials.size()) {
            new HighWaterMark(trials.size(), hash).prepare(folder);
            HighWaterMark.commit(folder);
        }
    }

    @Override
    public void append(Trial trial) {
        if (trial.number() != trials.size() + 1) {
            throw new IllegalArgumentException("trial " + trial.number() + " can't follow trial " + trials.size());
        }
        if (broken != null) {
            throw new UncheckedIOException(broken, new IOException("the log was broken off before"));
        }
        String next = HashChain.next(hash, trial);
        try {
            Sqlite.begin(connection);
            SqliteRows.insert(connection, new SqliteRows.Row(trial, next));
            new HighWaterMark(trial.number(), next).prepare(folder);
            Sqlite.commit(connection);
        } catch (SQLException | IOException e) {
            UncheckedIOException problem = StoreProblem.of("can't store trial " + trial.number(), folder, e);
            rollback(problem);
            throw problem;
        }
        trials.add(trial);
        hash = next;
        try {
            HighWaterMark.commit(folder);
        } catch (IOException e) {
            UncheckedIOException problem =
                    StoreProblem.of("trial " + trial.number() + " is stored, but its mark isn't", folder, e);
            broken = problem.getMessage();
            throw problem;
        }
    }

    private void rollback(UncheckedIOException problem) {
        try {
            Sqlite.rollback(connection);
        } catch (SQLException e) {
            broken = problem.getMessage();
        }
    }

    @Override
    public List<Trial> trials() {
        return List.copyOf(trials);
    }

    /** The hash of the last row, which stands for the whole history. */
    public String hash() {
        return hash;
    }

    Path folder() {
        return folder;
    }

    /** The hash that the chain begins with, which stands for the run's identity. */
    String genesis() {
        return genesis;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw StoreProblem.of("can't close the trial log", folder, e);
        }
    }
}
