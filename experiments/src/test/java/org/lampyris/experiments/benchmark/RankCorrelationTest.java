package org.lampyris.experiments.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {
    private static final double EXACT = 1e-12;

    /** Ranks 1 2 3 4 5 and 2 1 4 3 5: 1 - 6 x 4 / (5 x 24) = 0.8, and 2 of 10 pairs disagree: 0.6. */
    @Test
    void fiveValuesByHand() {
        double[] x = {-3, 0, 0.5, 7, 100};
        double[] y = {20, 10, 40, 30, 50};
        assertEquals(0.8, RankCorrelation.spearman(x, y), EXACT);
        assertEquals(0.6, RankCorrelation.kendall(x, y), EXACT);
    }

    /** 5 pairs agree, none disagrees, one is tied in y: 5 / sqrt(6 x 5). */
    @Test
    void tiesAreAllowedFor() {
        double[] x = {1, 2, 3, 4};
        double[] y = {1, 2, 2, 3};
        assertEquals(5 / Math.sqrt(30), RankCorrelation.kendall(x, y), EXACT);
    }

    /** x and y both follow z; apart from it they have nothing in common. */
    @Test
    void partialTakesOutWhatIsShared() {
        int size = 2_000;
        SplittableRandom random = new SplittableRandom(4);
        double[] x = new double[size];
        double[] y = new double[size];
        double[] z = new double[size];
        for (int i = 0; i < size; i++) {
            z[i] = random.nextGaussian();
            x[i] = z[i] + random.nextGaussian();
            y[i] = z[i] + random.nextGaussian();
        }
        assertTrue(RankCorrelation.spearman(x, y) > 0.4);
        assertEquals(0, RankCorrelation.partial(x, y, z), 0.06);
    }

    /** The interval of a mean of n normal values is 1.96 / sqrt(n) to each side. */
    @Test
    void bootstrapIntervalOfAMean() {
        SplittableRandom random = new SplittableRandom(5);
        double[] values =
                random.doubles(400).map(v -> (v - 0.5) * Math.sqrt(12)).toArray();
        Estimate mean = Estimate.bootstrap(
                values.length,
                drawn -> Arrays.stream(RankCorrelation.at(drawn, values))
                        .average()
                        .orElseThrow(),
                6);
        assertEquals(Arrays.stream(values).average().orElseThrow(), mean.value(), EXACT);
        assertEquals(2 * 1.96 / 20, mean.high() - mean.low(), 0.02);
        assertTrue(mean.low() < mean.value() && mean.value() < mean.high());
    }

    @Test
    void undefinedBootstrapSamplesAreLeftOut() {
        Estimate estimate = Estimate.bootstrap(3, drawn -> drawn[0] == 0 ? Double.NaN : 2, 7);
        assertTrue(Double.isNaN(estimate.value()));
        assertEquals(2, estimate.low());
        assertEquals(2, estimate.high());
    }
}
