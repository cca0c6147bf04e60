package org.lampyris.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Failed;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.evaluation.EvaluationResult.Lost;
import org.lampyris.evaluation.EvaluationResult.TimedOut;
import org.lampyris.evaluation.Metrics;
import org.lampyris.space.Architecture;
import org.lampyris.space.Decision;
import org.lampyris.space.SearchSpace;

/** What every strategy keeps. A test of a strategy extends this class. */
public abstract class SearchStrategyContract {
    private static final int TRIALS = 60;

    /** A new strategy in its default settings. */
    protected abstract SearchStrategy strategy(SearchSpace space, long seed);

    @ParameterizedTest(name = "window {0}")
    @ValueSource(ints = {1, 2, 4, 7, 16})
    void sameSeedSameProposals(int window) {
        assertEquals(
                play(strategy(new SyntheticSpace(), 5), window, SyntheticSpace::evaluate),
                play(strategy(new SyntheticSpace(), 5), window, SyntheticSpace::evaluate));
    }

    @Test
    void otherSeedsOtherProposals() {
        assertNotEquals(
                architectures(play(strategy(new SyntheticSpace(), 5), 2, SyntheticSpace::evaluate)),
                architectures(play(strategy(new SyntheticSpace(), 6), 2, SyntheticSpace::evaluate)));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, 4711})
    void proposalsAreInTheSpace(long seed) {
        SearchSpace space = new SyntheticSpace();
        for (Trial trial : play(strategy(space, seed), 3, SyntheticSpace::evaluate)) {
            Architecture proposed = trial.architecture();
            assertTrue(space.contains(proposed.choices()), () -> seed + ": " + proposed);
            assertEquals(space.architecture(proposed.choices()), proposed, () -> "seed " + seed);
        }
    }

    @Test
    void givesAsManyAsAskedFor() {
        SearchStrategy strategy = strategy(new SyntheticSpace(), 1);
        assertEquals(0, strategy.ask(0).size());
        assertEquals(7, strategy.ask(7).size());
        assertEquals(25, strategy.ask(25).size());
    }

    @Test
    void survivesNothingToldAtAll() {
        SearchStrategy strategy = strategy(new SyntheticSpace(), 1);
        strategy.tell(List.of());
        for (int i = 0; i < TRIALS; i++) {
            assertEquals(1, strategy.ask(1).size());
        }
    }

    @Test
    void survivesWhenEverythingEndsTheSameWay() {
        Metrics latency = Metrics.of(Map.of(Metrics.LATENCY_MS, 9.0));
        for (EvaluationResult result : List.of(
                new Infeasible(latency, "latency_ms 9 > 6"),
                new Failed(latency, "no memory"),
                new TimedOut(latency, "60 s"),
                new Lost(latency, "worker died"),
                new Evaluated(latency.with(Metrics.ACCURACY, 0.5), Optional.empty()))) {
            assertEquals(
                    TRIALS,
                    play(strategy(new SyntheticSpace(), 2), 2, request -> result)
                            .size());
        }
    }

    @Test
    void doesNotLearnFromLostTrials() {
        Lost lost = new Lost(Metrics.of(Map.of()), "worker died");
        SearchStrategy low = strategy(new SyntheticSpace(), 3);
        SearchStrategy high = strategy(new SyntheticSpace(), 3);
        for (int i = 1; i <= TRIALS; i++) {
            Proposal proposal = low.ask(1).get(0);
            assertEquals(proposal, high.ask(1).get(0));
            Architecture proposed = proposal.architecture();
            boolean isLost = i % 3 == 0;
            EvaluationResult result = isLost ? lost : evaluated(proposed);
            low.tell(List.of(new Trial(i, proposed, result, isLost ? 0 : reward(result), OptionalInt.empty())));
            high.tell(List.of(new Trial(i, proposed, result, isLost ? 100 : reward(result), OptionalInt.empty())));
        }
    }

    @Test
    void goesOnInASpaceOfOneArchitecture() {
        SearchSpace single = new SearchSpace() {
            @Override
            public List<Decision> decisions() {
                return List.of(Decision.of("only", List.of("this")));
            }

            @Override
            public Architecture architecture(List<Integer> choices) {
                return new Architecture(choices, "this");
            }
        };
        assertEquals(BigInteger.ONE, single.size());
        for (Trial trial : play(strategy(single, 1), 2, request -> evaluated(request.architecture()))) {
            assertEquals("this", trial.architecture().id());
        }
    }

    /** What a resumed search relies on: a new strategy that is taken through the same calls goes on in the same way. */
    @ParameterizedTest(name = "after {0}")
    @ValueSource(ints = {0, 1, 9, 10, 11, 35, 59})
    void goesOnAfterAReplay(int kept) {
        int window = 3;
        List<Trial> whole = play(strategy(new SyntheticSpace(), 8), window, SyntheticSpace::evaluate);
        List<Trial> log = whole.subList(0, kept);
        List<Trial> resumed = play(
                strategy(new SyntheticSpace(), 8),
                window,
                request -> request.trial() <= log.size()
                        ? log.get(request.trial() - 1).result()
                        : SyntheticSpace.evaluate(request));
        assertEquals(whole, resumed);
    }

    /** Asks for trial i once exactly the trials up to i - window were told, as the controller does. */
    private static List<Trial> play(
            SearchStrategy strategy, int window, Function<EvaluationRequest, EvaluationResult> evaluator) {
        List<Trial> trials = new ArrayList<>();
        List<Proposal> proposals = new ArrayList<>();
        for (int number = 1; number <= TRIALS; number++) {
            if (number > window) {
                strategy.tell(List.of(trials.get(number - window - 1)));
            }
            Proposal proposal = strategy.ask(1).get(0);
            Architecture proposed = proposal.architecture();
            OptionalInt repeats = IntStream.range(0, proposals.size())
                    .filter(i -> proposals.get(i).look() == proposal.look()
                            && proposals.get(i).architecture().id().equals(proposed.id()))
                    .map(i -> i + 1)
                    .findFirst();
            proposals.add(proposal);
            EvaluationResult result = repeats.isPresent()
                    ? trials.get(repeats.getAsInt() - 1).result()
                    : evaluator.apply(new EvaluationRequest(number, proposed, number * 0x9E3779B97F4A7C15L));
            trials.add(new Trial(number, proposed, result, reward(result), repeats));
        }
        return trials;
    }

    private static Evaluated evaluated(Architecture architecture) {
        boolean single = architecture.choices().size() == 1;
        return new Evaluated(
                Metrics.of(Map.of(
                        Metrics.ACCURACY, single ? 0.5 : SyntheticSpace.accuracy(architecture),
                        Metrics.LATENCY_MS, single ? 1 : SyntheticSpace.latency(architecture))),
                Optional.empty());
    }

    private static double reward(EvaluationResult result) {
        if (result instanceof Evaluated) {
            return result.metrics().get(Metrics.ACCURACY);
        }
        return result instanceof Infeasible ? -0.5 : result instanceof Lost ? 0 : -1;
    }

    private static List<Architecture> architectures(List<Trial> trials) {
        return trials.stream().map(Trial::architecture).toList();
    }
}
