package org.lampyris.search.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Outcome;
import org.lampyris.search.Trial;
import org.lampyris.space.Architecture;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;

/**
 * The tables of a log. Doubles are stored as the decimal text that reads back to the same bits, so that they are exact
 * and readable.
 */
final class SqliteRows {
    static final String FILE = "run.db";
    static final int VERSION = 1;
    private static final int APPLICATION_ID = 0x4C616D70;
    private static final String SCHEMA = """
            CREATE TABLE identity (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE trial (
                number INTEGER PRIMARY KEY NOT NULL,
                architecture TEXT NOT NULL,
                choices TEXT NOT NULL,
                outcome TEXT NOT NULL,
                detail TEXT,
                reward TEXT NOT NULL,
                repeats INTEGER,
                hash TEXT NOT NULL) STRICT;
            CREATE TABLE metric (
                trial INTEGER NOT NULL,
                name TEXT NOT NULL,
                value TEXT NOT NULL,
                PRIMARY KEY (trial, name)) STRICT, WITHOUT ROWID;
            """;

    /** A trial and the hash that is stored with it. */
    record Row(Trial trial, String hash) {}

    private SqliteRows() {}

    static Connection connect(Path database) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        return config.createConnection("jdbc:sqlite:" + database);
    }

    /**
     * Tries SQLite with a database in memory, so that what goes wrong afterwards is the file's fault.
     *
     * @throws UncheckedIOException if SQLite doesn't work here at all, e.g. because its library can't be unpacked
     */
    static void requireWorking() {
        try (Connection memory = new SQLiteConfig().createConnection("jdbc:sqlite::memory:")) {
            number(memory, "SELECT 1");
        } catch (SQLException | RuntimeException | LinkageError e) {
            throw new UncheckedIOException("SQLite doesn't work here: " + e.getMessage(), new IOException(e));
        }
    }

    /** Whether the machine is to blame rather than the file: no space, no permission. */
    static boolean environmental(SQLException problem) {
        int code = problem.getErrorCode() & 0xFF;
        return code == SQLiteErrorCode.SQLITE_FULL.code
                || code == SQLiteErrorCode.SQLITE_CANTOPEN.code
                || code == SQLiteErrorCode.SQLITE_NOMEM.code
                || code == SQLiteErrorCode.SQLITE_PERM.code;
    }

    static void begin(Connection connection) throws SQLException {
        execute(connection, "BEGIN IMMEDIATE");
    }

    static void commit(Connection connection) throws SQLException {
        execute(connection, "COMMIT");
    }

    /** Ends the transaction without a trace, unless SQLite did so itself, as it does when the disk is full. */
    static void rollback(Connection connection) throws SQLException {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
                throw e;
            }
        }
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    /** Makes the tables and stores the identity, in one transaction. */
    static void create(Connection connection, RunIdentity identity) throws SQLException {
        begin(connection);
        for (String table : SCHEMA.strip().split(";\\s*", 0)) {
            execute(connection, table);
        }
        execute(connection, "PRAGMA application_id = " + APPLICATION_ID);
        execute(connection, "PRAGMA user_version = " + VERSION);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO identity (name, value) VALUES (?, ?)")) {
            for (Map.Entry<String, String> part : identity.parts().entrySet()) {
                insert.setString(1, part.getKey());
                insert.setString(2, part.getValue());
                insert.execute();
            }
        }
        commit(connection);
    }

    /** Whether {@link #create} ever came to its end. */
    static boolean created(Connection connection) throws SQLException {
        return number(connection, "PRAGMA application_id") == APPLICATION_ID;
    }

    static boolean empty(Connection connection) throws SQLException {
        return number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
    }

    static long version(Connection connection) throws SQLException {
        return number(connection, "PRAGMA user_version");
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** What SQLite itself finds wrong with the file, if anything. */
    static Optional<String> corruption(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA integrity_check(1)")) {
            String found = row.next() ? row.getString(1) : "no answer";
            return "ok".equals(found) ? Optional.empty() : Optional.of(found);
        }
    }

    static RunIdentity identity(Connection connection) throws SQLException {
        SortedMap<String, String> parts = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT name, value FROM identity")) {
            while (row.next()) {
                parts.put(row.getString(1), row.getString(2));
            }
        }
        return new RunIdentity(parts);
    }

    /** Inserts without committing. */
    static void insert(Connection connection, Row row) throws SQLException {
        Trial trial = row.trial();
        Outcome outcome = Outcome.of(trial.result());
        try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO trial (number, architecture, choices, outcome, detail, reward, repeats, hash)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement metric =
                        connection.prepareStatement("INSERT INTO metric (trial, name, value) VALUES (?, ?, ?)")) {
            insert.setInt(1, trial.number());
            insert.setString(2, trial.architecture().id());
            insert.setString(
                    3,
                    String.join(
                            " ",
                            trial.architecture().choices().stream()
                                    .map(String::valueOf)
                                    .toList()));
            insert.setString(4, outcome.kind());
            insert.setString(5, outcome.detail().orElse(null));
            insert.setString(6, Double.toString(trial.reward()));
            if (trial.repeats().isPresent()) {
                insert.setInt(7, trial.repeats().getAsInt());
            } else {
                insert.setNull(7, Types.INTEGER);
            }
            insert.setString(8, row.hash());
            insert.execute();
            for (Map.Entry<String, Double> entry :
                    trial.result().metrics().values().entrySet()) {
                metric.setInt(1, trial.number());
                metric.setString(2, entry.getKey());
                metric.setString(3, Double.toString(entry.getValue()));
                metric.execute();
            }
        }
    }

    /**
     * All rows, in order of their numbers.
     *
     * @throws IllegalArgumentException if a row doesn't make a trial
     */
    static List<Row> rows(Connection connection) throws SQLException {
        Map<Integer, SortedMap<String, Double>> metrics = metrics(connection);
        List<Row> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT number, choices, architecture, outcome, detail, reward, repeats, hash FROM trial"
                                + " ORDER BY number")) {
            while (row.next()) {
                int number = row.getInt(1);
                SortedMap<String, Double> measured = metrics.remove(number);
                Outcome outcome = new Outcome(row.getString(4), Optional.ofNullable(row.getString(5)));
                double reward = Double.parseDouble(row.getString(6));
                int first = row.getInt(7);
                OptionalInt repeats = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(first);
                Trial trial = new Trial(
                        number,
                        new Architecture(choices(row.getString(2)), row.getString(3)),
                        outcome.with(new Metrics(measured == null ? new TreeMap<>() : measured)),
                        reward,
                        repeats);
                rows.add(new Row(trial, row.getString(8)));
            }
        }
        if (!metrics.isEmpty()) {
            throw new IllegalArgumentException("there are metrics without a trial");
        }
        return rows;
    }

    private static List<Integer> choices(String text) {
        return text.isEmpty()
                ? List.of()
                : Stream.of(text.split(" ", -1)).map(Integer::valueOf).toList();
    }

    private static Map<Integer, SortedMap<String, Double>> metrics(Connection connection) throws SQLException {
        Map<Integer, SortedMap<String, Double>> metrics = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT trial, name, value FROM metric")) {
            while (row.next()) {
                metrics.computeIfAbsent(row.getInt(1), trial -> new TreeMap<>())
                        .put(row.getString(2), Double.valueOf(row.getString(3)));
            }
        }
        return metrics;
    }
}
