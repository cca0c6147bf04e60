package org.lampyris.experiments.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.execution.simulated.Fleet;
import org.lampyris.evaluation.execution.simulated.Scenario;
import org.lampyris.evaluation.execution.simulated.TrainingTimes;

class ScalingBenchmarkTest {
    private static List<ScalingRow> run(List<Integer> workers, List<Integer> windows, int trainings) {
        Scenario scenario = Scenario.of(Fleet.of(1), TrainingTimes.of(Duration.ofMinutes(1), 10), 1);
        AtomicLong clock = new AtomicLong();
        return new ScalingBenchmark(
                        new ScalingBenchmark.Plan(workers, windows, trainings, scenario),
                        () -> clock.getAndAdd(1_000_000L * trainings))
                .run(row -> {});
    }

    @Test
    void aThousandWorkersAreKeptBusyWithThreeTrialsEachInFlight() {
        ScalingRow row = run(List.of(1_000), List.of(3), 50_000).get(0);
        assertEquals(3_000, row.window());
        assertTrue(row.simulation().slots().utilisation() >= 0.95, row.toString());
        assertTrue(row.speedUp() >= 950, row.toString());
        assertTrue(row.same());
        assertEquals(50_000, row.simulation().results());
        assertEquals(1, row.engineMilliseconds(), 0.01, "repeats are rare");
    }

    @Test
    void theWindowIsWhatKeepsThemBusy() {
        List<ScalingRow> rows = run(List.of(1, 50), List.of(1, 2, 3), 5_000);
        assertEquals(
                List.of(1, 2, 3, 50, 100, 150),
                rows.stream().map(ScalingRow::window).toList());
        for (ScalingRow row : rows.subList(0, 3)) {
            assertEquals(1, row.speedUp());
            assertEquals(1, row.simulation().slots().utilisation());
        }
        assertTrue(rows.get(3).speedUp() < rows.get(4).speedUp());
        assertTrue(rows.get(4).speedUp() < rows.get(5).speedUp());
    }
}
