package org.lampyris.search.pareto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.input.InvalidInputException;
import org.lampyris.search.Trial;
import org.lampyris.space.Architecture;

class SelectionTest {
    private static final List<Trial> TRIALS = List.of(
            Points.trial(1, 0.5, 1, 10_000),
            Points.trial(2, 0.9, 2, 60_000),
            Points.trial(3, 0.95, 10, 200_000),
            Points.trial(4, 0.4, 3, 90_000),
            Points.trial(5, new Infeasible(Points.metrics(0, 50, 1), "latency_ms 50 > 20")),
            repeat(6, 2));

    private static Trial repeat(int number, int of) {
        Trial first = Points.trial(of, 0.9, 2, 60_000);
        return new Trial(number, new Architecture(List.of(of), "a" + of), first.result(), 0, OptionalInt.of(of));
    }

    @ParameterizedTest
    @CsvSource({
        "best, 3",
        "cheapest, 1",
        "knee, 2",
        "' knee ', 2",
        "trial:4, 4",
        "trial:6, 2",
        "latency<=5ms, 2",
        "latency <= 2 ms, 2",
        "latency<=1.99ms, 1",
        "latency<=1500us, 1",
        "latency<=1s, 3",
        "flash<=100KB, 2",
        "flash<=60KB, 2",
        "flash<=58KiB, 1",
        "flash<=59KiB, 2",
        "flash<=1MiB, 3"
    })
    void selects(String text, int number) {
        assertEquals(number, Selection.parse(text).from(TRIALS, Points.TWO).number());
    }

    @Test
    void theCheaperOfEquallyGoodOnesIsBest() {
        List<Trial> trials = List.of(Points.trial(1, 0.9, 5, 1), Points.trial(2, 0.9, 4, 1));
        assertEquals(2, Selection.parse("best").from(trials, Points.TWO).number());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bset",
                "trial:",
                "trial:x",
                "trial:99999999999",
                "latency<5",
                "latency<=5",
                "latency<=5kg",
                "flash<=100kb",
                "speed<=5ms",
                "latency<=-5ms",
                "latency<=NaNms",
                "latency<=5ms<=6ms"
            })
    void refusesOthersWithAdvice(String text) {
        String message = assertThrows(InvalidInputException.class, () -> Selection.parse(text))
                .getMessage();
        assertTrue(message != null && message.startsWith("--select: '" + text + "'"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "latency<=0.5ms, The lowest latency_ms is 1;",
        "energy<=1J, have no energy_uj",
        "trial:5, was not evaluated",
        "trial:7, there is no trial 7",
        "trial:0, there is no trial 0"
    })
    void saysWhyNothingMatches(String text, String expected) {
        Selection selection = Selection.parse(text);
        String message = assertThrows(InvalidInputException.class, () -> selection.from(TRIALS, Points.TWO))
                .getMessage();
        assertTrue(message != null && message.contains(expected), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"best", "knee", "cheapest", "latency<=5ms", "trial:1"})
    void saysThatThereIsNothing(String text) {
        Selection selection = Selection.parse(text);
        assertThrows(InvalidInputException.class, () -> selection.from(List.of(), Points.TWO));
    }
}
