package org.lampyris.search.genetic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Failed;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.evaluation.EvaluationResult.TimedOut;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.Trial;
import org.lampyris.space.Architecture;

class RankedPopulationTest {
    private static final Objective ACCURACY = Objective.maximize(Metrics.ACCURACY);
    private static final Objective LATENCY =
            Objective.minimize(Metrics.LATENCY_MS).within(9);
    private static final Metrics SLOW = Metrics.of(Map.of(Metrics.LATENCY_MS, 20.0));

    /** In the order that a population of two objectives has them in. */
    private static final List<Trial> RANKED = List.of(
            trial(1, evaluated(0.9, 8), 0),
            trial(2, evaluated(0.2, 1), 0),
            trial(3, evaluated(0.7, 4), 0),
            trial(4, evaluated(0.8, 5), 0),
            trial(5, evaluated(0.6, 5), 0),
            trial(6, evaluated(0.99, 10), 0.99),
            trial(7, new Infeasible(SLOW, "latency_ms"), -0.1),
            trial(8, new Infeasible(SLOW, "latency_ms"), -0.7),
            trial(9, new Failed(SLOW, "no memory"), -1),
            trial(10, new TimedOut(SLOW, "60 s"), -1));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 6, 8, 10})
    void keepsTheBest(int capacity) {
        RankedPopulation population = new RankedPopulation(List.of(ACCURACY, LATENCY), capacity);
        RANKED.forEach(population::add);
        assertEquals(numbers(RANKED).subList(0, capacity), numbers(population));
    }

    /** While nothing has to leave, the order of joining doesn't matter but among equals, where the earlier is better. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void ranksWhateverTheOrderOfJoining(long seed) {
        List<Trial> shuffled = new ArrayList<>(RANKED.subList(2, 9));
        Collections.shuffle(shuffled, new Random(seed));
        RankedPopulation population = new RankedPopulation(List.of(ACCURACY, LATENCY), 10);
        RANKED.subList(0, 2).forEach(population::add);
        shuffled.forEach(population::add);
        assertEquals(numbers(RANKED.subList(0, 9)), numbers(population));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void oneObjectiveRanksByReward(int capacity) {
        RankedPopulation population = new RankedPopulation(List.of(ACCURACY), capacity);
        population.add(trial(1, evaluated(0.9, 8), 0.3));
        population.add(trial(2, evaluated(0.2, 1), 0.5));
        population.add(trial(3, evaluated(0.7, 4), 0.4));
        assertEquals(List.of(2, 3, 1).subList(0, capacity), numbers(population));
    }

    private static List<Integer> numbers(RankedPopulation population) {
        return IntStream.range(0, population.size())
                .mapToObj(place -> population.member(place).number())
                .toList();
    }

    private static List<Integer> numbers(List<Trial> trials) {
        return trials.stream().map(Trial::number).toList();
    }

    private static Evaluated evaluated(double accuracy, double latency) {
        return new Evaluated(
                Metrics.of(Map.of(Metrics.ACCURACY, accuracy, Metrics.LATENCY_MS, latency)), Optional.empty());
    }

    private static Trial trial(int number, EvaluationResult result, double reward) {
        return new Trial(number, new Architecture(List.of(number), "a" + number), result, reward, OptionalInt.empty());
    }
}
