package org.lampyris.search.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Long searches don't make coordinators and workers grow. */
@Tag("slow")
@Timeout(1200)
class ClusterMemoryTest {
    private static final int TRIALS = 2000;
    private static final int EVERY = 250;
    private static final double MOST = 1.1;

    @TempDir
    private Path folder;

    /** What a process had in use. */
    private record Sample(int number, long heap, long resident) {
        static Sample of(String[] words) {
            return new Sample(Integer.parseInt(words[2]), Long.parseLong(words[3]), Long.parseLong(words[4]));
        }
    }

    private static Map<String, List<Sample>> samples(List<String> lines) {
        Map<String, List<Sample>> samples = new TreeMap<>();
        for (String line : lines) {
            if (line.startsWith("memory ")) {
                String[] words = line.split(" ", 0);
                samples.computeIfAbsent(words[1], pid -> new ArrayList<>()).add(Sample.of(words));
            }
        }
        return samples;
    }

    /** From a quarter of the trials on. */
    private static void flat(String who, Sample early, Sample late) {
        System.out.printf(
                "cluster-memory-check: %s at %d and %d: heap %.1f and %.1f MB, resident %.1f and %.1f MB%n",
                who,
                early.number(),
                late.number(),
                early.heap() / 1024.0,
                late.heap() / 1024.0,
                early.resident() / 1024.0,
                late.resident() / 1024.0);
        assertTrue(late.heap() < early.heap() * MOST, who + "'s heap grows");
        assertTrue(late.resident() < early.resident() * MOST, who + " grows");
    }

    @Test
    void nothingGrows() throws Exception {
        try (Cluster cluster = new Cluster(folder, HaltPoint.NEVER, TRIALS, 2, 2, List.of("-Dmemory.every=" + EVERY))) {
            cluster.awaitEnd();
            Map<String, List<Sample>> coordinators = samples(cluster.lines("coordinator"));
            Map<String, List<Sample>> workers = samples(cluster.lines("workers"));
            assertEquals(1, coordinators.size());
            assertEquals(2, workers.size());
            List<Sample> coordinator = coordinators.values().iterator().next();
            flat("the coordinator", coordinator.get(TRIALS / EVERY / 4 - 1), coordinator.get(TRIALS / EVERY - 1));
            workers.values().forEach(worker -> flat("a worker", worker.get(0), worker.get(worker.size() - 1)));
        }
    }
}
