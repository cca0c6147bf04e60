package org.lampyris.search.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.evaluation.EvaluationResult.Lost;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.EntropyReporting;
import org.lampyris.search.Proposal;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.Trial;
import org.lampyris.search.genetic.RegularizedEvolution;
import org.lampyris.search.random.RandomStrategy;
import org.lampyris.search.reinforce.ReinforceSettings;
import org.lampyris.search.reinforce.ReinforceStrategy;
import org.lampyris.space.Architecture;

class AuditTest {
    private static final AuditSchedule FIFTH = new AuditSchedule(0.2);
    private static final Digits SPACE = new Digits(10);

    private static Audit audit(
            Digits space, SearchStrategy strategy, List<Objective> objectives, int trials, long seed) {
        AuditedStrategy audited = new AuditedStrategy(strategy, space, FIFTH, seed);
        List<Trial> done = space.search(audited, trials, 4, seed);
        return Audit.of(done, FIFTH, space.problem(objectives), audited.entropies());
    }

    /** Proposes the same from some proposal on, random ones before. */
    private static class Stuck implements SearchStrategy {
        private final SplittableRandom random = new SplittableRandom(1);
        private final int from;
        private int asked;

        Stuck(int from) {
            this.from = from;
        }

        @Override
        public List<Proposal> ask(int n) {
            Architecture zeros = SPACE.architecture(List.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
            return List.of(Proposal.of(++asked > from ? zeros : SPACE.sample(random)));
        }

        @Override
        public void tell(List<Trial> finished) {}
    }

    private static final class SureOfItself extends Stuck implements EntropyReporting {
        SureOfItself(int from) {
            super(from);
        }

        @Override
        public double entropy() {
            return 0.04;
        }
    }

    @Test
    void aStrategyThatRepeatsItselfHasCollapsed() {
        Audit audit = audit(SPACE, new Stuck(30), Digits.BOTH, 60, 1);
        assertEquals(Verdict.COLLAPSED, audit.finding().verdict());
        assertTrue(
                audit.finding().words().startsWith("The controller has collapsed: only 3 of its last 20 proposals"),
                audit.finding().words());
        assertEquals(1, audit.stretches().get(0).newShare());
        assertEquals(0, audit.stretches().get(9).newShare());
        assertTrue(audit.stretches().get(9).diversity().getAsDouble() < 0.4);
    }

    /** 14 of the last 20 are new, which alone would do. */
    @Test
    void aSurePolicyWhoseRepeatsRiseHasCollapsed() {
        assertEquals(
                Verdict.COLLAPSED,
                audit(SPACE, new SureOfItself(41), Digits.BOTH, 60, 1).finding().verdict());
        assertEquals(
                Verdict.NO_BETTER_THAN_CHANCE,
                audit(SPACE, new Stuck(41), Digits.BOTH, 60, 1).finding().verdict());
        assertEquals(
                Verdict.NO_BETTER_THAN_CHANCE,
                audit(SPACE, new SureOfItself(60), Digits.BOTH, 60, 1).finding().verdict());
    }

    @Test
    void whereThereIsNothingNewTheSpaceIsUsedUp() {
        Digits tiny = new Digits(2);
        Audit audit = audit(tiny, new RandomStrategy(tiny, 1), Digits.BOTH, 80, 1);
        assertEquals(
                Verdict.SPACE_USED_UP,
                audit.finding().verdict(),
                audit.finding().words());
    }

    @Test
    void fewTrialsTellNothing() {
        Audit audit = audit(SPACE, new RandomStrategy(SPACE, 1), Digits.BOTH, 39, 1);
        assertEquals(7, audit.random());
        assertEquals(Verdict.TOO_FEW_TRIALS, audit.finding().verdict());
        Audit none = Audit.of(List.of(), FIFTH, SPACE.problem(Digits.BOTH), new TreeMap<>());
        assertEquals(Verdict.TOO_FEW_TRIALS, none.finding().verdict());
        assertEquals(List.of(), none.stretches());
    }

    /** Each measure claims it in 2.5 % of the searches, as its interval leaves out as many on either side. */
    @ParameterizedTest(name = "{0} decisions, {1} trials, {2} objectives")
    @CsvSource({"10,40,1", "10,100,1", "4,150,1", "10,40,2", "10,100,2", "4,150,2"})
    void chanceSeldomSeemsToBeatChance(int length, int trials, int objectives) {
        int claims = claims(new Digits(length), trials, objectives, 200);
        assertTrue(claims <= (objectives == 1 ? 12 : 18), claims + " of 200");
    }

    /** The same of so many searches that the shares themselves are seen. */
    @Tag("slow")
    @ParameterizedTest(name = "{0} decisions, {1} trials, {2} objectives")
    @CsvSource({"10,40,1", "10,100,1", "4,150,1", "10,40,2", "10,100,2", "4,150,2"})
    void chanceSeemsToBeatChanceAsOftenAsStated(int length, int trials, int objectives) {
        double claimed = claims(new Digits(length), trials, objectives, 3000) / 3000.0;
        assertTrue(claimed <= (objectives == 1 ? 0.034 : 0.06), "share " + claimed);
        assertTrue(claimed >= 0.01, "share " + claimed);
    }

    private static int claims(Digits space, int trials, int objectives, int searches) {
        List<Objective> over = objectives == 1 ? Digits.ACCURACY : Digits.BOTH;
        int claims = 0;
        for (long seed = 0; seed < searches; seed++) {
            Audit audit = audit(space, new RandomStrategy(space, seed), over, trials, seed);
            claims += audit.finding().verdict() == Verdict.BEATS_RANDOM ? 1 : 0;
        }
        return claims;
    }

