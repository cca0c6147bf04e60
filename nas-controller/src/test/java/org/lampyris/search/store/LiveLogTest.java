package org.lampyris.search.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.input.InvalidInputException;
import org.lampyris.search.Trial;

/** A run that is looked at while it goes on. */
@Timeout(60)
class LiveLogTest {
    private static final int LAST = 150;

    @TempDir
    private Path folder;

    @Test
    void aLogThatIsAppendedToIsNeverCalledDamaged() {
        int readings = 0;
        try (SqliteTrialStore store = SqliteTrialStore.create(folder, Trials.IDENTITY)) {
            CompletableFuture<Void> appending =
                    CompletableFuture.runAsync(() -> Trials.upTo(LAST).forEach(store::append));
            int seen = 0;
            while (!appending.isDone()) {
                List<Trial> read = SqliteTrialStore.read(folder, Trials.IDENTITY);
                assertTrue(read.size() >= seen, read.size() + " trials after " + seen);
                assertEquals(Trials.upTo(read.size()), read);
                seen = read.size();
                readings++;
            }
            appending.join();
        }
        assertTrue(readings > 0);
        assertEquals(Trials.upTo(LAST), SqliteTrialStore.read(folder, Trials.IDENTITY));
    }

    @Test
    void damageIsStillFound() throws Exception {
        try (SqliteTrialStore store = SqliteTrialStore.create(folder, Trials.IDENTITY)) {
            Trials.upTo(3).forEach(store::append);
        }
        Path mark = folder.resolve(HighWaterMark.FILE);
        Files.writeString(mark, Files.readString(mark).replace("trials 3", "trials 7"));
        assertThrows(InvalidInputException.class, () -> SqliteTrialStore.read(folder, Trials.IDENTITY));
    }

    /** On POSIX systems the failed attempt must not take the lock from the first holder. */
    @Test
    void aSecondLockInTheSameProcessLeavesTheFirst() throws Exception {
        RunLock lock = RunLock.acquire(folder);
        try {
            assertThrows(InvalidInputException.class, () -> RunLock.acquire(folder));
            Process other = AppendingProcess.start(folder, 1);
            assertTrue(other.waitFor() != 0, "the first lock was lost");
            assertTrue(Files.readString(folder.resolve("stderr.txt")).contains("in use by process"));
        } finally {
            lock.close();
        }
        RunLock.acquire(folder).close();
    }
}
