package org.lampyris.evaluation.measuring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimingTest {
    @Test
    void slowRunsAndSlowRoundsDontCount() {
        SplittableRandom random = new SplittableRandom(1);
        double[][] rounds = new double[8][20];
        for (int round = 0; round < 8; round++) {
            for (int run = 0; run < 20; run++) {
                rounds[round][run] = 1 + 0.01 * random.nextGaussian() + (run == 3 ? 5 : 0) + (round == 2 ? 1 : 0);
            }
        }
        Timing timing = Timing.of(rounds);
        assertEquals(1, timing.ms(), 0.005);
        assertEquals(0.01, timing.spreadMs(), 0.005);
        assertEquals(160, timing.count());
    }

    @Test
    void theErrorIsThatOfTheMedian() {
        SplittableRandom random = new SplittableRandom(2);
        double sum = 0;
        double squares = 0;
        int repeats = 2_000;
        for (int i = 0; i < repeats; i++) {
            double[][] rounds = new double[16][1];
            for (double[] round : rounds) {
                round[0] = 1 + 0.02 * random.nextGaussian();
            }
            Timing timing = Timing.of(rounds);
            sum += timing.errorShare();
            squares += (timing.ms() - 1) * (timing.ms() - 1);
        }
        double told = sum / repeats;
        double real = Math.sqrt(squares / repeats);
        assertTrue(told > 0.8 * real && told < 1.2 * real, told + " told, " + real + " real");
    }
}
