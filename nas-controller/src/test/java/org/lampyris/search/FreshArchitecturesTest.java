package org.lampyris.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.lampyris.space.Architecture;
import org.lampyris.space.Decision;
import org.lampyris.space.SearchSpace;

class FreshArchitecturesTest {
    private static final int ATTEMPTS = 50;

    private final Watched space = new Watched();
    private final FreshArchitectures fresh = new FreshArchitectures(space, new SplittableRandom(1), ATTEMPTS);

    /** Two decisions of two choices, with the parents of all mutations and the number of samples. */
    private static final class Watched implements SearchSpace {
        private final SearchSpace digits = new Digits(2, List.of("a", "b"));
        private final List<Architecture> parents = new ArrayList<>();
        private final List<Architecture> mutants = new ArrayList<>();
        private int samples;

        @Override
        public List<Decision> decisions() {
            return digits.decisions();
        }

        @Override
        public Architecture architecture(List<Integer> choices) {
            return digits.architecture(choices);
        }

        @Override
        public Architecture sample(RandomGenerator random) {
            samples++;
            return digits.sample(random);
        }

        @Override
        public Architecture mutate(Architecture architecture, RandomGenerator random) {
            parents.add(architecture);
            mutants.add(digits.mutate(architecture, random));
            return mutants.get(mutants.size() - 1);
        }
    }

    @Test
    void refusesToFindInNoAttempts() {
        assertThrows(IllegalArgumentException.class, () -> new FreshArchitectures(space, new SplittableRandom(1), 0));
    }

    @Test
    void anArchitectureIsFreshOnce() {
        Architecture one = space.architecture(List.of(0, 1));
        assertTrue(fresh.contains(one));
        assertTrue(fresh.remove(one));
        assertFalse(fresh.contains(one));
        assertFalse(fresh.remove(one));
    }

    @Test
    void samplesEveryArchitectureAndThenRepeatsWithoutSearchingForEver() {
        for (int i = 0; i < 4; i++) {
            assertTrue(fresh.remove(fresh.sample()));
        }
        int before = space.samples;
        assertFalse(fresh.contains(fresh.sample()));
        assertEquals(ATTEMPTS, space.samples - before);
    }

    @Test
    void mutatesOnFromTheMutant() {
        Architecture parent = space.architecture(List.of(0, 0));
        fresh.remove(parent);
        for (int i = 0; i < 3; i++) {
            assertTrue(fresh.remove(fresh.mutate(parent)));
        }
        space.parents.clear();
        space.mutants.clear();
        Architecture repeated = fresh.mutate(parent);
        assertEquals(ATTEMPTS, space.mutants.size());
        assertEquals(parent, space.parents.get(0));
        assertEquals(space.mutants.subList(0, ATTEMPTS - 1), space.parents.subList(1, ATTEMPTS));
        assertEquals(space.mutants.get(ATTEMPTS - 1), repeated);
    }
}
