package org.lampyris.search.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lampyris.search.surrogate.Archives.A;
import static org.lampyris.search.surrogate.Archives.B;
import static org.lampyris.search.surrogate.Archives.C;
import static org.lampyris.search.surrogate.Archives.D;
import static org.lampyris.search.surrogate.Archives.architecture;
import static org.lampyris.search.surrogate.Archives.at;
import static org.lampyris.search.surrogate.Archives.filled;
import static org.lampyris.search.surrogate.Archives.predictions;
import static org.lampyris.search.surrogate.Archives.tell;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.space.Architecture;

class ArchiveTest {
    @Test
    void whatWasNeverProposedTeachesAsWell() {
        Archive proposed = new Archive(3, 0.25);
        Archive told = new Archive(3, 0.25);
        for (Architecture each : List.of(A, B, C, D)) {
            proposed.propose(each);
            tell(proposed, each, each.choices().get(0));
            tell(told, each, each.choices().get(0));
        }
        for (Architecture each : List.of(A, B, C, D)) {
            assertEquals(at(proposed, each), at(told, each));
            assertEquals(1, told.find(each.id()).orElseThrow().asked());
        }
    }

    /** The best stay; the model is still one of what is kept; everything stays known by its id. */
    @Test
    void theWorstAreForgotten() {
        Archive archive = new Archive(4, 0, 40);
        int all = 0;
        for (int code = 0; code < 625; code += 5) {
            Architecture architecture = numbered(code);
            tell(archive, architecture, code % 7);
            all++;
        }
        assertEquals(125, all);
        List<Archive.Entry> kept = archive.evaluated();
        assertTrue(kept.size() <= 40, kept.size() + " are kept");
        long best =
                kept.stream().filter(entry -> archive.predict(entry).mean() > 4).count();
        assertTrue(best >= 15, best + " of the best are kept");
        for (int code = 0; code < 625; code += 5) {
            assertTrue(archive.find(numbered(code).id()).isPresent());
        }
        archive.propose(numbered(0));
        tell(archive, numbered(0), 9);
    }

    private static Architecture numbered(int code) {
        List<Integer> choices = List.of(code / 125, code / 25 % 5, code / 5 % 5, code % 5);
        return new Architecture(choices, choices.toString());
    }

    @Test
    void isFittedAgainAsItGrows() {
        Archive archive = new Archive(2, 0);
        SplittableRandom random = new SplittableRandom(4);
        List<Double> noises = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int choice = random.nextInt(3);
            tell(archive, architecture(choice, i), choice + 0.01 * random.nextDouble());
            noises.add(archive.noise());
        }
        double refitted = noises.get(39) / noises.get(6);
        assertTrue(refitted < 0.5, "the noise is found to be small: " + refitted);
        assertEquals(2, archive.predict(new int[] {2, 99}).mean(), 0.2);
        assertEquals(0, archive.predict(new int[] {0, 99}).mean(), 0.2);
        assertNotEquals(noises.get(6), noises.get(7));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theSameSequenceGivesTheSameBits(long seed) {
        assertEquals(predictions(filled(seed, value -> value)), predictions(filled(seed, value -> value)));
    }
}
