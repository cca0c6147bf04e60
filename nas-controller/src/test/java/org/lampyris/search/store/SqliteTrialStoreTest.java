package org.lampyris.search.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.input.InvalidInputException;
import org.lampyris.search.Trial;

class SqliteTrialStoreTest extends TrialStoreContract {
    @TempDir
    private Path folder;

    @Override
    protected TrialStore create() {
        return SqliteTrialStore.create(folder, Trials.IDENTITY);
    }

    @Override
    protected TrialStore reopen(TrialStore store) {
        store.close();
        return SqliteTrialStore.open(folder, Trials.IDENTITY);
    }

    private static String refusal(Path folder, RunIdentity identity) {
        String message = assertThrows(
                        InvalidInputException.class,
                        () -> SqliteTrialStore.open(folder, identity).close())
                .getMessage();
        return String.valueOf(message);
    }

    private Path run(String name, int trials) throws IOException {
        Path run = Files.createDirectory(folder.resolve(name));
        try (SqliteTrialStore store = SqliteTrialStore.create(run, Trials.IDENTITY)) {
            Trials.upTo(trials).forEach(store::append);
        }
        return run;
    }

    @Test
    void theFirstPartThatChangedIsNamed() throws IOException {
        Path run = run("run", 3);
        Map<String, String> parts = new HashMap<>(Trials.IDENTITY.parts());
        parts.put("profile", "beef");
        String message = refusal(run, RunIdentity.of(parts));
        assertTrue(message.contains("the profile changed since the run began: it was 5e1f and is beef"), message);
        parts.remove("profile");
        assertTrue(refusal(run, RunIdentity.of(parts)).contains("it was 5e1f and is not there"));
        parts.putAll(Trials.IDENTITY.parts());
        parts.put("data", "f00d");
        assertTrue(refusal(run, RunIdentity.of(parts)).contains("the data changed"));
        SqliteTrialStore.open(run, Trials.IDENTITY).close();
    }

    @Test
    void aFolderHoldsOneRun() throws IOException {
        Path run = run("run", 1);
        assertThrows(InvalidInputException.class, () -> SqliteTrialStore.create(run, Trials.IDENTITY));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertTrue(refusal(empty, Trials.IDENTITY).contains("no run in this folder"));
        assertFalse(SqliteTrialStore.exists(empty));
        assertTrue(SqliteTrialStore.exists(run));
        Files.delete(empty);
    }

    @Test
    void theSameTrialsHaveTheSameHashAndOthersAnother() throws IOException {
        Path one = run("one", 20);
        Path other = run("other", 20);
        try (SqliteTrialStore a = SqliteTrialStore.open(one, Trials.IDENTITY);
                SqliteTrialStore b = SqliteTrialStore.open(other, Trials.IDENTITY)) {
            assertEquals(a.hash(), b.hash());
            String before = a.hash();
            a.append(Trials.trial(21));
            assertNotEquals(before, a.hash());
        }
    }

    /** The connection that writes, not another one, as {@code synchronous} belongs to a connection. */
    @Test
    void everyCommitIsSynced() throws Exception {
        try (SqliteTrialStore store = SqliteTrialStore.open(run("run", 1), Trials.IDENTITY);
                Statement statement = connection(store).createStatement()) {
            try (ResultSet row = statement.executeQuery("PRAGMA synchronous")) {
                assertEquals(2, row.getInt(1));
            }
            try (ResultSet row = statement.executeQuery("PRAGMA journal_mode")) {
                assertEquals("wal", row.getString(1));
            }
        }
    }

    @Test
    void aRowMoreThanTheMarkIsWholeAndTwoAreNot() throws IOException {
        Path run = run("run", 5);
        byte[] earlier = Files.readAllBytes(run.resolve(HighWaterMark.FILE));
        try (SqliteTrialStore store = SqliteTrialStore.open(run, Trials.IDENTITY)) {
            store.append(Trials.trial(6));
        }
        Files.write(run.resolve(HighWaterMark.FILE), earlier);
        try (SqliteTrialStore store = SqliteTrialStore.open(run, Trials.IDENTITY)) {
            assertEquals(Trials.upTo(6), store.trials());
        }
        assertFalse(java.util.Arrays.equals(earlier, Files.readAllBytes(run.resolve(HighWaterMark.FILE))));
        try (SqliteTrialStore store = SqliteTrialStore.open(run, Trials.IDENTITY)) {
            store.append(Trials.trial(7));
        }
        Files.write(run.resolve(HighWaterMark.FILE), earlier);
        assertTrue(refusal(run, Trials.IDENTITY).contains("it has 7 trials, where the mark tells of 5"));
    }

