package org.lampyris.search.random;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.lampyris.search.FreshArchitectures;
import org.lampyris.search.Proposal;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.Trial;
import org.lampyris.space.Architecture;
import org.lampyris.space.SearchSpace;

/**
 * Draws architectures independently of all results. One that was proposed before is drawn anew, up to
 * {@value #MAXIMUM_DRAWS} times; then it is proposed again.
 */
public final class RandomStrategy implements SearchStrategy {
    private static final int MAXIMUM_DRAWS = 100;

    private final FreshArchitectures fresh;

    public RandomStrategy(SearchSpace space, long seed) {
        fresh = new FreshArchitectures(space, new SplittableRandom(seed), MAXIMUM_DRAWS);
    }

    @Override
    public List<Proposal> ask(int n) {
        List<Proposal> proposals = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            Architecture drawn = fresh.sample();
            fresh.remove(drawn);
            proposals.add(Proposal.of(drawn));
        }
        return proposals;
    }

    @Override
    public void tell(List<Trial> finished) {}
}
