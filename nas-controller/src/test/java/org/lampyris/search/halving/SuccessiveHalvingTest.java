package org.lampyris.search.halving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Failed;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.evaluation.EvaluationResult.Lost;
import org.lampyris.evaluation.EvaluationResult.TimedOut;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.Proposal;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.SearchStrategyContract;
import org.lampyris.search.Trial;
import org.lampyris.search.genetic.RegularizedEvolution;
import org.lampyris.space.Architecture;
import org.lampyris.space.SearchSpace;

class SuccessiveHalvingTest extends SearchStrategyContract {
    private static final Objective ACCURACY = Objective.maximize(Metrics.ACCURACY);
    private static final Objective LATENCY = Objective.minimize(Metrics.LATENCY_MS);

    @Override
    protected SearchStrategy strategy(SearchSpace space, long seed) {
        return new SuccessiveHalving(
                new RegularizedEvolution(space, RegularizedEvolution.Settings.DEFAULT, seed),
                List.of(ACCURACY),
                List.of(1, 2),
                2);
    }

    /** Proposes the networks 1, 2, 3, ... and remembers what it was told. */
    private static final class Counting implements SearchStrategy {
        private final List<Trial> told = new ArrayList<>();
        private int next;

        @Override
        public List<Proposal> ask(int n) {
            assertEquals(1, n);
            next++;
            return List.of(Proposal.of(network(next)));
        }

        @Override
        public void tell(List<Trial> finished) {
            told.addAll(finished);
        }
    }

    private static Architecture network(int number) {
        return new Architecture(List.of(number), "n" + number);
    }

    /** A search whose results are given, told one after the other. */
    private static final class Play {
        private final SuccessiveHalving halving;
        private final Map<String, Integer> firsts = new HashMap<>();
        private int number;

        Play(SearchStrategy inner, int eta, List<Objective> objectives) {
            this.halving = new SuccessiveHalving(inner, objectives, List.of(1, 3), eta);
        }

        /** E.g. {@code n2@1}: the second network for one epoch. */
        String step(EvaluationResult result, double reward) {
            Proposal proposal = halving.ask(1).get(0);
            number++;
            String asked = name(proposal);
            Integer first = firsts.putIfAbsent(asked, number);
            halving.tell(List.of(new Trial(
                    number,
                    proposal.architecture(),
                    result,
                    reward,
                    first == null ? OptionalInt.empty() : OptionalInt.of(first))));
            return asked;
        }

        String step(double accuracy) {
            return step(accuracy, 1);
        }

        String step(double accuracy, double latency) {
            return step(evaluated(accuracy, latency), accuracy);
        }

        List<String> steps(double... accuracies) {
            List<String> asked = new ArrayList<>();
            for (double accuracy : accuracies) {
                asked.add(step(accuracy));
            }
            return asked;
        }
    }

    private static String name(Proposal proposal) {
        String look = proposal.look() > 0 ? "#" + proposal.look() : "";
        return proposal.architecture().id()
                + look
                + (proposal.epochs().isPresent() ? "@" + proposal.epochs().getAsInt() : "");
    }

    private static Evaluated evaluated(double accuracy, double latency) {
        return new Evaluated(
                Metrics.of(Map.of(Metrics.ACCURACY, accuracy, Metrics.LATENCY_MS, latency)), Optional.empty());
    }

    @Test
    void theBestHalfOfEachRungGoesOn() {
        Play play = new Play(new Counting(), 2, List.of(ACCURACY));
        // One of two: n1 at 0.5 beats n2 at 0.4. Then two of four: n4, the best, though n1 has gone before.
        assertEquals(List.of("n1@1", "n2@1"), play.steps(0.5, 0.4));
        assertEquals("n1@3", play.step(0.6));
        assertEquals(List.of("n3@1", "n4@1"), play.steps(0.3, 0.7));
        // Of two in the second rung one goes on, before anything below.
        assertEquals(List.of("n4@3", "n4"), play.steps(0.8, 0.9));
        // Six in the lowest rung: the best three are n6, n4, n1.
        assertEquals(List.of("n5@1", "n6@1", "n6@3"), play.steps(0.1, 0.75, 0.5));
        // Three of seven: n6, n4, n7, which takes the place of n1. Then two of four in the second rung: n4, n7.
        assertEquals(List.of("n7@1", "n7@3", "n7"), play.steps(0.6, 0.7, 0.71));
        // Four of eight: n6, n4, n7, n1, who all went on. Five of ten: n2, too.
        assertEquals(List.of("n8@1", "n9@1", "n10@1", "n2@3"), play.steps(0.2, 0.1, 0.1, 0.1));
        assertEquals("n11@1", play.step(0.1));
    }

    @Test
    void oneOfEta() {
        Play play = new Play(new Counting(), 4, List.of(ACCURACY));
        assertEquals(List.of("n1@1", "n2@1", "n3@1", "n4@1"), play.steps(0.1, 0.2, 0.3, 0.25));
        assertEquals(List.of("n3@3", "n5@1", "n6@1", "n7@1", "n8@1"), play.steps(0.4, 0, 0, 0, 0.1));
        assertEquals(List.of("n4@3", "n9@1"), play.steps(0.4, 0.1));
    }

