package org.lampyris.search.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Lost;
import org.lampyris.evaluation.Metrics;
import org.lampyris.search.Digits;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.SearchStrategyContract;
import org.lampyris.search.Trial;
import org.lampyris.search.local.LocalSearch.Settings;
import org.lampyris.space.Architecture;
import org.lampyris.space.SearchSpace;

class LocalSearchTest extends SearchStrategyContract {
    private static final List<String> THREE = List.of("a", "b", "c");

    @Override
    protected SearchStrategy strategy(SearchSpace space, long seed) {
        return new LocalSearch(space, Settings.DEFAULT, seed);
    }

    @Test
    void refusesAClimbWithoutAStart() {
        assertThrows(IllegalArgumentException.class, () -> new Settings(0));
    }

    /** Where each decision counts for itself there is one summit, and each move is at most all neighbours away. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void climbsToTheOnlySummit(long seed) {
        Digits space = new Digits(8, THREE);
        List<Trial> trials = play(new LocalSearch(space, new Settings(5), seed), 1, 5 + 16 * 16, LocalSearchTest::sum);
        assertTrue(
                trials.stream().anyMatch(trial -> trial.reward() == 16),
                () -> "seed " + seed + ": the summit wasn't reached");
    }

    @Test
    void startsAtTheBestOfTheFirst() {
        Digits space = new Digits(8, THREE);
        List<Trial> trials = play(new LocalSearch(space, new Settings(5), 3), 1, 6, LocalSearchTest::sum);
        Trial best = trials.get(0);
        for (Trial trial : trials.subList(1, 5)) {
            best = trial.reward() > best.reward() ? trial : best;
        }
        assertTrue(neighbours(space, best).contains(trials.get(5).architecture()));
    }

    @Test
    void movesToTheFirstThatIsBetter() {
        Digits space = new Digits(6, THREE);
        List<Trial> trials = play(new LocalSearch(space, new Settings(1), 3), 1, 60, LocalSearchTest::sum);
        Trial here = trials.get(0);
        for (Trial trial : trials.subList(1, 20)) {
            assertTrue(neighbours(space, here).contains(trial.architecture()), trial + " isn't next to " + here);
            here = trial.reward() > here.reward() ? trial : here;
        }
    }

    /** On a plain nothing is better: once all neighbours are known, a climb starts elsewhere. */
    @Test
    void startsAnewWhereNoNeighbourIsBetter() {
        Digits space = new Digits(8, THREE);
        List<Trial> trials = play(new LocalSearch(space, new Settings(1), 3), 1, 18, architecture -> 0);
        List<Architecture> around = neighbours(space, trials.get(0));
        assertEquals(
                new HashSet<>(around),
                new HashSet<>(
                        trials.subList(1, 17).stream().map(Trial::architecture).toList()));
        assertTrue(!around.contains(trials.get(17).architecture()));
    }

    @ParameterizedTest(name = "window {0}")
    @ValueSource(ints = {1, 3, 8, 40})
    void repeatsNothingWhileOthersAreLeft(int window) {
        Digits space = new Digits(4, THREE);
        List<Trial> trials =
                play(new LocalSearch(space, new Settings(3), 5), window, 81, architecture -> sum(architecture) % 5);
        assertEquals(81, trials.stream().map(Trial::architecture).distinct().count());
    }

    /** Lost results hold up no climb: it ends without them, and the next one starts. */
    @Test
    void aLostNeighbourIsNotWaitedFor() {
        Digits space = new Digits(8, THREE);
        LocalSearch strategy = new LocalSearch(space, new Settings(1), 3);
        Architecture start = strategy.ask(1).get(0).architecture();
        strategy.tell(List.of(trial(1, start, 0)));
        Set<Architecture> around = new HashSet<>();
        for (int i = 2; i <= 17; i++) {
            Architecture neighbour = strategy.ask(1).get(0).architecture();
            around.add(neighbour);
            EvaluationResult lost = new Lost(Metrics.of(Map.of()), "worker died");
            strategy.tell(List.of(new Trial(i, neighbour, lost, 0, OptionalInt.empty())));
        }
        assertEquals(new HashSet<>(space.neighbours(start)), around);
        Architecture next = strategy.ask(1).get(0).architecture();
        strategy.tell(List.of(trial(18, next, 0)));
        assertTrue(space.neighbours(next).contains(strategy.ask(1).get(0).architecture()));
    }

    private static List<Architecture> neighbours(SearchSpace space, Trial trial) {
        return space.neighbours(trial.architecture());
    }

    private static double sum(Architecture architecture) {
        return architecture.choices().stream().mapToInt(c -> c).sum();
    }

    private static List<Trial> play(
            SearchStrategy strategy, int window, int count, ToDoubleFunction<Architecture> reward) {
        List<Trial> trials = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            if (i > window) {
                strategy.tell(List.of(trials.get(i - window - 1)));
            }
            Architecture proposed = strategy.ask(1).get(0).architecture();
            trials.add(trial(i, proposed, reward.applyAsDouble(proposed)));
        }
        return trials;
    }

    private static Trial trial(int number, Architecture architecture, double reward) {
        Metrics metrics = Metrics.of(Map.of(Metrics.ACCURACY, reward));
        return new Trial(number, architecture, new Evaluated(metrics, Optional.empty()), reward, OptionalInt.empty());
    }
}
