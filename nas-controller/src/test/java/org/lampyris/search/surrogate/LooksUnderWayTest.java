package org.lampyris.search.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lampyris.search.surrogate.Archives.A;
import static org.lampyris.search.surrogate.Archives.B;
import static org.lampyris.search.surrogate.Archives.C;
import static org.lampyris.search.surrogate.Archives.D;
import static org.lampyris.search.surrogate.Archives.architecture;
import static org.lampyris.search.surrogate.Archives.array;
import static org.lampyris.search.surrogate.Archives.at;
import static org.lampyris.search.surrogate.Archives.filled;
import static org.lampyris.search.surrogate.Archives.tell;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lampyris.space.Architecture;

class LooksUnderWayTest {
    @Test
    void whatIsUnderWayIsNotKnown() {
        Archive archive = new Archive(3, 0);
        archive.propose(A);
        assertEquals(0, archive.size());
        assertEquals(List.of(), archive.evaluated());
        assertFalse(archive.find(A.id()).orElseThrow().known());
        assertTrue(archive.find(B.id()).isEmpty());
        tell(archive, A, 0.5);
        assertEquals(1, archive.size());
        assertEquals(1, archive.find(A.id()).orElseThrow().asked());
        assertEquals(A, archive.evaluated().get(0).architecture());
    }

    @Test
    void looksUnderWayLowerTheDoubtAndLeaveTheMeans() {
        Archive archive = filled(1, value -> value);
        Prediction here = at(archive, D);
        Prediction there = archive.predict(array(B));
        archive.propose(D);
        archive.propose(D);
        assertEquals(here.mean(), at(archive, D).mean(), 1e-9);
        assertTrue(at(archive, D).deviation() < here.deviation());
        assertEquals(there.mean(), archive.predict(array(B)).mean(), 1e-9);
        Architecture fresh = architecture(9, 9, 9);
        Prediction before = archive.predict(array(fresh));
        archive.propose(fresh);
        assertEquals(before.mean(), at(archive, fresh).mean(), 1e-9);
        assertTrue(at(archive, fresh).deviation() < before.deviation());
    }

    /** The look under way counts as what was expected, not as a second look with the outcome of the first. */
    @Test
    void otherResultsDoNotMakeMoreOfALookUnderWay() {
        Architecture odd = architecture(9, 9, 9);
        Archive waiting = filled(1, value -> value);
        Archive idle = filled(1, value -> value);
        tell(waiting, odd, 3);
        tell(idle, odd, 3);
        waiting.propose(odd);
        double expected = at(idle, odd).mean();
        assertTrue(expected < 2.95, "it is far from what was seen: " + expected);
        tell(waiting, A, 0.5);
        tell(idle, A, 0.5);
        assertEquals(at(idle, odd).mean(), at(waiting, odd).mean(), 0.1 * (3 - expected));
    }

    @Test
    void whatWasProposedBeforeAnythingWasKnownIsNeitherGoodNorBad() {
        for (double offset : new double[] {-100, 0, 100}) {
            Archive archive = new Archive(3, 0);
            archive.propose(D);
            tell(archive, A, offset + 0.4);
            tell(archive, C, offset + 0.6);
            assertEquals(offset + 0.5, archive.predict(array(D)).mean(), 0.06);
        }
    }

    /** A lost look leaves a known architecture as it was before the look was proposed. */
    @Test
    void lostLooksAreForgotten() {
        Archive archive = new Archive(3, 0);
        tell(archive, A, 0.5);
        tell(archive, B, 0.7);
        Prediction before = archive.predict(archive.find(A.id()).orElseThrow());
        archive.propose(A);
        archive.lose(A);
        Prediction after = archive.predict(archive.find(A.id()).orElseThrow());
        assertEquals(before.mean(), after.mean(), 1e-12);
        assertEquals(before.deviation(), after.deviation(), 1e-12);
    }

    @Test
    void whatIsLostStaysUnderWayForEver() {
        Archive archive = filled(2, value -> value);
        Architecture lost = architecture(9, 9, 9);
        Prediction before = archive.predict(array(lost));
        archive.propose(lost);
        tell(archive, A, 0.4);
        assertFalse(archive.find(lost.id()).orElseThrow().known());
        assertTrue(archive.predict(array(lost)).deviation() < before.deviation());
        assertTrue(archive.evaluated().stream()
                .noneMatch(entry -> entry.architecture().equals(lost)));
    }
}
