package org.lampyris.search.reinforce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.ArchitecturePricing;
import org.lampyris.search.SearchProblem;
import org.lampyris.search.reinforce.Proposer.Choice;
import org.lampyris.search.surrogate.Archive;
import org.lampyris.space.Architecture;

class ProposerTest {
    private static final ReinforceSettings.Screening SCREENING = ReinforceSettings.DEFAULT.screening();

    @Test
    void ranksByTheGainAndEachOnce() {
        SearchProblem problem = Priced.problem(Priced.LATENCY);
        Archive archive = told(1, 30);
        Set<List<Integer>> told = choices(archive);
        List<List<Integer>> samples = samples(2, 200);
        List<Choice> ranked = rank(problem, SCREENING, archive, Aim.reward(problem), samples, told);
        double before = Double.POSITIVE_INFINITY;
        Set<List<Integer>> seen = new HashSet<>();
        int fresh = 0;
        for (Choice choice : ranked) {
            assertTrue(choice.gain() <= before && choice.gain() >= 0, choice.toString());
            before = choice.gain();
            assertTrue(seen.add(choice.choices()), () -> choice + " is there twice");
            assertEquals(told.contains(choice.choices()), choice.look() > 0);
            fresh += choice.look() == 0 ? 1 : 0;
        }
        assertEquals(SCREENING.finalists(), fresh);
        assertTrue(ranked.size() > fresh);
        assertTrue(ranked.get(0).gain() > 0);
    }

    @Test
    void withoutLooksAndMutantsTheSamplesAreLeft() {
        SearchProblem problem = Priced.problem();
        List<List<Integer>> samples = samples(3, 12);
        ReinforceSettings.Screening bare = new ReinforceSettings.Screening(10, 12, 0, 100, false);
        List<Choice> ranked = rank(problem, bare, told(1, 20), Aim.plain(), samples, Set.of(samples.get(4)));
        Set<List<Integer>> expected = new HashSet<>(samples);
        expected.remove(samples.get(4));
        Set<List<Integer>> actual = new HashSet<>();
        ranked.forEach(choice -> actual.add(choice.choices()));
        assertEquals(expected, actual);
    }

    @Test
    void theBestAreRankedFirstOnceTheModelKnows() {
        SearchProblem problem = Priced.problem(ArchitecturePricing.unknown());
        List<List<Integer>> samples = samples(8, 100);
        List<Choice> ranked = rank(problem, SCREENING, told(4, 120), Aim.plain(), samples, Set.of());
        double mean = samples.stream().mapToDouble(Priced::accuracy).average().orElseThrow();
        double chosen = ranked.stream()
                .limit(5)
                .mapToDouble(choice -> Priced.accuracy(choice.choices()))
                .average()
                .orElseThrow();
        assertTrue(chosen > mean + 0.05, chosen + " against " + mean);
    }

    /** Not even a further look at one that was told to be the best. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsInfeasibleIsNeverFirst(long seed) {
        SearchProblem problem = Priced.problem(Priced.LATENCY.within(6), Priced.RAM);
        Archive archive = told(seed, 20);
        archive.tell(Priced.SPACE.architecture(List.of(3, 3, 3, 3, 3, 3)), OptionalDouble.of(50), Integer.MAX_VALUE);
        List<List<Integer>> samples = new ArrayList<>(samples(seed, 30));
        samples.add(List.of(0, 0, 1, 0, 0, 2));
        double[] weights = Aim.weights(new double[] {0.5, 0.5}, new double[] {19, 73});
        for (Aim aim : List.of(Aim.reward(problem), Aim.front(problem.objectives(), weights))) {
            List<Choice> ranked = rank(problem, SCREENING, archive, aim, samples, choices(archive));
            boolean over = false;
            for (Choice choice : ranked) {
                boolean feasible = Priced.latency(choice.choices()) <= 6;
                assertFalse(feasible && over, () -> choice + " comes after infeasible ones");
                over |= !feasible;
            }
            assertTrue(Priced.latency(ranked.get(0).choices()) <= 6);
            assertTrue(over, "there are infeasible ones");
        }
    }

    @Test
    void proposesSomethingWhereNothingIsFeasible() {
        SearchProblem problem = Priced.problem(Priced.LATENCY.within(0.5));
        List<Choice> ranked = rank(problem, SCREENING, told(1, 20), Aim.reward(problem), samples(1, 20), Set.of());
        assertTrue(ranked.stream().allMatch(choice -> choice.gain() == Double.NEGATIVE_INFINITY));
        assertFalse(ranked.isEmpty());
    }

    @Test
    void knowsNothingAtFirst() {
        SearchProblem problem = Priced.problem(Priced.LATENCY);
        Archive archive = new Archive(6, 0);
        Proposer proposer = new Proposer(problem, SCREENING, archive, true, new SplittableRandom(1));
        assertTrue(proposer.recommended(Aim.plain()).isEmpty());
        assertEquals(
                5,
                proposer.rank(proposer.new Situation(Aim.plain(), 1), samples(1, 5), Set.of())
                        .size());
    }

    @Test
    void recommendsTheHighestExpectedReward() {
        SearchProblem problem = Priced.problem(Priced.LATENCY);
        Archive archive = told(5, 40);
        Aim aim = Aim.reward(problem);
        Proposer proposer = new Proposer(problem, SCREENING, archive, true, new SplittableRandom(1));
        Architecture recommended = proposer.recommended(aim).orElseThrow().architecture();
        for (Archive.Entry entry : archive.evaluated()) {
            assertTrue(reward(aim, archive, entry)
                    <= reward(aim, archive, archive.find(recommended.id()).orElseThrow()));
        }
    }

    private static double reward(Aim aim, Archive archive, Archive.Entry entry) {
        return aim.view(Priced.price(entry.architecture().choices()), archive.predict(entry), archive.noise())
                .value()
                .mean();
    }

    private static List<Choice> rank(
            SearchProblem problem,
            ReinforceSettings.Screening screening,
            Archive archive,
            Aim aim,
            List<List<Integer>> samples,
            Set<List<Integer>> unwanted) {
        Proposer proposer = new Proposer(problem, screening, archive, true, new SplittableRandom(7));
        return proposer.rank(proposer.new Situation(aim, 1), samples, unwanted);
    }

    private static Archive told(long seed, int number) {
        Archive archive = new Archive(6, 0);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < number; i++) {
            Architecture architecture = Priced.SPACE.sample(random);
            archive.propose(architecture);
            archive.tell(
                    architecture,
                    OptionalDouble.of(Priced.accuracy(architecture.choices()) + 0.02 * random.nextDouble()),
                    Integer.MAX_VALUE);
        }
        return archive;
    }

    private static Set<List<Integer>> choices(Archive archive) {
        Set<List<Integer>> choices = new HashSet<>();
        archive.evaluated().forEach(entry -> choices.add(entry.architecture().choices()));
        return choices;
    }

    private static List<List<Integer>> samples(long seed, int number) {
        SplittableRandom random = new SplittableRandom(100 + seed);
        Set<List<Integer>> samples = new LinkedHashSet<>();
        while (samples.size() < number) {
            samples.add(Priced.SPACE.sample(random).choices());
        }
        return List.copyOf(samples);
    }
}
