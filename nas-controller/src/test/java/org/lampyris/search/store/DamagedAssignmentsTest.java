package org.lampyris.search.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.evaluation.execution.dispatch.AssignmentRecord;
import org.lampyris.evaluation.execution.dispatch.AssignmentRecords;

/** Whatever becomes of the assignments, the run opens and goes on, and no record is there that was never put. */
class DamagedAssignmentsTest {
    private static final int STORED = 3;
    private static final int COPIES = 200;

    @TempDir
    private Path folder;

    private final Set<AssignmentRecord> everPut = new HashSet<>();

    private Path run(String name, RunIdentity identity, int puts) throws IOException {
        Path run = Files.createDirectory(folder.resolve(name));
        try (SqliteTrialStore trials = SqliteTrialStore.create(run, identity);
                SqliteAssignmentLog log = SqliteAssignmentLog.open(trials)) {
            Trials.upTo(STORED).forEach(trials::append);
            put(log, puts, 1);
        }
        return run;
    }

    private void put(SqliteAssignmentLog log, int puts, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < puts; i++) {
            AssignmentRecord record = AssignmentRecords.random(STORED + 1 + random.nextInt(8), random);
            log.put(record);
            everPut.add(record);
        }
    }

    private static void copy(Path run, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(run)) {
            for (Path file : files.filter(f -> !f.toString().endsWith("-shm")).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static List<AssignmentRecord> reopened(Path run, int more) {
        try (SqliteTrialStore trials = SqliteTrialStore.open(run, Trials.IDENTITY);
                SqliteAssignmentLog log = SqliteAssignmentLog.open(trials)) {
            assertEquals(Trials.upTo(STORED), trials.trials());
            List<AssignmentRecord> found = log.records();
            SplittableRandom random = new SplittableRandom(more);
            for (int trial = 100; trial < 100 + more; trial++) {
                log.put(AssignmentRecords.random(trial, random));
            }
            return found;
        }
    }

    private static boolean movedAside(Path run) {
        return Files.exists(run.resolve("assignments.db.damaged-1"));
    }

    @Test
    void whateverIsDamagedTheRunGoesOn() throws IOException {
        Path closed = run("closed", Trials.IDENTITY, 30);
        Path killed = folder.resolve("killed");
        try (SqliteTrialStore trials = SqliteTrialStore.open(closed, Trials.IDENTITY);
                SqliteAssignmentLog log = SqliteAssignmentLog.open(trials)) {
            put(log, 30, 2);
            copy(closed, killed);
        }
        assertTrue(Files.size(killed.resolve("assignments.db-wal")) > 4096);
        List<AssignmentRecord> whole = reopened(killed, 0);
        Path killedAgain = folder.resolve("again");
        copy(closed, killedAgain);
        assertEquals(whole, reopened(killedAgain, 0));
        int moved = 0;
        int found = 0;
        for (int seed = 0; seed < COPIES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Path run = folder.resolve("damaged" + seed);
            try (SqliteTrialStore trials = SqliteTrialStore.open(closed, Trials.IDENTITY);
                    SqliteAssignmentLog log = SqliteAssignmentLog.open(trials)) {
                put(log, 3, seed);
                copy(closed, run);
            }
            String what = "seed " + seed + ", " + damage(run, random);
            byte[] log = Files.readAllBytes(run.resolve(SqliteRows.FILE));
            List<AssignmentRecord> records = reopened(run, 0);
            assertArrayEquals(log, Files.readAllBytes(run.resolve(SqliteRows.FILE)), what);
            assertTrue(everPut.containsAll(records), what);
            moved += movedAside(run) ? 1 : 0;
            found += records.isEmpty() ? 0 : 1;
            reopened(run, 4);
            assertEquals(records.size() + 4, reopened(run, 0).size(), what);
        }
        assertTrue(moved >= 20 && found >= 20, moved + " moved aside, " + found + " with records");
    }

    private static String damage(Path run, SplittableRandom random) throws IOException {
        Path wal = run.resolve("assignments.db-wal");
        Path file = random.nextBoolean() && Files.exists(wal) ? wal : run.resolve("assignments.db");
        byte[] bytes = Files.readAllBytes(file);
        int kind = random.nextInt(5);
        switch (kind) {
            case 0 -> Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
            case 1, 2 -> {
                for (int flips = 1 + (kind == 2 ? random.nextInt(40) : 0); flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                Files.write(file, bytes);
            }
            case 3 -> Files.delete(file);
            default -> {
                int from = random.nextInt(bytes.length);
                Arrays.fill(bytes, from, Math.min(bytes.length, from + 1 + random.nextInt(5000)), (byte) 0);
                Files.write(file, bytes);
            }
        }
        return "kind " + kind + " of " + file.getFileName();
    }

    @Test
    void aRowThatWasChangedIsFound() throws Exception {
        Path whole = run("whole", Trials.IDENTITY, 40);
        for (String change : List.of(
                "UPDATE assignment SET attempts = attempts + 1",
                "UPDATE assignment SET losses = 9 WHERE trial = 5",
                "UPDATE assignment SET worker = 'somebody'",
                "UPDATE assignment SET outcome = 'nothing of the kind', detail = NULL",
                "UPDATE assignment SET request = request || '.'",
                "UPDATE assignment SET outcome = NULL WHERE outcome IS NOT NULL",
                "INSERT INTO metric VALUES (77, 'accuracy', '1')",
                "INSERT INTO metric SELECT trial, 'more', '1' FROM assignment",
                "UPDATE metric SET value = value || '1'",
                "UPDATE metric SET value = 'NaN'",
                "DELETE FROM metric",
                "DROP TABLE metric",
                "PRAGMA user_version = 2",
                "PRAGMA application_id = 1")) {
            Path run = folder.resolve("copy" + Integer.toHexString(change.hashCode()));
            copy(whole, run);
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + run.resolve("assignments.db"));
                    Statement statement = connection.createStatement()) {
                statement.execute(change);
            }
            assertEquals(List.of(), reopened(run, 2), change);
            assertTrue(movedAside(run), change);
            assertEquals(2, reopened(run, 0).size(), change);
        }
    }

    @Test
    void whatIsSomebodyElsesIsMovedAsideEachTime() throws IOException {
        Path run = run("mine", Trials.IDENTITY, 5);
        Path other = run("other", RunIdentity.of(Map.of("profile", "beef")), 5);
        Path file = run.resolve("assignments.db");
        Path text = Files.writeString(folder.resolve("text"), "a shopping list\n".repeat(200));
        List<Path> foreign = new ArrayList<>(
                List.of(other.resolve("assignments.db"), run.resolve("run.db"), text, other.resolve("assignments.db")));
        for (int i = 0; i < foreign.size(); i++) {
            byte[] theirs = Files.readAllBytes(foreign.get(i));
            Files.write(file, theirs);
            assertEquals(List.of(), reopened(run, 1));
            assertArrayEquals(theirs, Files.readAllBytes(run.resolve("assignments.db.damaged-" + (i + 1))));
        }
        Files.delete(file);
        Files.createDirectory(file);
        assertEquals(List.of(), reopened(run, 1));
        assertTrue(Files.isDirectory(run.resolve("assignments.db.damaged-5")));
        assertEquals(1, reopened(run, 0).size());
    }

    @Test
    void anEmptyFileIsOneWithoutRecords() throws IOException {
        Path run = run("run", Trials.IDENTITY, 5);
        Files.write(run.resolve("assignments.db"), new byte[0]);
        assertEquals(List.of(), reopened(run, 1));
        assertEquals(false, movedAside(run));
        assertEquals(1, reopened(run, 0).size());
    }
}
