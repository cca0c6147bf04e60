package org.lampyris.search.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void twoOfEachAreNeeded() {
        assertTrue(Comparison.of(new double[] {1}, new double[] {1, 2, 3}).isEmpty());
        assertTrue(Comparison.of(new double[] {1, 2, 3}, new double[0]).isEmpty());
        assertTrue(Comparison.of(new double[] {1, 2}, new double[] {1, 2}).isPresent());
    }

    /** Means 4 and 2, variances 1 and 1 of three each: 4 degrees of freedom, whose 97.5 % quantile is 2.776445. */
    @Test
    void theDifferenceHasWelchsInterval() {
        Comparison compared =
                Comparison.of(new double[] {3, 4, 5}, new double[] {1, 2, 3}).orElseThrow();
        assertEquals(2, compared.difference(), 1e-12);
        assertEquals(2 - 2.776445 * Math.sqrt(2.0 / 3), compared.low(), 1e-5);
        assertEquals(2 + 2.776445 * Math.sqrt(2.0 / 3), compared.high(), 1e-5);
    }

    @Test
    void equalValuesHaveNoSpread() {
        Comparison compared = Comparison.of(new double[] {0.5, 0.5}, new double[] {0.25, 0.25})
                .orElseThrow();
        assertEquals(0.25, compared.low());
        assertEquals(0.25, compared.high());
    }

    /** Of the pairs of {1, 2, 4, 8} one has the best 2, two have 4 and three have 8. */
    @Test
    void theBestOfAsManyIsTheMeanOverAllChoices() {
        double[] values = {4, 1, 8, 2};
        assertEquals(15.0 / 4, Comparison.expectedBest(values, 1), 1e-12);
        assertEquals((2 + 2 * 4 + 3 * 8) / 6.0, Comparison.expectedBest(values, 2), 1e-12);
        assertEquals(8, Comparison.expectedBest(values, 4), 1e-12);
        Comparison compared = Comparison.of(values, new double[] {3, 5}).orElseThrow();
        assertEquals(34 / 6.0, compared.own().best(), 1e-12);
        assertEquals(5, compared.random().best(), 1e-12);
    }
}
