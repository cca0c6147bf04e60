package org.lampyris.search.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.execution.dispatch.AssignmentLog;
import org.lampyris.evaluation.execution.dispatch.AssignmentRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assignments in {@code RUN/assignments.db}, a SQLite database in WAL mode with {@code synchronous=FULL}: one transaction a
 * change. It holds work in progress only; {@code run.db} alone tells what the run is. So a file that is damaged, or another
 * run's, is moved aside, and what was in progress is done again, with the same results.
 *
 * <p>For one thread at a time, in the process that has the trial log open.
 */
public final class SqliteAssignmentLog implements AssignmentLog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteAssignmentLog.class);

    private final Path folder;
    private final String run;
    private final Connection connection;
    private final SortedMap<Integer, AssignmentRecord> records = new TreeMap<>();
    private int forgotten;
    private int deleted;
    private @Nullable String broken;

    private SqliteAssignmentLog(SqliteTrialStore trials, Connection connection) {
        this.folder = trials.folder();
        this.run = trials.genesis();
        this.connection = connection;
    }

    /**
     * Opens the assignments beside a trial log, or makes them; those of trials that the log has are dropped.
     *
     * @throws UncheckedIOException if they can't be read or written
     */
    public static SqliteAssignmentLog open(SqliteTrialStore trials) {
        Path folder = trials.folder();
        int stored = trials.trials().size();
        try {
            List<AssignmentRecord> kept = wholeOrNone(folder, trials.genesis());
            Connection connection = Sqlite.connect(folder.resolve(AssignmentRows.FILE));
            try {
                if (Sqlite.empty(connection)) {
                    AssignmentRows.create(connection);
                }
                SqliteAssignmentLog log = new SqliteAssignmentLog(trials, connection);
                kept.forEach(record -> log.records.put(record.trial(), record));
                log.forget(stored);
                return log;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException | IOException e) {
            throw StoreProblem.of("can't open the assignments", folder, e);
        }
    }

    /** What the file holds; if it isn't whole, it is moved aside first. */
    private static List<AssignmentRecord> wholeOrNone(Path folder, String run) throws IOException, SQLException {
        Path file = folder.resolve(AssignmentRows.FILE);
        String damage;
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            damage = "it is no file";
        } else {
            Sqlite.requireWorking();
            try (DatabaseCopy copy = DatabaseCopy.of(folder, AssignmentRows.FILE);
                    Connection connection = Sqlite.connect(copy.file())) {
                return read(connection, run);
            } catch (SQLException | RuntimeException e) {
                if (e instanceof SQLException sql && Sqlite.environmental(sql)) {
                    throw e;
                }
                damage = String.valueOf(e.getMessage());
            }
        }
        Path aside = moveAside(folder);
        LOG.warn("{} is damaged: {}. It was moved to {}; what was in progress is done again", file, damage, aside);
        return List.of();
    }

    /** @throws IllegalArgumentException if this isn't a whole file of this run */
    private static List<AssignmentRecord> read(Connection connection, String run) throws SQLException {
        if (Sqlite.empty(connection)) {
            return List.of();
        }
        if (!Sqlite.created(connection, AssignmentRows.FORMAT)) {
            throw new IllegalArgumentException("it isn't Lampyris's");
        }
        long version = Sqlite.version(connection);
        if (version != AssignmentRows.FORMAT.version()) {
            throw new IllegalArgumentException("it has the format version " + version);
        }
        Sqlite.corruption(connection).ifPresent(found -> {
            throw new IllegalArgumentException(found);
        });
        return AssignmentRows.all(connection, run);
    }

    private static Path moveAside(Path folder) throws IOException {
        int number = 1;
        Path aside = folder.resolve(AssignmentRows.FILE + ".damaged-" + number);
        while (Files.exists(aside)) {
            number++;
            aside = folder.resolve(AssignmentRows.FILE + ".damaged-" + number);
        }
        for (String suffix : DatabaseCopy.SUFFIXES) {
            Path file = folder.resolve(AssignmentRows.FILE + suffix);
            if (Files.exists(file)) {
                Path to = aside.resolveSibling(aside.getFileName() + suffix);
                Files.move(file, to, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.deleteIfExists(folder.resolve(AssignmentRows.FILE + "-shm"));
        return aside;
    }

    @Override
    public List<AssignmentRecord> records() {
        return List.copyOf(records.values());
    }

    @Override
    public void put(AssignmentRecord assignment) {
        if (broken != null) {
            throw new UncheckedIOException(broken, new IOException("the assignments were broken off before"));
        }
        try {
            Sqlite.begin(connection);
            if (deleted < forgotten) {
                AssignmentRows.deleteUpTo(connection, forgotten);
            }
            AssignmentRows.put(connection, run, assignment);
            Sqlite.commit(connection);
        } catch (SQLException e) {
            UncheckedIOException problem =
                    StoreProblem.of("can't keep the assignment of trial " + assignment.trial(), folder, e);
            rollback(problem);
            throw problem;
        }
        deleted = forgotten;
        records.put(assignment.trial(), assignment);
    }

    private void rollback(UncheckedIOException problem) {
        try {
            Sqlite.rollback(connection);
        } catch (SQLException e) {
            broken = problem.getMessage();
        }
    }

    /** In memory; the next {@link #put} deletes them from the file, and so does {@link #open}. */
    @Override
    public void forget(int trial) {
        forgotten = Math.max(forgotten, trial);
        records.headMap(trial + 1).clear();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw StoreProblem.of("can't close the assignments", folder, e);
        }
    }
}
