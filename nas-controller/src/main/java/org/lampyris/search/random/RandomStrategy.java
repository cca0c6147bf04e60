package org.lampyris.search.random;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
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

    private final SearchSpace space;
    private final RandomGenerator random;
    private final Set<String> proposed = new HashSet<>();

    public RandomStrategy(SearchSpace space, long seed) {
        this.space = space;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public List<Proposal> ask(int n) {
        List<Proposal> proposals = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            proposals.add(Proposal.of(draw()));
        }
        return proposals;
    }

    private Architecture draw() {
        Architecture drawn = space.sample(random);
        for (int draws = 1; draws < MAXIMUM_DRAWS && proposed.contains(drawn.id()); draws++) {
            drawn = space.sample(random);
        }
        proposed.add(drawn.id());
        return drawn;
    }

    @Override
    public void tell(List<Trial> finished) {}
}
