package org.lampyris.evaluation.execution.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingTimesTest {
    private static LongSummaryStatistics drawn(TrainingTimes times) {
        SplittableRandom random = new SplittableRandom(1);
        return LongStream.generate(() -> times.draw(random)).limit(100_000).summaryStatistics();
    }

    @ParameterizedTest(name = "spread {0}")
    @ValueSource(doubles = {1, 1.5, 10, 100})
    void haveTheMeanAndTheSpread(double spread) {
        TrainingTimes times = TrainingTimes.of(Duration.ofSeconds(60), spread);
        assertEquals(60e9, (double) times.mean().toNanos(), 10);
        LongSummaryStatistics drawn = drawn(times);
        assertEquals(60e9, drawn.getAverage(), 0.6e9);
        double ratio = (double) drawn.getMax() / drawn.getMin();
        assertTrue(ratio <= spread * 1.000001 && ratio >= spread * 0.999, "from shortest to longest: " + ratio);
    }

    @Test
    void stragglersTakeLonger() {
        TrainingTimes times = TrainingTimes.of(Duration.ofSeconds(60), 1).withStragglers(0.1, 6);
        LongSummaryStatistics drawn = drawn(times);
        assertEquals(90e9, drawn.getAverage(), 0.9e9);
        assertEquals(360_000_000_000L, drawn.getMax());
        assertEquals(Duration.ofSeconds(90), times.mean());
        assertEquals(4, times.span());
    }

    @ParameterizedTest(name = "a spread of {0} spans {1}")
    @CsvSource({"1, 1", "2, 2", "10, 3", "100, 5"})
    void theLongestSpansSoManyAverageOnes(double spread, int span) {
        assertEquals(span, TrainingTimes.of(Duration.ofSeconds(60), spread).span());
    }

    @Test
    void dependOnSeedTrialAndAttemptAlone() {
        long[] drawn = LongStream.range(0, 8)
                .map(i -> Chance.ofTraining(i / 4, (int) (i / 2 % 2), (int) (i % 2))
                        .nextLong())
                .toArray();
        assertEquals(8, LongStream.of(drawn).distinct().count());
        assertEquals(drawn[5], Chance.ofTraining(1, 0, 1).nextLong());
        assertNotEquals(
                Chance.ofWorker(1, 1).nextLong(), Chance.ofTraining(1, 1, 1).nextLong());
    }

    @Test
    void nonsenseIsRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThrows(IllegalArgumentException.class, () -> TrainingTimes.of(second, 0.5));
        assertThrows(IllegalArgumentException.class, () -> TrainingTimes.of(Duration.ZERO, 2));
        assertThrows(IllegalArgumentException.class, () -> new TrainingTimes(second, second.dividedBy(2), 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new TrainingTimes(second, second, 1.5, 1));
        assertThrows(IllegalArgumentException.class, () -> new TrainingTimes(second, second, 0.5, 0.9));
        Fleet lazy = new Fleet(1, 1, Duration.ofMinutes(1));
        assertThrows(IllegalArgumentException.class, () -> Scenario.of(lazy, TrainingTimes.of(second, 1), 1));
    }
}
