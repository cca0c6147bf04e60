package org.lampyris.experiments.config;

/**
 * How the space is searched.
 *
 * @param seed where all randomness of the run comes from
 * @param window trial i is asked for once the results up to i - window are known; at least the number of workers
 */
public record SearchPlan(StrategySettings strategy, Budget budget, long seed, int window) {
    /** The most trials in flight. */
    public static final int MAX_WINDOW = 1024;

    public SearchPlan {
        if (window < 1 || window > MAX_WINDOW) {
            throw new IllegalArgumentException("the window is " + window + ", but must be from 1 to " + MAX_WINDOW);
        }
    }

    static SearchPlan standard() {
        return new SearchPlan(StrategySettings.of("reinforce"), Budget.standard(), 1, 8);
    }

    public SearchPlan withStrategy(StrategySettings other) {
        return new SearchPlan(other, budget, seed, window);
    }

    public SearchPlan withBudget(Budget other) {
        return new SearchPlan(strategy, other, seed, window);
    }

    public SearchPlan withSeed(long other) {
        return new SearchPlan(strategy, budget, other, window);
    }
}
