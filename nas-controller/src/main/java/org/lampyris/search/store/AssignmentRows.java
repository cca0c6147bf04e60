package org.lampyris.search.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Outcome;
import org.lampyris.evaluation.execution.dispatch.AssignmentRecord;

/**
 * The tables of assignments. Each row has a hash over what is in it and over the run's first hash, so that neither a
 * damaged row nor one of another run is taken for a result.
 */
final class AssignmentRows {
    static final String FILE = "assignments.db";
    static final Sqlite.Format FORMAT = new Sqlite.Format(0x4C616D61, 1, """
            CREATE TABLE assignment (
                trial INTEGER PRIMARY KEY NOT NULL,
                request TEXT NOT NULL,
                attempts INTEGER NOT NULL,
                losses INTEGER NOT NULL,
                worker TEXT,
                outcome TEXT,
                detail TEXT,
                hash TEXT NOT NULL) STRICT;
            """ + MetricRows.TABLE);

    private AssignmentRows() {}

    /** Makes the tables, in one transaction. */
    static void create(Connection connection) throws SQLException {
        Sqlite.begin(connection);
        Sqlite.create(connection, FORMAT);
        Sqlite.commit(connection);
    }

    /** Deletes the trials up to this one, without committing. */
    static void deleteUpTo(Connection connection, int trial) throws SQLException {
        Sqlite.execute(connection, "DELETE FROM assignment WHERE trial <= " + trial);
        Sqlite.execute(connection, "DELETE FROM metric WHERE trial <= " + trial);
    }

    /**
     * Puts a record in the place of the trial's former one, without committing.
     *
     * @param run the hash that the run's log begins with
     */
    static void put(Connection connection, String run, AssignmentRecord record) throws SQLException {
        Optional<Outcome> outcome = record.result().map(Outcome::of);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT OR REPLACE INTO assignment"
                        + " (trial, request, attempts, losses, worker, outcome, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setInt(1, record.trial());
            insert.setString(2, record.request());
            insert.setInt(3, record.attempts());
            insert.setInt(4, record.losses());
            insert.setString(5, record.worker().orElse(null));
            insert.setString(6, outcome.map(Outcome::kind).orElse(null));
            insert.setString(7, outcome.flatMap(Outcome::detail).orElse(null));
            insert.setString(8, hash(run, record));
            insert.execute();
        }
        Sqlite.execute(connection, "DELETE FROM metric WHERE trial = " + record.trial());
        if (record.result().isPresent()) {
            MetricRows.insert(connection, record.trial(), record.result().get().metrics());
        }
    }

    /**
     * All records, in order of their trials.
     *
     * @throws IllegalArgumentException if a row is damaged or another run's
     */
    static List<AssignmentRecord> all(Connection connection, String run) throws SQLException {
        Map<Integer, SortedMap<String, Double>> metrics = MetricRows.all(connection);
        List<AssignmentRecord> records = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT trial, request, attempts, losses, worker, outcome, detail, hash FROM assignment"
                                + " ORDER BY trial")) {
            while (row.next()) {
                int trial = row.getInt(1);
                SortedMap<String, Double> measured = metrics.remove(trial);
                Optional<String> detail = Optional.ofNullable(row.getString(7));
                Optional<EvaluationResult> result = Optional.ofNullable(row.getString(6))
                        .map(kind -> new Outcome(kind, detail)
                                .with(new Metrics(measured == null ? new TreeMap<>() : measured)));
                AssignmentRecord record = new AssignmentRecord(
                        trial,
                        row.getString(2),
                        row.getInt(3),
                        row.getInt(4),
                        Optional.ofNullable(row.getString(5)),
                        result);
                if (!hash(run, record).equals(row.getString(8))) {
                    throw new IllegalArgumentException("the row of trial " + trial + " isn't as it was written");
                }
                records.add(record);
            }
        }
        if (!metrics.isEmpty()) {
            throw new IllegalArgumentException("there are metrics without a trial");
        }
        return records;
    }

    private static String hash(String run, AssignmentRecord record) {
        return HashedFields.hash(out -> {
            HashedFields.text(out, "lampyris assignment " + FORMAT.version());
            HashedFields.text(out, run);
            out.writeInt(record.trial());
            HashedFields.text(out, record.request());
            out.writeInt(record.attempts());
            out.writeInt(record.losses());
            HashedFields.text(out, record.worker());
            out.writeBoolean(record.result().isPresent());
            if (record.result().isPresent()) {
                HashedFields.result(out, record.result().get());
            }
        });
    }
}
