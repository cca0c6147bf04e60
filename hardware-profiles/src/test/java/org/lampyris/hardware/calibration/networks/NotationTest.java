package org.lampyris.hardware.calibration.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NotationTest {
    @Test
    void blocksAreBetweenSeparatorsOrCharacters() {
        assertEquals(List.of("7", "8", "1"), Notation.blocks(" 781 "));
        assertEquals(List.of("e6k3", "skip", "e1k5"), Notation.blocks("e6k3-skip-e1k5"));
        assertEquals(List.of("a1", "b2"), Notation.blocks("a1 | b2"));
    }

    @Test
    void attributesAreNamesWithNumbers() {
        assertEquals(List.of("e6", "k3", "se0", "r0.25"), Notation.attributes("e6k3se0r0.25"));
        assertEquals(List.of("e6"), Notation.attributes("e6"));
        assertEquals(List.of("skip"), Notation.attributes("skip"));
        assertEquals(List.of("k3_e1_g2x"), Notation.attributes("k3_e1_g2x"));
    }
}
