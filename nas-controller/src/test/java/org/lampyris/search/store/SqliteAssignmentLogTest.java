package org.lampyris.search.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.evaluation.execution.dispatch.AssignmentLog;
import org.lampyris.evaluation.execution.dispatch.AssignmentLogContract;
import org.lampyris.evaluation.execution.dispatch.AssignmentRecord;
import org.lampyris.evaluation.execution.dispatch.AssignmentRecords;

@SuppressWarnings("NullAway.Init") // The contract calls create() before each test.
class SqliteAssignmentLogTest extends AssignmentLogContract {
    @TempDir
    private Path folder;

    private SqliteTrialStore trials;
    private SqliteAssignmentLog log;

    @Override
    protected AssignmentLog create() {
        trials = SqliteTrialStore.create(folder, Trials.IDENTITY);
        log = SqliteAssignmentLog.open(trials);
        return log;
    }

    @Override
    protected AssignmentLog reopen(AssignmentLog before) {
        close();
        trials = SqliteTrialStore.open(folder, Trials.IDENTITY);
        log = SqliteAssignmentLog.open(trials);
        return log;
    }

    @AfterEach
    void close() {
        log.close();
        trials.close();
    }

    private List<AssignmentRecord> put(int from, int to) {
        SplittableRandom random = new SplittableRandom(from);
        List<AssignmentRecord> records = new ArrayList<>();
        for (int trial = from; trial <= to; trial++) {
            records.add(AssignmentRecords.random(trial, random));
        }
        records.forEach(log::put);
        return records;
    }

    @Test
    void whatTheTrialLogHasIsDroppedWhenItIsOpened() {
        List<AssignmentRecord> records = put(1, 6);
        Trials.upTo(4).forEach(trials::append);
        reopen(log);
        assertEquals(records.subList(4, 6), log.records());
        List<AssignmentRecord> more = put(7, 7);
        assertEquals(List.of(5, 6, 7), stored());
        reopen(log);
        assertEquals(List.of(records.get(4), records.get(5), more.get(0)), log.records());
    }

    @Test
    void whatIsForgottenIsDeletedWithTheNextPut() {
        put(1, 6);
        log.forget(3);
        log.forget(4);
        assertEquals(List.of(1, 2, 3, 4, 5, 6), stored());
        put(7, 7);
        assertEquals(List.of(5, 6, 7), stored());
    }

    private List<Integer> stored() {
        List<Integer> stored = new ArrayList<>();
        try (Statement statement = connection(log).createStatement();
                ResultSet row = statement.executeQuery("SELECT trial FROM assignment ORDER BY trial")) {
            while (row.next()) {
                stored.add(row.getInt(1));
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return stored;
    }

    /** The connection that writes, not another one, as {@code synchronous} belongs to a connection. */
    @Test
    void everyCommitIsSynced() throws Exception {
        try (Statement statement = connection(log).createStatement()) {
            try (ResultSet row = statement.executeQuery("PRAGMA synchronous")) {
                assertEquals(2, row.getInt(1));
            }
            try (ResultSet row = statement.executeQuery("PRAGMA journal_mode")) {
                assertEquals("wal", row.getString(1));
            }
        }
    }

    /** SQLite's own limit on the size of a database fails as a full disk does. */
    @Test
    void aFullDatabaseEndsWithOneLineAndTheRecordsStay() throws Exception {
        List<AssignmentRecord> records = new ArrayList<>(put(1, 3));
        limit(6);
        SplittableRandom random = new SplittableRandom(9);
        String message = "";
        while (message.isEmpty()) {
            AssignmentRecord next = AssignmentRecords.random(records.size() + 1, random);
            try {
                log.put(next);
                records.add(next);
            } catch (UncheckedIOException e) {
                message = String.valueOf(e.getMessage());
            }
        }
        assertTrue(message.contains("can't keep the assignment of trial " + (records.size() + 1)), message);
        assertTrue(message.contains("the disk is full. Make space and resume"), message);
        assertFalse(message.contains("\n"), message);
        assertEquals(records, log.records());
        limit(1000);
        AssignmentRecord next = AssignmentRecords.random(records.size() + 1, random);
        log.put(next);
        records.add(next);
        reopen(log);
        assertEquals(records, log.records());
    }

    @Test
    void whatTheMachineIsToBlameForEndsWithOneLine() throws IOException {
        log.close();
        Path file = folder.resolve(AssignmentRows.FILE);
        Files.delete(file);
        Files.createSymbolicLink(file, folder.resolve("nowhere").resolve("else"));
        String message = assertThrows(UncheckedIOException.class, () -> SqliteAssignmentLog.open(trials))
                .getMessage();
        assertTrue(String.valueOf(message).contains("can't open the assignments in " + folder), message);
        Files.delete(file);
        log = SqliteAssignmentLog.open(trials);
        assertEquals(put(1, 1), log.records());
    }

    private void limit(int pages) throws Exception {
        try (Statement statement = connection(log).createStatement()) {
            statement.execute("PRAGMA max_page_count = " + pages);
        }
    }

    private static Connection connection(SqliteAssignmentLog log) throws Exception {
        Field field = SqliteAssignmentLog.class.getDeclaredField("connection");
        field.setAccessible(true);
        return (Connection) field.get(log);
    }
}
