package org.lampyris.search.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lampyris.search.surrogate.Archives.architecture;
import static org.lampyris.search.surrogate.Archives.at;
import static org.lampyris.search.surrogate.Archives.filled;
import static org.lampyris.search.surrogate.Archives.predictions;
import static org.lampyris.search.surrogate.Archives.tell;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleTest {
    /** By hand: 1 and 2 are raised to 3, so there are three of 3, one of 5 and one of 11. */
    @Test
    void anExample() {
        Scale scale = Scale.of(new double[] {11, 1, 5, 3, 2}, 0.5);
        assertEquals(3, scale.floor());
        assertEquals(5, scale.mean(), 1e-12);
        assertEquals(Math.sqrt(48 / 5.0), scale.deviation(), 1e-12);
        assertEquals(3, scale.raised(2));
        assertEquals(4, scale.raised(4));
        assertEquals(6 / scale.deviation(), scale.standard(11), 1e-12);
        assertEquals(11, scale.value(scale.standard(11)), 1e-12);
    }

    @Test
    void equalValuesHaveADeviationOfOne() {
        assertEquals(new Scale(7, 7, 1), Scale.of(new double[] {7, 7, 7}, 0.25));
    }

    @Test
    void theLowestAreNotToldApart() {
        Archive whole = new Archive(1, 0);
        Archive cut = new Archive(1, 0.5);
        Archive cutDeeper = new Archive(1, 0.5);
        for (int i = 0; i < 9; i++) {
            tell(whole, architecture(i), i);
            tell(cut, architecture(i), i);
            tell(cutDeeper, architecture(i), i < 4 ? i - 1000 : i);
        }
        for (int i = 0; i < 9; i++) {
            assertEquals(at(cut, architecture(i)), at(cutDeeper, architecture(i)));
        }
        assertEquals(at(cut, architecture(0)).mean(), at(cut, architecture(4)).mean(), 1e-12);
        assertTrue(
                at(whole, architecture(0)).mean() < at(whole, architecture(4)).mean() - 1);
    }

    @ParameterizedTest(name = "by {0}")
    @ValueSource(doubles = {0x1p-100, 0.25, 2, 1024, 0x1p60})
    void predictionsHaveTheUnitOfTheValues(double unit) {
        List<Prediction> plain = predictions(filled(5, value -> value));
        List<Prediction> scaled = predictions(filled(5, value -> value * unit));
        for (int i = 0; i < plain.size(); i++) {
            assertEquals(plain.get(i).mean() * unit, scaled.get(i).mean());
            assertEquals(plain.get(i).deviation() * unit, scaled.get(i).deviation());
        }
    }

    @Test
    void hugeAndTinyValuesDoNoHarm() {
        for (double size : new double[] {1e308, 1e120, 1e-160, 1e-308, Double.MIN_VALUE, 0}) {
            for (Prediction each : predictions(filled(6, value -> value * size))) {
                assertTrue(Double.isFinite(each.mean()) && each.deviation() >= 0, size + ": " + each);
            }
        }
        SplittableRandom random = new SplittableRandom(1);
        double[] extremes = {1e308, -1e308, Double.MIN_VALUE, 0, -0.0, 1};
        for (Prediction each : predictions(filled(7, value -> extremes[random.nextInt(extremes.length)]))) {
            assertTrue(Double.isFinite(each.mean()) && each.deviation() >= 0, each.toString());
        }
    }
}
