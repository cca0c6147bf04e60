package org.lampyris.search.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A coordinator that ends where it hurts most. */
@Timeout(240)
class ClusterHaltTest {
    private static final int TRIALS = 60;

    @TempDir
    private Path folder;

    /** One search whose coordinator ends once at each point, before and after each thing that it makes durable. */
    @Test
    void endingAtAnyPointChangesNothing() throws Exception {
        Path undisturbed = Files.createDirectory(folder.resolve("undisturbed"));
        ClusterSearch.local(undisturbed, TRIALS);
        HaltPoint[] points = HaltPoint.values();
        try (Cluster cluster = new Cluster(folder, points[0], TRIALS, 2, 20, List.of())) {
            for (int i = 0; points[i] != HaltPoint.NEVER; i++) {
                if (points[i] == HaltPoint.BEFORE_EXPIRY || points[i] == HaltPoint.AFTER_EXPIRY) {
                    cluster.killWorkersUntilHalt();
                }
                cluster.awaitHalt(points[i], points[i + 1]);
            }
            cluster.awaitEnd();
            List<String> said = cluster.lines("coordinator");
            assertEquals(
                    Stream.of(points)
                            .filter(point -> point != HaltPoint.NEVER)
                            .map(point -> "halt " + point)
                            .toList(),
                    said.stream().filter(line -> line.startsWith("halt ")).toList());
            assertEquals(
                    0, said.stream().filter(line -> line.startsWith("twice ")).count());
        }
        ClusterSearch.assertSame(undisturbed, folder.resolve("run"), TRIALS);
    }
}
