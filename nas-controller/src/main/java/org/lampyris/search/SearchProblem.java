package org.lampyris.search;

import java.util.List;
import org.lampyris.evaluation.ArchitecturePricing;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.reward.Reward;
import org.lampyris.space.SearchSpace;

/**
 * What a strategy searches.
 *
 * @param objectives what the front is over, the most important first; with one objective there is a best and no front
 * @param pricing what is known of an architecture before it is evaluated, e.g. its latency
 * @param reward what outcomes are worth
 * @param bounds further objectives that make an architecture infeasible, without being searched for
 */
public record SearchProblem(
        SearchSpace space,
        List<Objective> objectives,
        ArchitecturePricing pricing,
        Reward reward,
        List<Objective> bounds) {

    /** Without further bounds. */
    public SearchProblem(SearchSpace space, List<Objective> objectives, ArchitecturePricing pricing, Reward reward) {
        this(space, objectives, pricing, reward, List.of());
    }

    public SearchProblem {
        objectives = List.copyOf(objectives);
        bounds = List.copyOf(bounds);
        if (objectives.isEmpty()) {
            throw new IllegalArgumentException("a search needs an objective");
        }
    }
}
