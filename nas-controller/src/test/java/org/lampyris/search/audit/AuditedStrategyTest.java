package org.lampyris.search.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.ArchitecturePricing;
import org.lampyris.search.Decorating;
import org.lampyris.search.Proposal;
import org.lampyris.search.Recommending;
import org.lampyris.search.SearchProblem;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.SearchStrategyContract;
import org.lampyris.search.Trial;
import org.lampyris.search.genetic.RegularizedEvolution;
import org.lampyris.search.halving.SuccessiveHalving;
import org.lampyris.search.random.RandomStrategy;
import org.lampyris.search.reinforce.ReinforceSettings;
import org.lampyris.search.reinforce.ReinforceStrategy;
import org.lampyris.search.reward.AccuracyReward;
import org.lampyris.space.Architecture;
import org.lampyris.space.SearchSpace;

class AuditedStrategyTest {
    private static final AuditSchedule FIFTH = new AuditSchedule(0.2);
    private static final Digits SPACE = new Digits(10);

    @Nested
    class OfEvolution extends SearchStrategyContract {
        @Override
        protected SearchStrategy strategy(SearchSpace space, long seed) {
            return new AuditedStrategy(
                    new RegularizedEvolution(space, RegularizedEvolution.Settings.DEFAULT, seed), space, FIFTH, seed);
        }
    }

    @Nested
    class OfReinforce extends SearchStrategyContract {
        @Override
        protected SearchStrategy strategy(SearchSpace space, long seed) {
            return new AuditedStrategy(reinforce(space, seed), space, FIFTH, seed);
        }
    }

    @Nested
    class OfRandom extends SearchStrategyContract {
        @Override
        protected SearchStrategy strategy(SearchSpace space, long seed) {
            return new AuditedStrategy(new RandomStrategy(space, seed), space, FIFTH, seed);
        }
    }

    private static ReinforceStrategy reinforce(SearchSpace space, long seed) {
        return new ReinforceStrategy(
                new SearchProblem(
                        space, Digits.ACCURACY, ArchitecturePricing.unknown(), new AccuracyReward(Digits.ACCURACY)),
                ReinforceSettings.DEFAULT,
                seed);
    }

    /** Proposes one architecture for three epochs each time and keeps what it is told. */
    private static class Stubborn implements SearchStrategy {
        final List<Trial> told = new ArrayList<>();
        final Architecture only;

        Stubborn(SearchSpace space) {
            only = space.sample(new SplittableRandom(1));
        }

        @Override
        public List<Proposal> ask(int n) {
            assertEquals(1, n);
            return List.of(Proposal.of(only).withEpochs(3));
        }

        @Override
        public void tell(List<Trial> finished) {
            told.addAll(finished);
        }
    }

    private static final class Sure extends Stubborn implements Recommending {
        Sure(SearchSpace space) {
            super(space);
        }

        @Override
        public Optional<Architecture> recommended() {
            return Optional.of(only);
        }
    }

    @Test
    void theScheduleSaysWhichAreDrawn() {
        Stubborn stubborn = new Stubborn(SPACE);
        List<Proposal> proposals = new AuditedStrategy(stubborn, SPACE, FIFTH, 1).ask(100);
        long distinct =
                proposals.stream().map(Proposal::architecture).distinct().count();
        assertEquals(21, distinct);
        for (int number = 1; number <= 100; number++) {
            boolean own = proposals.get(number - 1).architecture().equals(stubborn.only);
            assertEquals(!FIFTH.isRandom(number), own, "proposal " + number);
        }
    }

    /** So that the first looks at both compare where a strategy trains in rungs. */
    @Test
    void drawnOnesTrainAsLongAsTheOthersDo() {
        for (Proposal proposal : new AuditedStrategy(new Stubborn(SPACE), SPACE, FIFTH, 1).ask(20)) {
            assertEquals(OptionalInt.of(3), proposal.epochs());
            assertEquals(0, proposal.look());
        }
    }

    @Test
    void theStrategyIsToldOfAllTrials() {
        Stubborn stubborn = new Stubborn(SPACE);
        List<Trial> trials = SPACE.search(new AuditedStrategy(stubborn, SPACE, FIFTH, 1), 30, 4, 1);
        assertEquals(trials.subList(0, 26), stubborn.told);
    }

    @Test
    void recommendsIfTheStrategyDoes() {
        Sure sure = new Sure(SPACE);
        SearchStrategy audited = new AuditedStrategy(sure, SPACE, FIFTH, 1);
        assertEquals(
                Optional.of(sure.only),
                Decorating.find(audited, Recommending.class).flatMap(Recommending::recommended));
        SearchStrategy stubborn = new AuditedStrategy(new Stubborn(SPACE), SPACE, FIFTH, 1);
        assertEquals(Optional.empty(), Decorating.find(stubborn, Recommending.class));
    }

    @Test
    void whatIsDrawnIsNotWhatTheStrategyDrawsWithTheSameSeed() {
        List<Proposal> audited = new AuditedStrategy(new Stubborn(SPACE), SPACE, FIFTH, 7).ask(5);
        assertNotEquals(
                new RandomStrategy(SPACE, 7).ask(1).get(0).architecture(),
                audited.get(4).architecture());
    }

    @Test
    void askingForTheEntropyChangesNoProposal() {
        ReinforceStrategy asked = reinforce(SPACE, 3);
        ReinforceStrategy left = reinforce(SPACE, 3);
        for (int i = 0; i < 20; i++) {
            assertEquals(1, asked.entropy(), 1e-9);
            assertEquals(left.ask(1), asked.ask(1));
        }
    }

    @Test
    void theEntropyFallsAsThePolicyLearnsAndAReplayFindsTheSame() {
        AuditedStrategy audited = new AuditedStrategy(reinforce(SPACE, 5), SPACE, FIFTH, 5);
        List<Trial> trials = SPACE.search(audited, 200, 8, 5);
        assertEquals(40, audited.entropies().size());
        List<Double> entropies = List.copyOf(audited.entropies().values());
        double last = entropies.get(39);
        assertEquals(1, entropies.get(0), 1e-9);
        assertTrue(last < 0.9 && last > 0, "entropy " + last);
        assertEquals(
                audited.entropies(),
                AuditReplay.entropies(new AuditedStrategy(reinforce(SPACE, 5), SPACE, FIFTH, 5), trials, 8));
        assertTrue(AuditReplay.entropies(new AuditedStrategy(reinforce(SPACE, 6), SPACE, FIFTH, 6), trials, 8)
                .isEmpty());
    }

    /** What the policy knows is asked for through what goes around it, and it has learnt of the halved trainings. */
    @Test
    void theEntropyIsThatOfThePolicyInsideHalving() {
        SearchStrategy halving = new SuccessiveHalving(reinforce(SPACE, 5), Digits.ACCURACY, List.of(1), 2);
        AuditedStrategy audited = new AuditedStrategy(halving, SPACE, FIFTH, 5);
        SPACE.search(audited, 100, 8, 5);
        assertEquals(20, audited.entropies().size());
        assertTrue(audited.entropies().getOrDefault(100, 1.0) < 1);
        assertTrue(Decorating.find(audited, Recommending.class)
                .flatMap(Recommending::recommended)
                .isPresent());
    }

    @Test
    void withoutAPolicyThereIsNoEntropy() {
        AuditedStrategy audited = new AuditedStrategy(new RandomStrategy(SPACE, 1), SPACE, FIFTH, 1);
        SPACE.search(audited, 40, 8, 1);
        assertTrue(audited.entropies().isEmpty());
    }
}
