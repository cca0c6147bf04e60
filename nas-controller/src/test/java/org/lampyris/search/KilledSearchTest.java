package org.lampyris.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.search.store.SqliteTrialStore;

@Timeout(120)
class KilledSearchTest {
    @TempDir
    private Path folder;

    @Test
    void aSearchKilledTenTimesEqualsAnUninterruptedOne() throws Exception {
        SplittableRandom random = new SplittableRandom(2);
        Path killed = Files.createDirectory(folder.resolve("killed"));
        int acknowledged = 0;
        for (int kill = 1; kill <= 10; kill++) {
            Process process = start(killed, 1 + random.nextInt(4));
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                for (int lines = 1 + random.nextInt(5); lines > 0; lines--) {
                    String line = out.readLine();
                    if (line == null) {
                        throw new AssertionError("ended: " + Files.readString(killed.resolve("stderr.txt")));
                    }
                    assertEquals(acknowledged + 1, Integer.parseInt(line));
                    acknowledged++;
                }
                assertTrue(process.toHandle().destroyForcibly());
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    acknowledged = Integer.parseInt(line);
                }
            }
            process.waitFor();
            try (SqliteTrialStore store = SqliteTrialStore.open(killed, SearchProcess.IDENTITY)) {
                int stored = store.trials().size();
                assertTrue(
                        stored == acknowledged || stored == acknowledged + 1,
                        "kill " + kill + ": " + stored + " stored, " + acknowledged + " acknowledged");
                acknowledged = stored;
            }
        }
        Path whole = Files.createDirectory(folder.resolve("whole"));
        assertEquals(SearchProcess.search(whole, 1, 0), SearchProcess.search(killed, 2, 0));
    }

    private static Process start(Path folder, int workers) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        classPath,
                        SearchProcess.class.getName(),
                        folder.toString(),
                        Integer.toString(workers))
                .redirectError(new File(folder.toFile(), "stderr.txt"))
                .start();
    }
}
