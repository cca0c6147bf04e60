package org.lampyris.search.genetic;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.ArchitecturePricing;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.Digits;
import org.lampyris.search.Proposal;
import org.lampyris.search.SearchProblem;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.SearchStrategyContract;
import org.lampyris.search.Trial;
import org.lampyris.search.genetic.Nsga2.Settings;
import org.lampyris.search.pareto.ParetoFront;
import org.lampyris.search.random.RandomStrategy;
import org.lampyris.space.Architecture;
import org.lampyris.space.SearchSpace;

class Nsga2Test extends SearchStrategyContract {
    private static final Objective ACCURACY = Objective.maximize(Metrics.ACCURACY);
    private static final Objective LATENCY = Objective.minimize(Metrics.LATENCY_MS);
    private static final Digits DIGITS = new Digits(10, List.of("a", "b", "c", "d"));

    @Override
    protected SearchStrategy strategy(SearchSpace space, long seed) {
        return nsga2(space, seed, ACCURACY, LATENCY.within(6));
    }

    @Nested
    class WithOneObjective extends SearchStrategyContract {
        @Override
        protected SearchStrategy strategy(SearchSpace space, long seed) {
            return nsga2(space, seed, ACCURACY);
        }

        /** The share of decisions that took the last choice. */
        @Test
        void findsBetterOnesThanRandomSearch() {
            double evolved = 0;
            double drawn = 0;
            for (long seed = 0; seed < 20; seed++) {
                evolved += best(play(strategy(DIGITS, seed), 100));
                drawn += best(play(new RandomStrategy(DIGITS, seed), 100));
            }
            assertTrue(evolved > drawn + 20 * 0.1, evolved + " against " + drawn);
        }

        private double best(List<Trial> trials) {
            return trials.stream().mapToDouble(Trial::reward).max().orElseThrow();
        }
    }

    @Test
    void refusesSettingsThatCannotEvolve() {
        assertThrows(IllegalArgumentException.class, () -> new Settings(1, 0.5));
        assertThrows(IllegalArgumentException.class, () -> new Settings(10, -0.1));
        assertThrows(IllegalArgumentException.class, () -> new Settings(10, 1.1));
        assertThrows(IllegalArgumentException.class, () -> new Settings(10, Double.NaN));
    }

    /** A front from cheap to accurate: more volume than random search within the bound of the latency. */
    @Test
    void fillsTheFrontBetterThanRandomSearch() {
        double evolved = 0;
        double drawn = 0;
        for (long seed = 0; seed < 10; seed++) {
            evolved += volume(play(strategy(DIGITS, seed), 200));
            drawn += volume(play(new RandomStrategy(DIGITS, seed), 200));
        }
        assertTrue(evolved > 1.2 * drawn, evolved + " against " + drawn);
    }

    /** With nothing feasible the rewards, which fall with the violation, lead into the bounds. */
    @Test
    void findsItsWayIntoTheBounds() {
        SearchStrategy strategy = nsga2(DIGITS, 1, ACCURACY, LATENCY.within(0.5));
        List<Trial> trials = play(strategy, 300, Nsga2Test::tight);
        assertTrue(trials.subList(0, 20).stream().noneMatch(trial -> trial.result() instanceof Evaluated));
        assertTrue(trials.stream().anyMatch(trial -> trial.result() instanceof Evaluated));
    }

