package org.lampyris.search.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.SearchStrategyContract;
import org.lampyris.search.SyntheticSpace;
import org.lampyris.space.SearchSpace;

class RandomStrategyTest extends SearchStrategyContract {

    @Override
    protected SearchStrategy strategy(SearchSpace space, long seed) {
        return new RandomStrategy(space, seed);
    }

    @Test
    void avoidsRepeatsWhereItCan() {
        int distinct = (int) strategy(new SyntheticSpace(), 1).ask(40).stream()
                .map(proposal -> proposal.architecture().id())
                .distinct()
                .count();
        assertEquals(40, distinct);
    }
}
