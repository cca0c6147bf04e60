package org.lampyris.search.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A search whose workers and coordinators are killed at random, held against one in a single process. */
class ClusterKillTest {
    private static final int PROGRESS = 50;

    @TempDir
    private Path folder;

    /** What is done to a cluster. */
    private enum Blow {
        KILL_WORKER,
        KILL_COORDINATOR,
        PAUSE_WORKER,
        PAUSE_COORDINATOR
    }

    private static List<Blow> blows(int kills, int coordinators, int pauses, Random random) {
        List<Blow> blows = new ArrayList<>();
        blows.addAll(Collections.nCopies(coordinators, Blow.KILL_COORDINATOR));
        blows.addAll(Collections.nCopies(kills - coordinators, Blow.KILL_WORKER));
        blows.addAll(Collections.nCopies(pauses - pauses / 4, Blow.PAUSE_WORKER));
        blows.addAll(Collections.nCopies(pauses / 4, Blow.PAUSE_COORDINATOR));
        Collections.shuffle(blows, random);
        return blows;
    }

    private static void strike(Cluster cluster, Blow blow, Random random) throws InterruptedException {
        Thread.sleep(random.nextInt(60));
        switch (blow) {
            case KILL_WORKER -> cluster.killWorker(random.nextInt(cluster.workers()));
            case KILL_COORDINATOR -> cluster.killCoordinator();
            case PAUSE_WORKER -> cluster.pauseWorker(random.nextInt(cluster.workers()));
            case PAUSE_COORDINATOR -> cluster.pauseCoordinator();
        }
    }

    private static long count(List<String> lines, String pattern) {
        return lines.stream().filter(line -> line.matches(pattern)).count();
    }

    /** @param coordinators how many of the kills are of the coordinator */
    private void check(int trials, int kills, int coordinators, int pauses) throws Exception {
        Path undisturbed = Files.createDirectory(folder.resolve("undisturbed"));
        ClusterSearch.local(undisturbed, trials);
        Random random = new Random(7);
        List<Blow> blows = blows(kills, coordinators, pauses, random);
        long start = System.nanoTime();
        try (Cluster cluster = new Cluster(folder, HaltPoint.NEVER, trials, 3, 20, List.of())) {
            for (int i = 0; i < blows.size(); i++) {
                cluster.awaitStored((int) ((long) trials * (i + 1) / (blows.size() + 2)));
                strike(cluster, blows.get(i), random);
                if ((i + 1) % PROGRESS == 0) {
                    System.out.println("cluster-kill-check: " + (i + 1) + " of " + blows.size() + " kills and pauses, "
                            + cluster.stored() + " trials");
                }
            }
            cluster.awaitEnd();
            List<String> said = cluster.lines("coordinator");
            List<String> workers = cluster.lines("workers");
            System.out.printf(
                    "cluster-kill-check: %d trials, %d kills and restarts (%d of workers, %d of coordinators), %d pauses,"
                            + " %d evaluations, %d leases ended, %d trials lost, %d recorded twice,"
                            + " %d late results refused, %d s%n",
                    trials,
                    kills,
                    kills - coordinators,
                    coordinators,
                    pauses,
                    count(workers, "evaluates \\d+"),
                    count(said, "lost .*"),
                    trials - cluster.stored(),
                    count(said, "twice .*"),
                    count(workers, ".*not wanted any more"),
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
            assertEquals(0, count(said, "twice .*"));
            List<String> stored =
                    said.stream().filter(line -> line.startsWith("stored ")).toList();
            assertEquals(List.copyOf(new LinkedHashSet<>(stored)), stored);
        }
        ClusterSearch.assertSame(undisturbed, folder.resolve("run"), trials);
    }

    @Test
    @Timeout(180)
    void aFewKillsChangeNothing() throws Exception {
        check(60, 10, 2, 1);
    }

    /** As many as {@code -Dcluster.kills} and {@code -Dcluster.trials} say: {@code scripts/cluster-kill-check}. */
    @Test
    @Tag("slow")
    @Timeout(value = 6, unit = TimeUnit.HOURS)
    void manyKillsChangeNothing() throws Exception {
        int kills = Integer.getInteger("cluster.kills", 60);
        check(Integer.getInteger("cluster.trials", 400), kills, kills / 5, Math.max(4, kills / 15));
    }
}