    /** Children of two parents take nothing that neither has but for one mutated decision. */
    @Test
    void descendsFromTheFront() {
        SearchStrategy strategy = new Nsga2(problem(DIGITS, ACCURACY, LATENCY), new Settings(2, 1), 3);
        strategy.ask(2);
        Architecture cheap = DIGITS.architecture(List.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        Architecture accurate = DIGITS.architecture(List.of(3, 3, 3, 3, 3, 3, 3, 3, 3, 3));
        Architecture dominated = DIGITS.architecture(List.of(1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
        strategy.tell(List.of(
                trial(1, cheap, evaluated(0.1, 1)),
                trial(2, dominated, evaluated(0.1, 5)),
                trial(3, accurate, evaluated(0.9, 4))));
        boolean mixed = false;
        for (Proposal proposal : strategy.ask(30)) {
            List<Integer> choices = proposal.architecture().choices();
            long foreign = choices.stream().filter(c -> c == 1 || c == 2).count();
            assertTrue(foreign <= 3, () -> choices + " descends from neither");
            mixed |= choices.contains(0) && choices.contains(3) && foreign == 0;
        }
        assertTrue(mixed, "no child of both");
    }

    /** The worst of three is never a parent; a repeat of the best would push the second one there. */
    @Test
    void aRepeatDoesNotCrowdOthersOut() {
        Nsga2 strategy = new Nsga2(problem(DIGITS, ACCURACY, LATENCY), new Settings(3, 0), 3);
        strategy.ask(3);
        Architecture best = DIGITS.architecture(List.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        Architecture second = DIGITS.architecture(List.of(3, 3, 3, 3, 3, 3, 3, 3, 3, 3));
        Architecture worst = DIGITS.architecture(List.of(1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
        Trial first = trial(1, best, infeasible(1));
        strategy.tell(List.of(
                first,
                trial(2, second, infeasible(2)),
                trial(3, worst, infeasible(3)),
                new Trial(4, best, first.result(), first.reward(), OptionalInt.of(1))));
        List<Architecture> children =
                strategy.ask(30).stream().map(Proposal::architecture).toList();
        assertTrue(children.stream().anyMatch(child -> count(child, 3) >= 7));
        assertTrue(children.stream().noneMatch(child -> count(child, 1) >= 7));
    }

    private static long count(Architecture architecture, int choice) {
        return architecture.choices().stream().filter(c -> c == choice).count();
    }

    private static Nsga2 nsga2(SearchSpace space, long seed, Objective... objectives) {
        return new Nsga2(problem(space, objectives), Settings.DEFAULT, seed);
    }

    private static SearchProblem problem(SearchSpace space, Objective... objectives) {
        return new SearchProblem(space, List.of(objectives), ArchitecturePricing.unknown(), result -> 0);
    }

    private static double volume(List<Trial> trials) {
        return ParetoFront.of(List.of(ACCURACY, LATENCY.within(6)), trials).hypervolume(List.of(0.0, 6.0));
    }

    private static List<Trial> play(SearchStrategy strategy, int count) {
        return play(strategy, count, Nsga2Test::counted);
    }

    private interface Outcome {
        EvaluationResult of(Architecture architecture);
    }

    private static List<Trial> play(SearchStrategy strategy, int count, Outcome outcome) {
        List<Trial> trials = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            Architecture proposed = strategy.ask(1).get(0).architecture();
            trials.add(trial(i, proposed, outcome.of(proposed)));
            strategy.tell(trials.subList(i - 1, i));
        }
        return trials;
    }

    /** Accuracy: the share of decisions that took the last choice; latency: the sum of the first five. */
    private static EvaluationResult counted(Architecture architecture) {
        return outcome(architecture, 6);
    }

    private static EvaluationResult tight(Architecture architecture) {
        return outcome(architecture, 0.5);
    }

    private static EvaluationResult outcome(Architecture architecture, double bound) {
        double accuracy = architecture.choices().stream().filter(c -> c == 3).count() / 10.0;
        double latency =
                architecture.choices().subList(0, 5).stream().mapToInt(c -> c).sum();
        return latency > bound ? infeasible(latency) : evaluated(accuracy, latency);
    }

    private static Infeasible infeasible(double latency) {
        return new Infeasible(Metrics.of(Map.of(Metrics.LATENCY_MS, latency)), "latency_ms " + latency);
    }

    private static Evaluated evaluated(double accuracy, double latency) {
        return new Evaluated(
                Metrics.of(Map.of(Metrics.ACCURACY, accuracy, Metrics.LATENCY_MS, latency)), Optional.empty());
    }

    private static Trial trial(int number, Architecture architecture, EvaluationResult result) {
        double latency = result.metrics().get(Metrics.LATENCY_MS);
        double reward = result instanceof Evaluated ? result.metrics().get(Metrics.ACCURACY) : -latency / (1 + latency);
        return new Trial(number, architecture, result, reward, OptionalInt.empty());
    }
}
