package org.lampyris.search.reinforce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.ArchitecturePricing;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.Proposal;
import org.lampyris.search.SearchProblem;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.SearchStrategyContract;
import org.lampyris.search.SyntheticSpace;
import org.lampyris.search.Trial;
import org.lampyris.search.random.RandomStrategy;
import org.lampyris.space.Architecture;
import org.lampyris.space.Decision;
import org.lampyris.space.SearchSpace;

class ReinforceStrategyTest extends SearchStrategyContract {

    @Override
    protected SearchStrategy strategy(SearchSpace space, long seed) {
        SearchProblem problem = new SearchProblem(
                space, List.of(Objective.maximize(Metrics.ACCURACY)), ArchitecturePricing.unknown(), result -> 0);
        return new ReinforceStrategy(problem, ReinforceSettings.DEFAULT, seed);
    }

    @ParameterizedTest(name = "window {0}")
    @ValueSource(ints = {1, 64})
    void learnsWhatPays(int window) {
        double learnt = 0;
        double drawn = 0;
        for (long seed = 0; seed < 3; seed++) {
            learnt += lastHundred(play(strategy(new Digits(), seed), 300, window, ReinforceStrategyTest::zeros));
            drawn += lastHundred(
                    play(new RandomStrategy(new Digits(), seed), 300, window, ReinforceStrategyTest::zeros));
        }
        assertTrue(learnt > drawn + 3 * 0.3, learnt + " against " + drawn);
    }

    /** The reward counts the decisions that are taken, or masked, as in one architecture. */
    @Test
    void theShareOfTheBestRises() {
        SyntheticSpace space = new SyntheticSpace();
        SplittableRandom random = new SplittableRandom(1);
        LstmPolicy policy = new LstmPolicy(space.decisions(), 1, 16, random);
        PolicyUpdate update = new PolicyUpdate(policy, 0.2, 0.01, 0);
        Adam adam = new Adam(policy.weights(), 0.02, 1);
        RewardRanks ranks = new RewardRanks(0.9);
        List<Integer> best = List.of(0, 2, 3, -1, -1, -1, -1);
        double before = Math.exp(policy.follow(0, best).logProbability());
        for (int i = 0; i < 300; i++) {
            List<PolicyUpdate.Experience> batch = new ArrayList<>();
            for (int k = 0; k < 5; k++) {
                LstmPolicy.Episode episode = policy.sample(0, random);
                double reward = 0;
                for (int d = 0; d < best.size(); d++) {
                    reward += episode.choices().get(d).equals(best.get(d)) ? 1 : 0;
                }
                batch.add(new PolicyUpdate.Experience(
                        new PolicyUpdate.Example(0, episode.choices()),
                        ranks.advantage(reward),
                        episode.logProbability()));
            }
            update.accumulate(batch, List.of());
            adam.step();
        }
        double after = Math.exp(policy.follow(0, best).logProbability());
        assertTrue(before < 0.03 && after > 0.5, before + " to " + after);
    }

    @ParameterizedTest(name = "window {0}")
    @ValueSource(ints = {1, 64})
    void doesNotCollapse(int window) {
        assertEquals(500, distinct(play(strategy(new Digits(), window), 500, window, ReinforceStrategyTest::zeros)));
    }

    /** A network has up to six lists of choices, so new ones get rare: proposing them must not take forever. */
    @Test
    void searchesASmallSpaceNearlyWhole() {
        SearchSpace space = new SyntheticSpace();
        Set<String> all = new HashSet<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 50_000; i++) {
            all.add(space.sample(random).id());
        }
        List<Trial> trials = play(strategy(space, 3), all.size(), 1, SyntheticSpace::accuracy);
        assertTrue(distinct(trials) > all.size() * 0.8, distinct(trials) + " of " + all.size());
    }

    @Test
    void extremeRewardsDoNoHarm() {
        double[] extremes = {
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e308, -1e308, Double.MIN_VALUE, 0, -0.0
        };
        SplittableRandom random = new SplittableRandom(4);
        SearchSpace space = new Digits();
        List<Trial> trials =
                play(strategy(space, 1), 300, 4, architecture -> extremes[random.nextInt(extremes.length)]);
        for (Trial trial : trials) {
            assertTrue(space.contains(trial.architecture().choices()));
        }
        assertEquals(300, distinct(trials));
    }

    @Test
    void theUnitOfRewardsDoesNotMatter() {
        List<Trial> plain = play(strategy(new Digits(), 7), 150, 4, ReinforceStrategyTest::zeros);
        List<Trial> scaled = play(strategy(new Digits(), 7), 150, 4, a -> 1024 * zeros(a));
        assertEquals(
                plain.stream().map(Trial::architecture).toList(),
                scaled.stream().map(Trial::architecture).toList());
    }

    /** Trials of another strategy teach as well: nothing of its own samples is remembered. */
    @Test
    void learnsFromTrialsItNeverProposed() {
        SearchStrategy strategy = strategy(new Digits(), 1);
        strategy.tell(play(new RandomStrategy(new Digits(), 2), 200, 1, ReinforceStrategyTest::zeros));
        double mean = strategy.ask(50).stream()
                .mapToDouble(proposal -> zeros(proposal.architecture()))
                .average()
                .orElseThrow();
        assertTrue(mean > 0.35, "mean " + mean + ", a random one has 0.25");
    }

    private static double lastHundred(List<Trial> trials) {
        return trials.subList(trials.size() - 100, trials.size()).stream()
                .mapToDouble(Trial::reward)
                .average()
                .orElseThrow();
    }

    /** How many evaluations were not spent before: of new architectures, and further looks at others. */
    private static long distinct(List<Trial> trials) {
        return trials.stream().filter(trial -> trial.repeats().isEmpty()).count();
    }

    private static double zeros(Architecture architecture) {
        return Collections.frequency(architecture.choices(), 0)
                / (double) architecture.choices().size();
    }

    private static List<Trial> play(
            SearchStrategy strategy, int trials, int window, ToDoubleFunction<Architecture> rewards) {
        List<Trial> all = new ArrayList<>();
        ArrayDeque<Trial> outstanding = new ArrayDeque<>();
        List<Proposal> proposals = new ArrayList<>();
        for (int number = 1; number <= trials; number++) {
            if (outstanding.size() == window) {
                strategy.tell(List.of(outstanding.remove()));
            }
            Proposal proposal = strategy.ask(1).get(0);
            int earlier = proposals.indexOf(proposal);
            proposals.add(proposal);
            Architecture proposed = proposal.architecture();
            Evaluated result = new Evaluated(Metrics.of(Map.of()), Optional.empty());
            Trial trial = new Trial(
                    number,
                    proposed,
                    result,
                    rewards.applyAsDouble(proposed),
                    earlier < 0 ? OptionalInt.empty() : OptionalInt.of(earlier + 1));
            outstanding.add(trial);
            all.add(trial);
        }
        return all;
    }

    /** Ten decisions of four choices. */
    private static final class Digits implements SearchSpace {
        @Override
        public List<Decision> decisions() {
            List<Decision> decisions = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                decisions.add(Decision.of("digit" + i, List.of("a", "b", "c", "d")));
            }
            return decisions;
        }

        @Override
        public Architecture architecture(List<Integer> choices) {
            return new Architecture(choices, choices.toString());
        }
    }
}
