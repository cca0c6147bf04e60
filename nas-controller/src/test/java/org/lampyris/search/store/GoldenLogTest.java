package org.lampyris.search.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of every released format still open, and the format is still the same. */
class GoldenLogTest {
    private static final int TRIALS = 12;

    @TempDir
    private Path folder;

    /** Writes the golden files of the current format into the folder given. */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        try (SqliteTrialStore store = SqliteTrialStore.create(folder, Trials.IDENTITY)) {
            Trials.upTo(TRIALS).forEach(store::append);
        }
    }

    @Test
    void formatOneStillOpens() throws IOException {
        unpack("format-1");
        try (SqliteTrialStore store = SqliteTrialStore.open(folder, Trials.IDENTITY)) {
            assertEquals(Trials.upTo(TRIALS), store.trials());
            store.append(Trials.trial(TRIALS + 1));
        }
        try (SqliteTrialStore store = SqliteTrialStore.open(folder, Trials.IDENTITY)) {
            assertEquals(Trials.upTo(TRIALS + 1), store.trials());
        }
    }

    @Test
    void theSameTrialsStillHaveTheSameHash() throws IOException {
        unpack("format-1");
        try (SqliteTrialStore golden = SqliteTrialStore.open(folder, Trials.IDENTITY);
                SqliteTrialStore now =
                        SqliteTrialStore.create(Files.createDirectory(folder.resolve("now")), Trials.IDENTITY)) {
            Trials.upTo(TRIALS).forEach(now::append);
            assertEquals(golden.hash(), now.hash());
        }
    }

    private void unpack(String format) throws IOException {
        for (String file : List.of(SqliteRows.FILE, HighWaterMark.FILE)) {
            try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(format + "/" + file))) {
                Files.copy(in, folder.resolve(file));
            }
        }
    }
}
