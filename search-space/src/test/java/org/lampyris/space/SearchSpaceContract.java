package org.lampyris.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every search space. A test of a space extends it and hands in the space. */
public abstract class SearchSpaceContract {
    private static final int LARGEST_TO_ENUMERATE = 100_000;

    /** The space under test; each call gives an equal one. */
    protected abstract SearchSpace space();

    /** A space of the same kind with at most 100,000 lists of choices. */
    protected abstract SearchSpace smallSpace();

    @Test
    void decisionsHaveNamesOfTheirOwnAndDependOnEarlierOnes() {
        List<Decision> decisions = space().decisions();
        assertEquals(
                decisions.size(),
                decisions.stream().map(Decision::name).distinct().count());
        for (int i = 0; i < decisions.size(); i++) {
            for (Decision.Condition condition : decisions.get(i).conditions()) {
                assertTrue(condition.decision() >= 0 && condition.decision() < i, decisions.get(i)::name);
                int choices = decisions.get(condition.decision()).choices().size();
                assertTrue(condition.choices().stream().allMatch(c -> c >= 0 && c < choices), decisions.get(i)::name);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void samplesAreContainedAndMaskedExactly(long seed) {
        SearchSpace space = space();
        RandomGenerator random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            checkContained(space, space.sample(random));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theSameSeedDrawsTheSame(long seed) {
        assertEquals(walk(space(), seed), walk(space(), seed));
        assertNotEquals(walk(space(), seed), walk(space(), seed + 1));
    }

    private static List<Architecture> walk(SearchSpace space, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<Architecture> drawn = new ArrayList<>();
        drawn.add(space.sample(random));
        for (int i = 0; i < 20; i++) {
            Architecture last = drawn.get(drawn.size() - 1);
            drawn.add(space.mutate(last, random));
            drawn.add(space.crossover(last, space.sample(random), random));
        }
        return drawn;
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void neighboursDifferInOneDecisionThatStillApplies(long seed) {
        SearchSpace space = space();
        RandomGenerator random = new SplittableRandom(seed);
        for (int i = 0; i < 20; i++) {
            Architecture center = space.sample(random);
            List<Architecture> neighbours = space.neighbours(center);
            for (Architecture neighbour : neighbours) {
                checkContained(space, neighbour);
                assertEquals(1, changed(center, neighbour), () -> "seed " + seed + ": " + center + " " + neighbour);
            }
            assertEquals(alternatives(space, center), neighbours.size());
            assertEquals(
                    neighbours.size(),
                    neighbours.stream().map(Architecture::choices).distinct().count());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void mutantsAreContainedAndDifferInOneDecisionThatStillApplies(long seed) {
        SearchSpace space = space();
        RandomGenerator random = new SplittableRandom(seed);
        Architecture architecture = space.sample(random);
        for (int i = 0; i < 200; i++) {
            Architecture mutant = space.mutate(architecture, random);
            checkContained(space, mutant);
            assertEquals(1, changed(architecture, mutant), "seed " + seed);
            architecture = mutant;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 11, 12})
    void childrenAreContainedAndTakeFromTheirParents(long seed) {
        SearchSpace space = space();
        RandomGenerator random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            Architecture a = space.sample(random);
            Architecture b = space.sample(random);
            Architecture child = space.crossover(a, b, random);
            checkContained(space, child);
            assertEquals(a.choices(), space.crossover(a, a, random).choices());
            for (int d = 0; d < child.choices().size(); d++) {
                int taken = child.choices().get(d);
                int ofA = a.choices().get(d);
                int ofB = b.choices().get(d);
                boolean invented = ofA == Architecture.INAPPLICABLE && ofB == Architecture.INAPPLICABLE;
                assertTrue(
                        taken == Architecture.INAPPLICABLE || invented || taken == ofA || taken == ofB,
                        () -> "seed " + seed + ": " + a + " and " + b + " have " + child);
            }
        }
    }

    @Test
    void choicesThatDoNotFitAreRefused() {
        SearchSpace space = space();
        List<Integer> choices = space.sample(new SplittableRandom(1)).choices();
        Stream<List<Integer>> broken = Stream.of(
                List.of(),
                choices.subList(1, choices.size()),
                Stream.concat(choices.stream(), Stream.of(0)).toList(),
                with(choices, 0, -1),
                with(choices, 0, -2),
                with(choices, 0, space.decisions().get(0).choices().size()));
        broken.forEach(list -> {
            assertFalse(space.contains(list), list::toString);
            assertThrows(IllegalArgumentException.class, () -> space.architecture(list));
        });
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i) == Architecture.INAPPLICABLE) {
                assertFalse(space.contains(with(choices, i, 0)), "a masked decision can't be taken");
            }
        }
    }

    private static List<Integer> with(List<Integer> choices, int index, int choice) {
        List<Integer> changed = new ArrayList<>(choices);
        changed.set(index, choice);
        return changed;
    }

    @Test
    void canonicalIdsAreStable() {
        List<Architecture> first = walk(space(), 13);
        SearchSpace another = space();
        first.forEach(a -> assertEquals(a, another.architecture(a.choices())));
    }

    @Test
    void theSizeIsTheNumberOfChoicesThatAreContained() {
        SearchSpace small = smallSpace();
        List<Decision> decisions = small.decisions();
        BigInteger raw = decisions.stream()
                .map(d -> BigInteger.valueOf(d.choices().size() + 1))
                .reduce(BigInteger.ONE, BigInteger::multiply);
        assertTrue(raw.compareTo(BigInteger.valueOf(50L * LARGEST_TO_ENUMERATE)) <= 0, "the small space is too large");
        List<Integer> choices = new ArrayList<>(decisions.stream().map(d -> -1).toList());
        long contained = 0;
        do {
            contained += small.contains(choices) ? 1 : 0;
        } while (next(decisions, choices));
        assertEquals(BigInteger.valueOf(contained), small.size());
    }

    /** Counts up, -1 included, whatever the masks are. */
    private static boolean next(List<Decision> decisions, List<Integer> choices) {
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i) + 1 < decisions.get(i).choices().size()) {
                choices.set(i, choices.get(i) + 1);
                return true;
            }
            choices.set(i, -1);
        }
        return false;
    }

