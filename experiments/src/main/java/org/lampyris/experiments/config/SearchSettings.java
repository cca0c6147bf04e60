package org.lampyris.experiments.config;

/**
 * How the space is searched.
 *
 * @param seed where all randomness of the run comes from
 * @param window trial i is asked for once the results up to i - window are known; at least the number of workers
 */
public record SearchSettings(StrategySettings strategy, Budget budget, long seed, int window) {
    /** The most trials in flight. */
    public static final int MAX_WINDOW = 1024;

    public SearchSettings {
        if (window < 1 || window > MAX_WINDOW) {
            throw new IllegalArgumentException("the window is " + window + ", but must be from 1 to " + MAX_WINDOW);
        }
    }

    static SearchSettings standard() {
        return new SearchSettings(StrategySettings.of("reinforce"), Budget.standard(), 1, 8);
    }

    public SearchSettings withStrategy(StrategySettings other) {
        return new SearchSettings(other, budget, seed, window);
    }

    public SearchSettings withBudget(Budget other) {
        return new SearchSettings(strategy, other, seed, window);
    }

    public SearchSettings withSeed(long other) {
        return new SearchSettings(strategy, budget, other, window);
    }
}
