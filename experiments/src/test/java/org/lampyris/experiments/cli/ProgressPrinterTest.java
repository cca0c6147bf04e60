package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.Metrics;
import org.lampyris.experiments.config.Budget;
import org.lampyris.search.Trial;
import org.lampyris.space.Architecture;

class ProgressPrinterTest {
    private static final Budget FIVE = new Budget(OptionalInt.of(5), Optional.empty());

    private final StringWriter err = new StringWriter();
    private Instant now = Instant.EPOCH;

    private OptionalInt workers = OptionalInt.empty();

    @Test
    void saysHowManyWorkersThereAre() {
        ProgressPrinter printer = printer(OptionalInt.empty(), Budget.standard());
        workers = OptionalInt.of(1);
        assertEquals("0/40 trained by 1 worker", printer.line());
        workers = OptionalInt.of(3);
        assertEquals("0/40 trained by 3 workers", printer.line());
    }

    @Test
    void aLineIsDrawnBeforeTheFirstTrial() {
        try (ProgressPrinter progress = printer(OptionalInt.of(80), FIVE)) {
            progress.begin();
            assertEquals("\r0/5 trained", err.toString());
        }
        assertEquals("\r0/5 trained" + System.lineSeparator(), err.toString());
    }

    @Test
    void whereTimeAloneEndsItThereIsNoNumberToReach() {
        Budget time = new Budget(OptionalInt.empty(), Optional.of(Duration.ofMinutes(3)));
        ProgressPrinter progress = printer(OptionalInt.of(200), time);
        now = now.plusSeconds(60);
        progress.trialFinished(trial(1), false);
        assertEquals(
                "1 trained, best reward 0.5100 (latency 1.00 ms), best accuracy 0.5100, 1.0 trials/min, 2m0s left",
                progress.line());
    }

    @Test
    void linesAreCutToTheTerminalAndDrawnOver() {
        for (int columns : new int[] {1, 20, 40, 80, 300}) {
            err.getBuffer().setLength(0);
            ProgressPrinter progress = printer(OptionalInt.of(columns), FIVE);
            progress.begin();
            for (int i = 1; i <= 5; i++) {
                now = now.plusSeconds(7);
                progress.trialFinished(trial(i), false);
            }
            progress.close();
            List<String> drawn = Arrays.asList(err.toString().stripTrailing().split("\r"));
            assertEquals(7, drawn.size(), err.toString());
            drawn.forEach(line -> assertTrue(line.length() < Math.max(2, columns), columns + ": " + line));
        }
    }

    @Test
    void theLineEndsWhenTheSearchThrows() {
        assertThrows(IllegalStateException.class, () -> {
            try (ProgressPrinter progress = printer(OptionalInt.of(80), FIVE)) {
                progress.begin();
                throw new IllegalStateException("the search failed");
            }
        });
        assertTrue(err.toString().endsWith(System.lineSeparator()), err.toString());
    }

    @Test
    void whatIsNoTerminalGetsALineForEachTraining() {
        ProgressPrinter progress = printer(OptionalInt.empty(), FIVE);
        progress.begin();
        progress.trialFinished(trial(1), true);
        progress.trialFinished(trial(2), false);
        progress.close();
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().startsWith("2/5 trained"), err.toString());
    }

    /** Of four epochs: one and one for two networks, three more for the first, which disappoints. */
    @Test
    void partsOfTrainingsCountAsPartsAndLongerOnesTakeTheirPlace() {
        ProgressPrinter progress = printer(OptionalInt.empty(), FIVE);
        progress.trialFinished(part(1, "a", 1, 0.9), false);
        progress.trialFinished(part(2, "b", 1, 0.8), false);
        assertTrue(
                progress.line().startsWith("0.5/5 trained, best reward 0.9000 (latency 1.00 ms), best accuracy 0.9000"),
                progress.line());
        progress.trialFinished(part(3, "a", 0, 0.7), false);
        assertTrue(
                progress.line().startsWith("1.3/5 trained, best reward 0.8000 (latency 1.00 ms), best accuracy 0.8000"),
                progress.line());
        progress.trialFinished(part(4, "b", 2, 0.85), true);
        assertTrue(progress.line().startsWith("1.5/5 trained, best reward 0.8500"), progress.line());
    }

    private static Trial part(int number, String network, int epochs, double accuracy) {
        Metrics metrics = Metrics.of(Map.of(Metrics.ACCURACY, accuracy, Metrics.LATENCY_MS, 1.0));
        return new Trial(
                number,
                new Architecture(List.of(1), network),
                new EvaluationResult.Evaluated(
                        epochs == 0 ? metrics : metrics.with(Metrics.EPOCHS, epochs), Optional.empty()),
                accuracy,
                OptionalInt.empty());
    }

    private ProgressPrinter printer(OptionalInt columns, Budget budget) {
        Console console = new Console(new PrintWriter(Writer.nullWriter()), new PrintWriter(err), columns, () -> now);
        return new ProgressPrinter(console, budget, 4, () -> workers);
    }

    private static Trial trial(int number) {
        double accuracy = 0.5 + number / 100.0;
        Metrics metrics = Metrics.of(Map.of(Metrics.ACCURACY, accuracy, Metrics.LATENCY_MS, (double) number));
        return new Trial(
                number,
                new Architecture(List.of(number), "a" + number),
                new EvaluationResult.Evaluated(metrics, Optional.empty()),
                accuracy,
                OptionalInt.empty());
    }
}