    @Test
    void samplingReachesEveryChoice() {
        SearchSpace small = smallSpace();
        RandomGenerator random = new SplittableRandom(14);
        List<HashSet<Integer>> seen =
                small.decisions().stream().map(d -> new HashSet<Integer>()).toList();
        for (int i = 0; i < 2000; i++) {
            List<Integer> choices = small.sample(random).choices();
            for (int d = 0; d < choices.size(); d++) {
                seen.get(d).add(choices.get(d));
            }
        }
        for (int d = 0; d < seen.size(); d++) {
            seen.get(d).remove(Architecture.INAPPLICABLE);
            assertEquals(
                    small.decisions().get(d).choices().size(),
                    seen.get(d).size(),
                    small.decisions().get(d).name());
        }
    }

    private static void checkContained(SearchSpace space, Architecture architecture) {
        assertTrue(space.contains(architecture.choices()), architecture::toString);
        for (int i = 0; i < space.decisions().size(); i++) {
            boolean applies = space.decisions().get(i).applies(architecture.choices());
            assertEquals(applies, architecture.choices().get(i) != Architecture.INAPPLICABLE, architecture::toString);
        }
        assertFalse(space.describe(architecture).isBlank());
    }

    /** The decisions that apply in both and differ. */
    private static long changed(Architecture a, Architecture b) {
        long changed = 0;
        for (int i = 0; i < a.choices().size(); i++) {
            int ofA = a.choices().get(i);
            int ofB = b.choices().get(i);
            boolean both = ofA != Architecture.INAPPLICABLE && ofB != Architecture.INAPPLICABLE;
            changed += both && ofA != ofB ? 1 : 0;
        }
        return changed;
    }

    private static long alternatives(SearchSpace space, Architecture architecture) {
        long alternatives = 0;
        for (int i = 0; i < space.decisions().size(); i++) {
            boolean applies = architecture.choices().get(i) != Architecture.INAPPLICABLE;
            alternatives += applies ? space.decisions().get(i).choices().size() - 1 : 0;
        }
        return alternatives;
    }
}
