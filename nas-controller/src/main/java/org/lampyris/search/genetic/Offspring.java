package org.lampyris.search.genetic;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.lampyris.search.FreshArchitectures;
import org.lampyris.search.Proposal;
import org.lampyris.space.Architecture;
import org.lampyris.space.SearchSpace;

/**
 * What a population proposes: architectures drawn at random for as many proposals as it has members, then mutants. What
 * was proposed before is drawn anew or mutated on, up to {@value #MAXIMUM_ATTEMPTS} times; then it is proposed again.
 */
final class Offspring {
    static final int MAXIMUM_ATTEMPTS = 20;

    private final int population;
    private final FreshArchitectures fresh;
    private int asked;

    Offspring(SearchSpace space, int population, RandomGenerator random) {
        this.population = population;
        this.fresh = new FreshArchitectures(space, random, MAXIMUM_ATTEMPTS);
    }

    /**
     * @param barren whether the population has no members, so that all are drawn at random
     * @param unmutated gives what is to be mutated, a member or a cross of two; asked once for each mutant
     */
    List<Proposal> ask(int n, boolean barren, Supplier<Architecture> unmutated) {
        List<Proposal> proposals = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            asked++;
            boolean drawn = asked <= population || barren;
            Architecture next = drawn ? fresh.sample() : fresh.mutate(unmutated.get());
            fresh.remove(next);
            proposals.add(Proposal.of(next));
        }
        return proposals;
    }
}
