package org.lampyris.search.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;

/** What the databases of a run have in common: WAL mode, every commit synced, a format in the file's header. */
final class Sqlite {
    private Sqlite() {}

    /**
     * What a database is.
     *
     * @param application which application's, a number that SQLite keeps in the header
     * @param version of the format
     * @param tables that it has, as SQL
     */
    record Format(int application, int version, String tables) {}

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

    static void execute(Connection connection, String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    /** Makes the tables, within a transaction that the caller began and commits. */
    static void create(Connection connection, Format format) throws SQLException {
        for (String table : format.tables().strip().split(";\\s*", 0)) {
            execute(connection, table);
        }
        execute(connection, "PRAGMA application_id = " + format.application());
        execute(connection, "PRAGMA user_version = " + format.version());
    }

    /** Whether {@link #create} ever came to its end. */
    static boolean created(Connection connection, Format format) throws SQLException {
        return number(connection, "PRAGMA application_id") == format.application();
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
}
