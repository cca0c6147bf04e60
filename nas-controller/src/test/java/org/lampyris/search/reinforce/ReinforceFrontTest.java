package org.lampyris.search.reinforce;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.ArchitecturePricing;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.SearchProblem;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.SearchStrategyContract;
import org.lampyris.search.SyntheticSpace;
import org.lampyris.search.Trial;
import org.lampyris.search.pareto.Hypervolume;
import org.lampyris.search.pareto.NonDominatedSorting;
import org.lampyris.search.random.RandomStrategy;
import org.lampyris.search.reward.MnasNetReward;
import org.lampyris.space.Architecture;
import org.lampyris.space.SearchSpace;

/** With two objectives, of which the cost is known beforehand. */
class ReinforceFrontTest extends SearchStrategyContract {

    @Override
    protected SearchStrategy strategy(SearchSpace space, long seed) {
        List<Objective> objectives = List.of(Priced.ACCURACY, Priced.LATENCY.within(6));
        ArchitecturePricing pricing = choices -> Metrics.of(Map.of(
                Metrics.LATENCY_MS, choices.size() == 1 ? 1 : SyntheticSpace.latency(space.architecture(choices))));
        MnasNetReward reward = MnasNetReward.soft(Metrics.LATENCY_MS, 4, objectives);
        return new ReinforceStrategy(
                new SearchProblem(space, objectives, pricing, reward), ReinforceSettings.DEFAULT, seed);
    }

    /** What is missing of the whole front's volume is less than half of what random search misses. */
    @ParameterizedTest(name = "window {0}")
    @ValueSource(ints = {1, 8})
    void fillsTheFrontBetterThanRandomSearch(int window) {
        misses(0.5, window, Priced.problem(Priced.LATENCY));
    }

    @Test
    void fillsAFrontOverTwoCosts() {
        misses(0.6, 1, Priced.problem(Priced.LATENCY, Priced.RAM));
    }

    private static void misses(double share, int window, SearchProblem problem) {
        List<List<Integer>> whole = new ArrayList<>();
        for (int i = 0; i < 4096; i++) {
            whole.add(List.of(i & 3, i >> 2 & 3, i >> 4 & 3, i >> 6 & 3, i >> 8 & 3, i >> 10));
        }
        double most = volume(problem, whole);
        double learnt = 0;
        double drawn = 0;
        for (long seed = 0; seed < 5; seed++) {
            learnt += most
                    - volume(problem, play(new ReinforceStrategy(problem, ReinforceSettings.DEFAULT, seed), window));
            drawn += most - volume(problem, play(new RandomStrategy(Priced.SPACE, seed), window));
        }
        assertTrue(learnt < share * drawn, learnt + " against " + drawn + ", five times of " + most);
    }

    private static List<List<Integer>> play(SearchStrategy strategy, int window) {
        List<Trial> all = new ArrayList<>();
        for (int number = 1; number <= 60; number++) {
            if (number > window) {
                strategy.tell(List.of(all.get(number - window - 1)));
            }
            Architecture proposed = strategy.ask(1).get(0).architecture();
            double accuracy = Priced.accuracy(proposed.choices());
            Metrics metrics = Priced.price(proposed.choices()).with(Metrics.ACCURACY, accuracy);
            Evaluated result = new Evaluated(metrics, Optional.empty());
            all.add(new Trial(number, proposed, result, accuracy, OptionalInt.empty()));
        }
        return all.stream().map(trial -> trial.architecture().choices()).toList();
    }

    /** Of the front only, which is quicker. */
    private static double volume(SearchProblem problem, List<List<Integer>> proposed) {
        List<double[]> points = new ArrayList<>();
        for (List<Integer> choices : proposed) {
            Metrics metrics = Priced.price(choices).with(Metrics.ACCURACY, Priced.accuracy(choices));
            points.add(problem.objectives().stream()
                    .mapToDouble(objective -> objective.canonical(metrics.get(objective.metric())))
                    .toArray());
        }
        NonDominatedSorting sorting = NonDominatedSorting.of(points);
        double[] reference =
                Arrays.copyOf(new double[] {0, 19, 73}, problem.objectives().size());
        return Hypervolume.of(
                IntStream.range(0, points.size())
                        .filter(i -> sorting.rank(i) == 0)
                        .mapToObj(points::get)
                        .toList(),
                reference);
    }
}
