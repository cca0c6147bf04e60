package org.lampyris.search.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.input.InvalidInputException;

@SuppressWarnings("try")
@Timeout(120)
class KilledProcessTest {
    @TempDir
    private Path folder;

    @Test
    void noAcknowledgedTrialIsLostAndNoneIsThereTwice() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        int acknowledged = 0;
        for (int kill = 1; kill <= 10; kill++) {
            Process process = AppendingProcess.start(folder, Integer.MAX_VALUE);
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                for (int lines = 1 + random.nextInt(15); lines > 0; lines--) {
                    acknowledged = acknowledgement(out, acknowledged);
                }
                Thread.sleep(0, random.nextInt(999_999));
                assertTrue(process.toHandle().destroyForcibly());
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    acknowledged = Integer.parseInt(line);
                }
            }
            process.waitFor();
            int stored;
            try (RunLock lock = RunLock.acquire(folder);
                    SqliteTrialStore store = SqliteTrialStore.open(folder, Trials.IDENTITY)) {
                stored = store.trials().size();
                assertEquals(Trials.upTo(stored), store.trials());
            }
            assertTrue(
                    stored == acknowledged || stored == acknowledged + 1,
                    "kill " + kill + ": " + stored + " stored, " + acknowledged + " acknowledged");
        }
        assertTrue(acknowledged > 10);
    }

    private int acknowledgement(BufferedReader out, int before) throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new AssertionError("the process ended: " + Files.readString(folder.resolve("stderr.txt")));
        }
        assertTrue(Integer.parseInt(line) <= before + 1, line);
        return Integer.parseInt(line);
    }

    @Test
    void aRunInUseIsRefusedUntilItsProcessEndsHoweverItEnds() throws Exception {
        Process process = AppendingProcess.start(folder, 0);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            acknowledgement(out, 0);
            String message = assertThrows(
                            InvalidInputException.class,
                            () -> RunLock.acquire(folder).close())
                    .getMessage();
            assertTrue(String.valueOf(message).contains("in use by process " + process.pid()), message);
        } finally {
            process.destroyForcibly().waitFor();
        }
        try (RunLock lock = RunLock.acquire(folder)) {
            String message = assertThrows(
                            InvalidInputException.class,
                            () -> RunLock.acquire(folder).close())
                    .getMessage();
            long pid = ProcessHandle.current().pid();
            assertTrue(String.valueOf(message).contains("in use by process " + pid), message);
        }
        RunLock.acquire(folder).close();
    }
}