    @Test
    void learningBeatsRandomAndShowsMoreLater() {
        int evolution = 0;
        int reinforce = 0;
        int rising = 0;
        for (long seed = 0; seed < 20; seed++) {
            Audit evolved = audit(
                    SPACE,
                    new RegularizedEvolution(SPACE, RegularizedEvolution.Settings.DEFAULT, seed),
                    Digits.ACCURACY,
                    100,
                    seed);
            evolution += evolved.finding().verdict() == Verdict.BEATS_RANDOM ? 1 : 0;
            rising += beats(evolved.comparisons().laterReward())
                            > beats(evolved.comparisons().reward())
                    ? 1
                    : 0;
            Audit reinforced = audit(
                    SPACE,
                    new ReinforceStrategy(SPACE.problem(Digits.ACCURACY), ReinforceSettings.DEFAULT, seed),
                    Digits.ACCURACY,
                    100,
                    seed);
            reinforce += reinforced.finding().verdict() == Verdict.BEATS_RANDOM ? 1 : 0;
        }
        assertTrue(evolution >= 19 && reinforce >= 19 && rising >= 17, evolution + ", " + reinforce + ", " + rising);
    }

    private static double beats(Optional<Comparison> comparison) {
        return comparison.orElseThrow().beats().estimate();
    }

    /** Second looks cost a training and repeat nothing; they are no new architectures to compare. */
    @Test
    void architecturesCountOnceAndLostTrialsNever() {
        List<Trial> trials = new ArrayList<>();
        add(trials, 0, evaluated(0.5, 1), OptionalInt.empty());
        add(trials, 0, evaluated(0.9, 1), OptionalInt.empty());
        add(trials, 0, evaluated(0.5, 1), OptionalInt.of(1));
        add(trials, 1, new Lost(Metrics.of(Map.of()), "worker died"), OptionalInt.empty());
        add(trials, 2, evaluated(0.2, 3), OptionalInt.empty());
        add(trials, 3, evaluated(0.6, 2), OptionalInt.empty());
        add(trials, 2, evaluated(0.3, 3), OptionalInt.empty());
        add(trials, 4, new Infeasible(Metrics.of(Map.of(Metrics.LATENCY_MS, 9.0)), "over"), OptionalInt.empty());
        add(trials, 5, evaluated(0.7, 2), OptionalInt.empty());
        add(trials, 6, evaluated(0.4, 0.5), OptionalInt.empty());
        Audit audit = Audit.of(trials, FIFTH, new Digits(1).problem(Digits.BOTH), new TreeMap<>());
        assertEquals(10, audit.trials());
        assertEquals(2, audit.random());
        Comparison reward = audit.comparisons().reward().orElseThrow();
        // Own: 0.5, 0.6, -0.5, 0.7; random: 0.2, 0.4.
        assertEquals(4, reward.own().size());
        assertEquals(1.3 / 4, reward.own().mean(), 1e-12);
        assertEquals(0.3, reward.random().mean(), 1e-12);
        assertEquals(6.0 / 8, reward.beats().estimate());
        assertEquals((0.7 * 3 + 0.6 * 2 + 0.5) / 6, reward.own().best(), 1e-12);
        // Fronts: 1: 0.5 at 1, 0.7 at 2, 0.4 at 0.5; 2: 0.6 at 2; 3: 0.2 at 3; behind: the infeasible one.
        Comparison front = audit.comparisons().front().orElseThrow();
        assertEquals(-(1 + 2 + 4 + 1) / 4.0, front.own().mean(), 1e-12);
        assertEquals(-2, front.random().mean(), 1e-12);
        assertEquals(List.of(1.0, 1.0, 0.0, 1.0), shares(audit).subList(0, 4));
        assertEquals(OptionalDouble.empty(), audit.stretches().get(7).diversity());
    }

    private static List<Double> shares(Audit audit) {
        return audit.stretches().stream().map(Stretch::newShare).toList();
    }

    private static Evaluated evaluated(double accuracy, double latency) {
        return new Evaluated(
                Metrics.of(Map.of(Metrics.ACCURACY, accuracy, Metrics.LATENCY_MS, latency)), Optional.empty());
    }

    private static void add(List<Trial> trials, int architecture, EvaluationResult result, OptionalInt repeats) {
        double reward = result.metrics().find(Metrics.ACCURACY).orElse(result instanceof Lost ? 0 : -0.5);
        trials.add(new Trial(
                trials.size() + 1,
                new Architecture(List.of(architecture % 4), "a" + architecture),
                result,
                reward,
                repeats));
    }

    /** Half of the proposals take a, half b of one decision of four: ln 2 / ln 4. */
    @Test
    void diversityIsTheEntropyOfTheChoices() {
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            assertEquals(OptionalDouble.empty(), Diversity.of(trials, new Digits(1).decisions()));
            add(trials, i % 2, evaluated(0.5, 1), OptionalInt.empty());
        }
        assertEquals(0.5, Diversity.of(trials, new Digits(1).decisions()).getAsDouble(), 1e-12);
        for (int i = 0; i < 20; i++) {
            add(trials, 3, evaluated(0.5, 1), OptionalInt.empty());
        }
        assertEquals(0, Diversity.of(trials, new Digits(1).decisions()).getAsDouble(), 1e-12);
    }
}
