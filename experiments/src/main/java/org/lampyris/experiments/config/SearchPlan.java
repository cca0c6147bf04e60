package org.lampyris.experiments.config;

import java.util.Optional;
import org.lampyris.search.audit.AuditSchedule;

/**
 * How the space is searched.
 *
 * @param seed where all randomness of the run comes from
 * @param window trial i is asked for once the results up to i - window are known; at least the number of workers
 * @param additions what goes around the strategy
 */
public record SearchPlan(StrategySettings strategy, Budget budget, long seed, int window, Additions additions) {
    /** The most trials in flight. */
    public static final int MAX_WINDOW = 16_384;

    public SearchPlan {
        if (window < 1 || window > MAX_WINDOW) {
            throw new IllegalArgumentException("the window is " + window + ", but must be from 1 to " + MAX_WINDOW);
        }
    }

    static SearchPlan standard() {
        return new SearchPlan(StrategySettings.of("reinforce"), Budget.standard(), 1, 8, Additions.NONE);
    }

    public SearchPlan withStrategy(StrategySettings other) {
        return new SearchPlan(other, budget, seed, window, additions);
    }

    public SearchPlan withBudget(Budget other) {
        return new SearchPlan(strategy, other, seed, window, additions);
    }

    public SearchPlan withSeed(long other) {
        return new SearchPlan(strategy, budget, other, window, additions);
    }

    /** Which trials are drawn at random, where the strategy is held against chance. */
    public Optional<AuditSchedule> audit() {
        return additions.audit();
    }

    /** How trainings are cut short, where they are. */
    public Optional<Halving> halving() {
        return additions.halving();
    }

    public SearchPlan withAudit(AuditSchedule other) {
        return new SearchPlan(strategy, budget, seed, window, new Additions(Optional.of(other), halving()));
    }

    public SearchPlan withHalving(Halving other) {
        return new SearchPlan(strategy, budget, seed, window, new Additions(audit(), Optional.of(other)));
    }
}
