package org.lampyris.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.evaluation.Metrics;
import org.lampyris.search.Trial;
import org.lampyris.space.Architecture;

class RunComparisonTest {

    private static Trial trained(int number, double accuracy, double latency) {
        Metrics metrics = Metrics.of(Map.of(Metrics.ACCURACY, accuracy, Metrics.LATENCY_MS, latency));
        return new Trial(
                number,
                new Architecture(List.of(number), "a" + number),
                new Evaluated(metrics, Optional.empty()),
                accuracy,
                OptionalInt.empty());
    }

    private static Trial infeasible(int number) {
        Metrics metrics = Metrics.of(Map.of(Metrics.LATENCY_MS, 9.0));
        return new Trial(
                number,
                new Architecture(List.of(number), "a" + number),
                new Infeasible(metrics, "latency_ms 9 > 8"),
                -1,
                OptionalInt.empty());
    }

    /** The box is 0.8 high and 4 ms wide; what is over the target counts for the front, not as feasible. */
    @Test
    void figuresAreThoseOfTheHand() {
        List<Trial> trials = List.of(infeasible(1), trained(2, 0.6, 1), trained(3, 1, 3), trained(4, 0.5, 0.5));
        RunComparison comparison = new RunComparison(List.of(new RunComparison.Run("random", trials)), 2, 0.2);
        List<Map<String, Object>> rows = comparison.json();
        assertEquals(1, rows.size());
        assertEquals(3, rows.get(0).get("trained"));
        assertEquals(0.6, rows.get(0).get("best_feasible_accuracy"));
        double volume = (0.5 * 0.3 + 2 * 0.4 + 1 * 0.8) / (4 * 0.8);
        assertEquals(volume, (double) Objects.requireNonNull(rows.get(0).get("hypervolume")), 1e-12);
    }

    /** At equal budgets: those of the shortest run, whose last trials count, and what was infeasible in between. */
    @Test
    void longerRunsCountUpToTheShortest() {
        List<Trial> shorter = new ArrayList<>();
        List<Trial> longer = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            shorter.add(trained(i, 0.5, 1));
        }
        for (int i = 1; i <= 30; i++) {
            longer.add(trained(i, i <= 12 ? 0.4 : 0.9, 1));
        }
        RunComparison comparison = new RunComparison(
                List.of(new RunComparison.Run("evolution", longer), new RunComparison.Run("random", shorter)), 2, 0.1);
        assertEquals(
                List.of(10, 12, 10, 12),
                comparison.json().stream().map(row -> row.get("trained")).toList());
        assertEquals(
                List.of(0.4, 0.4, 0.5, 0.5),
                comparison.json().stream()
                        .map(row -> row.get("best_feasible_accuracy"))
                        .toList());
    }

    /** Two values d apart have a standard error of d / 2, and Student's quantile for one degree of freedom is 12.7062. */
    @Test
    void intervalsAreStudents() {
        RunComparison comparison = new RunComparison(
                List.of(
                        new RunComparison.Run("local", List.of(trained(1, 0.7, 1))),
                        new RunComparison.Run("local", List.of(trained(1, 0.8, 1)))),
                2,
                0);
        assertTrue(comparison.text().contains("0.7500 ± 0.6353"), comparison.text());
    }

    @Test
    void nothingCantBeCompared() {
        assertThrows(IllegalArgumentException.class, () -> new RunComparison(List.of(), 1, 0.1));
    }
}
