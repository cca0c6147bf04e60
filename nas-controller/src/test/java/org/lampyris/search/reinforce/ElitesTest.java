package org.lampyris.search.reinforce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lampyris.space.Architecture;

class ElitesTest {

    @Test
    void keepsTheBestOnceEach() {
        Elites elites = new Elites(2);
        elites.add(architecture(1), 0.1);
        elites.add(architecture(2), 0.3);
        elites.add(architecture(2), 0.3);
        elites.add(architecture(3), Double.NaN);
        elites.add(architecture(4), 0.2);
        elites.add(architecture(5), 0.2);
        assertEquals(List.of(List.of(2), List.of(4)), elites.choices());
    }

    @Test
    void mayKeepNone() {
        Elites elites = new Elites(0);
        elites.add(architecture(1), 1);
        assertEquals(List.of(), elites.choices());
    }

    private static Architecture architecture(int choice) {
        return new Architecture(List.of(choice), "a" + choice);
    }
}
