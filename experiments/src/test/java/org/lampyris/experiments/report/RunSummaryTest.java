package org.lampyris.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Failed;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.evaluation.EvaluationResult.TimedOut;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.hardware.Cost;
import org.lampyris.hardware.PartCost;
import org.lampyris.search.Trial;
import org.lampyris.space.Architecture;

class RunSummaryTest {
    private static final Objective LATENCY =
            Objective.minimize(Metrics.LATENCY_MS).within(1);
    private static final Objective FLASH =
            Objective.minimize(Metrics.FLASH_BYTES).within(5000);

    @Test
    void limitsThatNothingKeepsAreNamedWithTheClosestValue() {
        RunSummary summary = summary(
                new Infeasible(costs(3.25, 4000), "latency_ms 3.25 > 1"),
                new Infeasible(costs(1.5, 9000), "latency_ms 1.5 > 1"));
        assertFalse(summary.usable());
        assertTrue(
                summary.text()
                        .contains("latency_ms: the limit is 1.0000, the closest network has 1.5000; over it: 2 of 2"),
                summary.text());
        assertTrue(
                summary.text()
                        .contains("flash_bytes: the limit is 5000, the closest network has 4000; over it: 1 of 2"),
                summary.text());
        assertTrue(summary.text().contains("Raise the limits"), summary.text());
    }

    @Test
    void failuresAreCountedByCause() {
        RunSummary summary = summary(
                new Infeasible(costs(3, 4000), "latency_ms 3 > 1"),
                new Failed(costs(0.5, 1), "the loss is NaN"),
                new TimedOut(costs(0.5, 1), "more than 1 s"),
                new Failed(costs(0.5, 1), "the loss is NaN"));
        assertFalse(summary.usable());
        assertTrue(summary.text().startsWith("""
                No network: none of the 3 trainings succeeded.
                  2 x failed: the loss is NaN
                  1 x timed out: more than 1 s
                """), summary.text());
    }

    @Test
    void oneNetworkIsEnough() {
        Evaluated one = new Evaluated(costs(0.5, 1).with(Metrics.ACCURACY, 0.8), Optional.empty());
        RunSummary summary = summary(new Failed(costs(0.5, 1), "the loss is NaN"), one);
        assertTrue(summary.usable());
        assertTrue(summary.text().startsWith("Pareto front (1 networks)"), summary.text());
        assertEquals(2, summary.trained());
    }

    /** The first network did best after one epoch, but not in the end. */
    @Test
    void networksCountAsTheyWereInTheEnd() {
        RunSummary summary = new RunSummary(
                List.of(part(1, "a", 1, 0.9), part(2, "b", 1, 0.8), part(3, "c", 1, 0.5), part(4, "a", 0, 0.7)),
                List.of(Objective.maximize(Metrics.ACCURACY), LATENCY),
                List.of(LATENCY, FLASH),
                architecture -> architecture.id());
        assertEquals(3, summary.trained());
        assertEquals(2, summary.best().orElseThrow().number());
        assertTrue(summary.text().contains("Trained by rungs: 3 for 1 epoch, 1 in full\n"), summary.text());
        List<String> rows = summary.text().lines().skip(1).limit(2).toList();
        assertTrue(rows.get(0).matches("trial +accuracy +latency_ms +epochs .*"), summary.text());
        assertTrue(rows.get(1).matches("2 +0.8000 +0.5000 +1 .*"), summary.text());
        assertFalse(summary.text().contains("\n1 "), summary.text());
    }

    private static Trial part(int number, String network, int epochs, double accuracy) {
        Metrics metrics = costs(0.5, 1).with(Metrics.ACCURACY, accuracy);
        return new Trial(
                number,
                new Architecture(List.of(1), network),
                new Evaluated(epochs == 0 ? metrics : metrics.with(Metrics.EPOCHS, epochs), Optional.empty()),
                accuracy,
                OptionalInt.empty());
    }

    @Test
    void itSaysWhereLatenciesComeFrom() {
        Evaluated one = new Evaluated(costs(0.5, 1).with(Metrics.ACCURACY, 0.8), Optional.empty());
        List<PartCost> parts = List.of(
                new PartCost("a", 0.375, 0, OptionalDouble.empty(), PartCost.Provenance.EXACT, "entry"),
                new PartCost("b", 0.125, 0.05, OptionalDouble.empty(), PartCost.Provenance.MODELLED, "model"));
        RunSummary summary =
                summary(one).withCosts(architecture -> new Cost(0.5, 0.05, OptionalDouble.empty(), 1, 1, parts));
        assertTrue(summary.text().contains("\nLatencies: 75 % exact, 25 % modelled, +-10 %\n"), summary.text());
        assertTrue(summary.json().toString().contains("latency_provenance=75 % exact"), summary.json()::toString);
        assertFalse(summary(one).text().contains("Latencies"));
    }

    @Test
    void aRunWithoutTrialsSaysSo() {
        assertTrue(summary().text().startsWith("No network was evaluated yet."));
    }

    private static Metrics costs(double latency, double flash) {
        return Metrics.of(Map.of(Metrics.LATENCY_MS, latency, Metrics.FLASH_BYTES, flash, Metrics.PARAMETERS, 1.0));
    }

    private static RunSummary summary(EvaluationResult... results) {
        Trial[] trials = new Trial[results.length];
        for (int i = 0; i < trials.length; i++) {
            Architecture architecture = new Architecture(List.of(i), "a" + i);
            trials[i] = new Trial(i + 1, architecture, results[i], 0, OptionalInt.empty());
        }
        List<Objective> objectives = List.of(Objective.maximize(Metrics.ACCURACY), LATENCY);
        return new RunSummary(List.of(trials), objectives, List.of(LATENCY, FLASH), Architecture::id);
    }
}