    @Test
    void earlierTrialsWinTies() {
        Play play = new Play(new Counting(), 2, List.of(ACCURACY));
        assertEquals(List.of("n1@1", "n2@1", "n1@3", "n3@1", "n4@1", "n2@3"), play.steps(1, 1, 1, 1, 1, 1));
    }

    @Test
    void whatWasTrainedInVainCountsButIsNeverPromotedAndWhatWasNotTrainedDoesNotCount() {
        Metrics metrics = Metrics.of(Map.of(Metrics.LATENCY_MS, 1.0));
        Play play = new Play(new Counting(), 2, List.of(ACCURACY));
        play.step(new Infeasible(metrics, "latency"), 9);
        play.step(new Lost(metrics, "worker died"), 9);
        assertEquals("n3@1", play.step(new Failed(metrics, "NaN"), 9));
        assertEquals("n4@1", play.step(new TimedOut(metrics, "1 s"), 9));
        // Two were trained, none of them can go on.
        assertEquals("n5@1", play.step(0.1));
        assertEquals("n5@3", play.step(new Failed(metrics, "NaN"), 9));
        // Two of four, of whom two failed; then one of two, of whom one failed.
        assertEquals(List.of("n6@1", "n6@3", "n6"), play.steps(0.05, 0.3, 0.3));
        assertEquals(List.of("n7@1", "n8@1", "n8@3"), play.steps(0.01, 0.02, 0.3));
    }

    /** n1 and n2 are on the front, n3 and n4 behind it though their rewards are higher. */
    @Test
    void withTwoObjectivesTheFrontGoesOn() {
        Play play = new Play(new Counting(), 2, List.of(ACCURACY, LATENCY));
        assertEquals("n1@1", play.step(evaluated(0.9, 5), 0.1));
        assertEquals("n2@1", play.step(evaluated(0.5, 1), 0.1));
        // Both have rank 0 and are extremes: equal rewards, so the earlier.
        assertEquals("n1@3", play.step(evaluated(0.95, 5), 0.1));
        assertEquals("n3@1", play.step(evaluated(0.8, 6), 0.8));
        assertEquals("n4@1", play.step(evaluated(0.4, 2), 0.8));
        assertEquals("n2@3", play.step(evaluated(0.6, 1), 0.1));
        assertEquals("n1", play.step(evaluated(0.97, 5), 0.1));
        // n5 and n6 lie between the extremes of the front: n5 in the larger gap. Three of six.
        assertEquals("n5@1", play.step(evaluated(0.7, 3), 0.1));
        assertEquals("n6@1", play.step(evaluated(0.52, 1.1), 0.9));
        assertEquals("n5@3", play.step(evaluated(0.7, 3), 0.1));
    }

    @Test
    void theInnerStrategyIsToldOfEveryTrial() {
        Counting inner = new Counting();
        Play play = new Play(inner, 2, List.of(ACCURACY));
        play.steps(0.5, 0.4, 0.6, 0.3);
        assertEquals(
                List.of("n1", "n2", "n1", "n3"),
                inner.told.stream().map(trial -> trial.architecture().id()).toList());
        assertEquals(List.of(1, 2, 3, 4), inner.told.stream().map(Trial::number).toList());
    }

    /** Again n1, which has three epochs by then, and a second look at it. */
    @Test
    void repeatsCostNothingAndFurtherLooksAreWhole() {
        List<Proposal> proposals = List.of(
                Proposal.of(network(1)),
                Proposal.of(network(2)),
                Proposal.of(network(1)),
                Proposal.of(network(1)).withLook(1),
                Proposal.of(network(3)));
        SearchStrategy listed = new SearchStrategy() {
            private int next;

            @Override
            public List<Proposal> ask(int n) {
                return List.of(proposals.get(next++));
            }

            @Override
            public void tell(List<Trial> finished) {}
        };
        Play play = new Play(listed, 2, List.of(ACCURACY));
        assertEquals(List.of("n1@1", "n2@1", "n1@3", "n1@3", "n1#1", "n3@1"), play.steps(0.5, 0.4, 0.6, 0.6, 0.7, 0.1));
    }

    @Test
    void trialsThatOthersAskedForAreOnlyHandedOn() {
        Counting inner = new Counting();
        SuccessiveHalving halving = new SuccessiveHalving(inner, List.of(ACCURACY), List.of(1), 2);
        halving.tell(List.of(
                new Trial(1, network(77), evaluated(0.9, 1), 1, OptionalInt.empty()),
                new Trial(2, network(78), evaluated(0.9, 1), 1, OptionalInt.empty())));
        assertEquals(2, inner.told.size());
        assertEquals("n1@1", name(halving.ask(1).get(0)));
    }

    @Test
    void whatIsNoLadderIsRefused() {
        for (List<Integer> epochs : List.of(List.<Integer>of(), List.of(0), List.of(2, 2), List.of(3, 1))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new SuccessiveHalving(new Counting(), List.of(ACCURACY), epochs, 2));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new SuccessiveHalving(new Counting(), List.of(ACCURACY), List.of(1), 1));
    }
}
