package org.lampyris.search.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.Metrics;

/**
 * The table of the metrics of trials. Doubles are stored as the decimal text that reads back to the same bits, so that
 * they are exact and readable.
 */
final class MetricRows {
    static final String TABLE = """
            CREATE TABLE metric (
                trial INTEGER NOT NULL,
                name TEXT NOT NULL,
                value TEXT NOT NULL,
                PRIMARY KEY (trial, name)) STRICT, WITHOUT ROWID;
            """;

    private MetricRows() {}

    /** Inserts without committing. */
    static void insert(Connection connection, int trial, Metrics metrics) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO metric (trial, name, value) VALUES (?, ?, ?)")) {
            for (Map.Entry<String, Double> metric : metrics.values().entrySet()) {
                insert.setInt(1, trial);
                insert.setString(2, metric.getKey());
                insert.setString(3, Double.toString(metric.getValue()));
                insert.execute();
            }
        }
    }

    /** All metrics, by trial. */
    static Map<Integer, SortedMap<String, Double>> all(Connection connection) throws SQLException {
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
