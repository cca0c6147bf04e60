package org.lampyris.search.reinforce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.search.reinforce.ReinforceSettings.Exploration;
import org.lampyris.search.reinforce.ReinforceSettings.Imitation;
import org.lampyris.search.reinforce.ReinforceSettings.Optimizer;
import org.lampyris.search.reinforce.ReinforceSettings.Screening;
import org.lampyris.search.reinforce.ReinforceSettings.Update;

class ReinforceSettingsTest {

    @ParameterizedTest
    @ValueSource(doubles = {-1, 0, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
    void learningRateIsChecked(double bad) {
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> new Optimizer(bad, 1));
        assertEquals("reinforce: learningRate is " + bad + ", it must be over 0, at most 1", thrown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN})
    void othersAreChecked(double bad) {
        assertThrows(IllegalArgumentException.class, () -> new Optimizer(0.1, bad));
        assertThrows(IllegalArgumentException.class, () -> new Update(0, 1, 0.2, 0.9));
        assertThrows(IllegalArgumentException.class, () -> new Update(1, 0, 0.2, 0.9));
        assertThrows(IllegalArgumentException.class, () -> new Update(1, 1, bad, 0.9));
        assertThrows(IllegalArgumentException.class, () -> new Update(1, 1, 0.2, bad));
        assertThrows(IllegalArgumentException.class, () -> new Update(1, 1, 0.2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Imitation(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Imitation(1, bad));
        assertThrows(IllegalArgumentException.class, () -> new Exploration(bad, 1));
        assertThrows(IllegalArgumentException.class, () -> new Exploration(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Screening(0, 1, 0, 1, true));
        assertThrows(IllegalArgumentException.class, () -> new Screening(1, 0, 0, 1, true));
        assertThrows(IllegalArgumentException.class, () -> new Screening(1, 1, -1, 1, true));
        assertThrows(IllegalArgumentException.class, () -> new Screening(1, 1, 0, 0, true));
        ReinforceSettings d = ReinforceSettings.DEFAULT;
        for (int units : new int[] {0, 1025}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new ReinforceSettings(
                            units, d.optimizer(), d.update(), d.imitation(), d.exploration(), d.screening()));
        }
    }
}
