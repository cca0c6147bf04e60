package org.lampyris.space;

import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * An ordered list of decisions and the architectures they make. Decisions that don't apply are masked: they hold
 * {@link Architecture#INAPPLICABLE} and no strategy spends anything on them.
 */
public interface SearchSpace {

    /** The decisions, in an order in which each depends on earlier ones only. */
    List<Decision> decisions();

    /**
     * The architecture of these choices with its canonical id.
     *
     * @throws IllegalArgumentException if the choices aren't {@linkplain #contains valid}
     */
    Architecture architecture(List<Integer> choices);

    /** Whether these choices have the right length, range and mask. */
    default boolean contains(List<Integer> choices) {
        return Choices.valid(decisions(), choices);
    }

    /** The number of valid lists of choices. */
    default BigInteger size() {
        return Choices.count(decisions());
    }

    /** An architecture drawn uniformly decision by decision. */
    default Architecture sample(RandomGenerator random) {
        return architecture(Choices.sample(decisions(), random));
    }

    /** All architectures that differ in one decision; decisions that start to apply take their first choice. */
    default List<Architecture> neighbours(Architecture architecture) {
        return Choices.neighbours(decisions(), architecture.choices()).stream()
                .map(this::architecture)
                .toList();
    }

    /** A neighbour drawn at random: one applicable decision is taken anew, what starts to apply is drawn. */
    default Architecture mutate(Architecture architecture, RandomGenerator random) {
        return architecture(mutate(architecture.choices(), random));
    }

    /** The choices of a neighbour drawn at random, as {@link #mutate(Architecture, RandomGenerator)} takes them. */
    default List<Integer> mutate(List<Integer> choices, RandomGenerator random) {
        return Choices.mutate(decisions(), choices, random);
    }

    /** A child that takes each decision from either parent, masked and completed where they disagree. */
    default Architecture crossover(Architecture a, Architecture b, RandomGenerator random) {
        return architecture(Choices.crossover(decisions(), a.choices(), b.choices(), random));
    }

    /** An architecture in one line, for people: {@code name=choice} of each decision that applies. */
    default String describe(Architecture architecture) {
        return Choices.describe(decisions(), architecture.choices());
    }
}
