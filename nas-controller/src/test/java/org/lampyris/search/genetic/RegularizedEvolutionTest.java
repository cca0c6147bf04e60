package org.lampyris.search.genetic;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Metrics;
import org.lampyris.search.Digits;
import org.lampyris.search.Proposal;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.SearchStrategyContract;
import org.lampyris.search.Trial;
import org.lampyris.search.genetic.RegularizedEvolution.Settings;
import org.lampyris.search.random.RandomStrategy;
import org.lampyris.space.Architecture;
import org.lampyris.space.SearchSpace;

class RegularizedEvolutionTest extends SearchStrategyContract {

    @Override
    protected SearchStrategy strategy(SearchSpace space, long seed) {
        return new RegularizedEvolution(space, Settings.DEFAULT, seed);
    }

    @Test
    void refusesAPopulationThatCannotEvolve() {
        assertThrows(IllegalArgumentException.class, () -> new Settings(1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Settings(10, 11));
        assertThrows(IllegalArgumentException.class, () -> new Settings(10, 0));
    }

    /** Ten decisions of four choices; the reward is the share of decisions that took the last choice. */
    @Test
    void findsBetterOnesThanRandomSearch() {
        SearchSpace space = new Digits(10, List.of("a", "b", "c", "d"));
        double evolved = 0;
        double drawn = 0;
        for (long seed = 0; seed < 20; seed++) {
            evolved += best(strategy(space, seed));
            drawn += best(new RandomStrategy(space, seed));
        }
        assertTrue(evolved > drawn + 20 * 0.1, evolved + " against " + drawn);
    }

    /** With a sample as large as the population's memory a parent that is too old must not come back. */
    @Test
    void theOldestDies() {
        SearchSpace space = new Digits(10, List.of("a", "b", "c", "d"));
        SearchStrategy strategy = new RegularizedEvolution(space, new Settings(2, 2), 1);
        strategy.ask(2);
        Architecture zeros = space.architecture(List.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        Architecture threes = space.architecture(List.of(3, 3, 3, 3, 3, 3, 3, 3, 3, 3));
        strategy.tell(List.of(trial(1, threes, 1), trial(2, zeros, 0), trial(3, zeros, 0)));
        for (Proposal proposal : strategy.ask(30)) {
            Architecture child = proposal.architecture();
            long kept = child.choices().stream().filter(c -> c == 0).count();
            assertTrue(kept >= 7, () -> child + " does not descend from zeros");
        }
    }

    private static double best(SearchStrategy strategy) {
        double best = 0;
        for (int i = 1; i <= 100; i++) {
            Architecture proposed = strategy.ask(1).get(0).architecture();
            double reward = proposed.choices().stream().filter(c -> c == 3).count() / 10.0;
            best = Math.max(best, reward);
            strategy.tell(List.of(trial(i, proposed, reward)));
        }
        return best;
    }

    private static Trial trial(int number, Architecture architecture, double reward) {
        Evaluated result = new Evaluated(Metrics.of(Map.of(Metrics.ACCURACY, reward)), Optional.empty());
        return new Trial(number, architecture, result, reward, OptionalInt.empty());
    }
}