    @Test
    void aChangedRowIsFound() throws Exception {
        Path run = run("run", 9);
        for (String change : List.of(
                "UPDATE trial SET reward = '0.99' WHERE number = 4",
                "UPDATE trial SET repeats = 2 WHERE number = 4",
                "UPDATE trial SET outcome = 'failed' WHERE number = 9",
                "UPDATE metric SET value = '0.9' WHERE trial = 8 AND name = 'latency_ms'",
                "DELETE FROM metric WHERE trial = 8",
                "INSERT INTO metric VALUES (77, 'accuracy', '1')",
                "DELETE FROM trial WHERE number = 3",
                "DELETE FROM trial WHERE number = 9",
                "UPDATE identity SET value = 'beef' WHERE name = 'profile'",
                "DROP TABLE metric",
                "PRAGMA application_id = 1")) {
            Path copy = Files.createDirectory(folder.resolve("copy" + Integer.toHexString(change.hashCode())));
            for (String file : List.of(SqliteRows.FILE, HighWaterMark.FILE)) {
                Files.copy(run.resolve(file), copy.resolve(file));
            }
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy.resolve(SqliteRows.FILE));
                    Statement statement = connection.createStatement()) {
                statement.execute(change);
            }
            String message = refusal(copy, Trials.IDENTITY);
            assertTrue(message.contains("run.db: the trial log is damaged"), () -> change + ": " + message);
        }
    }

    @Test
    void aLaterFormatIsRefused() throws Exception {
        Path run = run("run", 2);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + run.resolve(SqliteRows.FILE));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 2");
        }
        assertTrue(refusal(run, Trials.IDENTITY).contains("format version 2"));
    }

    @Test
    void aProcessThatEndedWhileItMadeTheRunLeavesARunWithoutTrials() throws IOException {
        Path run = run("run", 0);
        Files.delete(run.resolve(SqliteRows.FILE));
        assertTrue(refusal(run, RunIdentity.of(Map.of("profile", "beef"))).contains("has no trials"));
        try (SqliteTrialStore store = SqliteTrialStore.open(run, Trials.IDENTITY)) {
            store.append(Trials.trial(1));
        }
        try (SqliteTrialStore store = SqliteTrialStore.open(run, Trials.IDENTITY)) {
            assertEquals(Trials.upTo(1), store.trials());
        }
    }

    /** SQLite's own limit on the size of a database fails as a full disk does. */
    @Test
    void aFullDatabaseEndsWithOneLineAndTheLogStays() throws Exception {
        Path run = run("run", 3);
        SqliteTrialStore store = SqliteTrialStore.open(run, Trials.IDENTITY);
        limit(store, 6);
        int stored = 3;
        String message = "";
        while (message.isEmpty()) {
            try {
                store.append(Trials.trial(stored + 1));
                stored++;
            } catch (UncheckedIOException e) {
                message = String.valueOf(e.getMessage());
            }
        }
        assertTrue(message.contains("can't store trial " + (stored + 1)), message);
        assertTrue(message.contains("the disk is full. Make space and resume"), message);
        assertFalse(message.contains("\n"), message);
        assertEquals(Trials.upTo(stored), store.trials());
        limit(store, 1000);
        store.append(Trials.trial(stored + 1));
        store.close();
        try (SqliteTrialStore again = SqliteTrialStore.open(run, Trials.IDENTITY)) {
            assertEquals(Trials.upTo(stored + 1), again.trials());
        }
    }

    /** The mark is written to a device that is always full. */
    @Test
    void aFullDiskAtTheMarkLeavesTheLogAsItWas() throws IOException {
        Path alwaysFull = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(alwaysFull), "skipped: " + alwaysFull + " is not there");
        Path run = run("run", 3);
        Path next = run.resolve("run.mark.next");
        try (SqliteTrialStore store = SqliteTrialStore.open(run, Trials.IDENTITY)) {
            Files.createSymbolicLink(next, alwaysFull);
            Trial fourth = Trials.trial(4);
            String message = assertThrows(UncheckedIOException.class, () -> store.append(fourth))
                    .getMessage();
            assertTrue(String.valueOf(message).contains("the disk is full"), message);
            Files.delete(next);
            assertEquals(Trials.upTo(3), store.trials());
        }
        try (SqliteTrialStore store = SqliteTrialStore.open(run, Trials.IDENTITY)) {
            assertEquals(Trials.upTo(3), store.trials());
            store.append(Trials.trial(4));
        }
    }

    private static void limit(SqliteTrialStore store, int pages) throws Exception {
        try (Statement statement = connection(store).createStatement()) {
            statement.execute("PRAGMA max_page_count = " + pages);
        }
    }

    private static Connection connection(SqliteTrialStore store) throws Exception {
        Field field = SqliteTrialStore.class.getDeclaredField("connection");
        field.setAccessible(true);
        return (Connection) field.get(store);
    }
}
