package org.lampyris.search.store;

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

/** The tables of a log. Rewards are stored as {@link MetricRows} stores doubles. */
final class SqliteRows {
    static final String FILE = "run.db";
    static final Sqlite.Format FORMAT = new Sqlite.Format(0x4C616D70, 1, """
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
            """ + MetricRows.TABLE);

    /** A trial and the hash that is stored with it. */
    record Row(Trial trial, String hash) {}

    private SqliteRows() {}

    /** Makes the tables and stores the identity, in one transaction. */
    static void create(Connection connection, RunIdentity identity) throws SQLException {
        Sqlite.begin(connection);
        Sqlite.create(connection, FORMAT);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO identity (name, value) VALUES (?, ?)")) {
            for (Map.Entry<String, String> part : identity.parts().entrySet()) {
                insert.setString(1, part.getKey());
                insert.setString(2, part.getValue());
                insert.execute();
            }
        }
        Sqlite.commit(connection);
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
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
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
        }
        MetricRows.insert(connection, trial.number(), trial.result().metrics());
    }

    /**
     * All rows, in order of their numbers.
     *
     * @throws IllegalArgumentException if a row doesn't make a trial
     */
    static List<Row> rows(Connection connection) throws SQLException {
        Map<Integer, SortedMap<String, Double>> metrics = MetricRows.all(connection);
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
}
