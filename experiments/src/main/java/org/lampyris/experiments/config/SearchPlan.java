package org.lampyris.experiments.config;

import java.util.Optional;
import org.lampyris.search.audit.AuditSchedule;

/**
 * How the space is searched.
 *
 * @param seed where all randomness of the run comes from
 * @param window trial i is asked for once the results up to i - window are known; at least the number of workers
 * @param audit which trials are drawn at random, where the strategy is held against chance
 */
public record SearchPlan(
        StrategySettings strategy, Budget budget, long seed, int window, Optional<AuditSchedule> audit) {
    /** The most trials in flight. */
    public static final int MAX_WINDOW = 1024;

    public SearchPlan {
        if (window < 1 || window > MAX_WINDOW) {
            throw new IllegalArgumentException("the window is " + window + ", but must be from 1 to " + MAX_WINDOW);
        }
    }

    static SearchPlan standard() {
        return new SearchPlan(StrategySettings.of("reinforce"), Budget.standard(), 1, 8, Optional.empty());
    }

    public SearchPlan withStrategy(StrategySettings other) {
        return new SearchPlan(other, budget, seed, window, audit);
    }

    public SearchPlan withBudget(Budget other) {
        return new SearchPlan(strategy, other, seed, window, audit);
    }

    public SearchPlan withSeed(long other) {
        return new SearchPlan(strategy, budget, other, window, audit);
    }

    public SearchPlan withAudit(AuditSchedule other) {
        return new SearchPlan(strategy, budget, seed, window, Optional.of(other));
    }
}
