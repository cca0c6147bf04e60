package org.lampyris.experiments.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.experiments.report.Json;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.table.SyntheticProblems;
import org.lampyris.space.table.TableRow;
import org.lampyris.space.table.TabularProblem;

class TabularBenchmarkTest {
    private static final List<String> ALL = List.of("reinforce", "evolution", "nsga2", "local", "random");

    private static BenchmarkReport run(
            TabularProblem table, List<String> objectives, List<String> strategies, int trials, int seeds, int threads)
            throws InterruptedException {
        TabularBenchmark.Plan plan = new TabularBenchmark.Plan(strategies, trials, seeds, threads);
        return new TabularBenchmark(table, objectives, plan, () -> 0).run(done -> {});
    }

    @ParameterizedTest
    @ValueSource(strings = {"accuracy", "accuracy,macs"})
    void theNumberOfWorkersChangesNothing(String objectives) throws InterruptedException {
        List<String> names = List.of(objectives.split(","));
        BenchmarkReport one = run(Tables.hill(), names, ALL, 60, 4, 1);
        BenchmarkReport three = run(Tables.hill(), names, ALL, 60, 4, 3);
        assertEquals(one.csv(), three.csv());
        assertEquals(one.text(), three.text());
        assertEquals(Json.write(one.json()), Json.write(three.json()));
        assertEquals(1 + ALL.size() * 4 * 2, one.csv().lines().count(), "no run collapsed");
    }

    @Test
    void checkpointsEndWithTheLastTrial() {
        assertEquals(List.of(20), TabularBenchmark.checkpoints(20));
        assertEquals(List.of(50), TabularBenchmark.checkpoints(50));
        assertEquals(List.of(50, 100, 200, 500), TabularBenchmark.checkpoints(500));
        assertEquals(List.of(50, 100, 200, 500, 501), TabularBenchmark.checkpoints(501));
    }

    @Test
    void thereAreNoMoreTrialsThanArchitectures() throws InterruptedException {
        String text = run(Tables.line(8), List.of("accuracy"), List.of("random"), 500, 3, 1)
                .text();
        assertTrue(text.contains("3 runs of 8 evaluations each (as many as there are), further looks counted."), text);
        assertTrue(text.matches("(?s).*random +0.0000 ± 0.0000 +100 % +0 of 3 +8 .*"), text);
    }

    @Test
    void progressIsCountedInOrder() throws InterruptedException {
        List<Integer> heard = new ArrayList<>();
        TabularBenchmark.Plan plan = new TabularBenchmark.Plan(List.of("local", "random"), 5, 3, 2);
        new TabularBenchmark(Tables.line(8), List.of("accuracy"), plan, () -> 0).run(heard::add);
        assertEquals(IntStream.rangeClosed(1, 6).boxed().toList(), heard);
    }

    @Test
    void unknownStrategiesAreNamed() {
        String message = assertThrows(
                        InvalidInputException.class,
                        () -> run(Tables.line(8), List.of("accuracy"), List.of("random", "magic"), 5, 1, 1))
                .getMessage();
        assertTrue(message.contains("no strategy 'magic'"), message);
    }

    @Test
    void nothingToCompare() {
        assertThrows(IllegalArgumentException.class, () -> new TabularBenchmark.Plan(List.of(), 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new TabularBenchmark.Plan(ALL, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new TabularBenchmark.Plan(ALL, 1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new TabularBenchmark.Plan(ALL, 1, 1, 0));
    }

    /** An architecture without a row is infeasible, whether costs are searched for or not. */
    @ParameterizedTest
    @ValueSource(strings = {"accuracy", "accuracy,cost"})
    void tablesMayBeIncomplete(String objectives) throws InterruptedException {
        TabularProblem whole = SyntheticProblems.of("interactions");
        Map<List<Integer>, TableRow> rows = new LinkedHashMap<>(whole.rows());
        rows.keySet().removeIf(choices -> choices.get(0) > 1 || choices.get(3) == 2);
        TabularProblem table = new TabularProblem(whole.space(), true, whole.costs(), rows);
        BenchmarkReport report = new TabularBenchmark(
                        table,
                        List.of(objectives.split(",", -1)),
                        new TabularBenchmark.Plan(
                                List.of("reinforce", "nsga2", "evolution", "local", "random"), 30, 3, 2),
                        () -> 0)
                .run(finished -> {});
        assertFalse(report.csv().isEmpty());
    }
}
