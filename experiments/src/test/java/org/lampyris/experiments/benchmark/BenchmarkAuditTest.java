package org.lampyris.experiments.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.lampyris.search.Proposal;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.genetic.RegularizedEvolution;
import org.lampyris.search.random.RandomStrategy;
import org.lampyris.space.table.TabularProblem;

class BenchmarkAuditTest {
    private static final int RUNS = 20;
    private static final TabularProblem HILL = Tables.hill();
    private static final List<Integer> CHECKPOINTS = List.of(50, 100);

    private static String audit(TabularProblem table, LongFunction<SearchStrategy> strategy) {
        TabularGoal goal = TabularGoal.of(table, List.of("accuracy"));
        return new BenchmarkAudit(
                        goal,
                        CHECKPOINTS,
                        List.of(
                                score("tested", goal, strategy),
                                score("random", goal, seed -> new RandomStrategy(table.space(), seed))))
                .text();
    }

    private static StrategyScore score(String name, TabularGoal goal, LongFunction<SearchStrategy> strategy) {
        List<TabularOutcome> outcomes = new ArrayList<>();
        for (long seed = 0; seed < RUNS; seed++) {
            outcomes.add(
                    new TabularRun(goal, new TrueFront(goal), strategy.apply(seed), seed, () -> 0).run(CHECKPOINTS));
        }
        return new StrategyScore(name, outcomes);
    }

    @Test
    void aStrategyThatSearchesIsBetter() {
        String text = audit(
                HILL, seed -> new RegularizedEvolution(HILL.space(), RegularizedEvolution.Settings.DEFAULT, seed));
        assertTrue(text.contains("1 of 2 evaluations here was spent on random sampling"), text);
        assertTrue(text.matches("(?s).*at 100 its regret is [0-9.]+ to [0-9.]+ lower.*"), text);
        assertFalse(text.contains("at 100 ALARM"), text);
    }

    /** Random sampling by other seeds. */
    @Test
    void chanceIsNoBetterThanChance() {
        String text = audit(HILL, seed -> new RandomStrategy(HILL.space(), seed + 1_000));
        assertTrue(text.contains("at 50 ALARM: no better than chance; at 100 ALARM: no better than chance"), text);
        assertTrue(text.contains("New or deliberate: 100 % of its samples."), text);
    }

    @Test
    void collapseAlarms() {
        Proposal[] same = {Proposal.of(Tables.at(HILL, 0, 0, 0, 0, 0))};
        String text = audit(HILL, seed -> new ScriptedStrategy(same));
        assertTrue(
                text.contains(
                        "tested: ALARM: it collapsed in 20 of 20 runs, proposing again and again what it had seen. "),
                text);
        assertTrue(text.contains("at 100 no run to compare. New or deliberate: 0 % of its samples."), text);
        TabularProblem sparse = Tables.without(HILL, List.of(1, 1, 1, 1, 1));
        assertTrue(audit(sparse, seed -> new ScriptedStrategy(same))
                .contains("what it had seen or what is not in the table"));
    }

    /** Looks at the same bad architecture, again and again, but on purpose: each look is paid. */
    @Test
    void worseThanChanceAlarms() {
        Proposal bad = Proposal.of(Tables.at(HILL, 0, 0, 0, 0, 0));
        Proposal[] looks = new Proposal[100];
        for (int i = 0; i < looks.length; i++) {
            looks[i] = bad.withLook(i);
        }
        String text = audit(HILL, seed -> new ScriptedStrategy(looks));
        assertTrue(
                text.matches("(?s).*at 50 ALARM: worse than chance, its regret is [0-9.]+ to [0-9.]+ higher.*"), text);
        assertFalse(text.contains("collapsed"), text);
    }

    @Test
    void nothingIsClaimedFromOneRunOrWhereAllIsFound() {
        TabularGoal goal = TabularGoal.of(HILL, List.of("accuracy"));
        List<StrategyScore> single = List.of(
                new StrategyScore("tested", List.of(Outcomes.of(0, 0.5, 0.1))),
                new StrategyScore("random", List.of(Outcomes.of(0, 5, 4))));
        String few = new BenchmarkAudit(goal, List.of(10, 20), single).text();
        assertTrue(few.contains("at 10 too few runs to tell; at 20 too few runs to tell"), few);
        List<TabularOutcome> perfect = List.of(Outcomes.of(0, 1, 0), Outcomes.of(1, 2, 0));
        String found = new BenchmarkAudit(
                        goal,
                        List.of(10, 20),
                        List.of(new StrategyScore("tested", perfect), new StrategyScore("random", perfect)))
                .text();
        assertTrue(found.contains("at 10 ALARM: no better than chance; at 20 both always have the optimum"), found);
    }

    /** Means 0.9 and 0.5, both with an error of 0.1 / sqrt(2): the half interval is 1.96 x 0.1. */
    @Test
    void theIntervalByHand() {
        TabularGoal front = TabularGoal.of(HILL, List.of("accuracy", "macs"));
        StrategyScore tested = new StrategyScore(
                "tested", List.of(Outcomes.of(0, 0.1 - 0.1 / Math.sqrt(2)), Outcomes.of(1, 0.1 + 0.1 / Math.sqrt(2))));
        StrategyScore random = new StrategyScore(
                "random", List.of(Outcomes.of(0, 0.5 - 0.1 / Math.sqrt(2)), Outcomes.of(1, 0.5 + 0.1 / Math.sqrt(2))));
        String text = new BenchmarkAudit(front, List.of(10), List.of(tested, random)).text();
        assertTrue(text.contains("tested: at 10 its hypervolume is 0.2040 to 0.5960 higher."), text);
        String turned = new BenchmarkAudit(
                        front,
                        List.of(10),
                        List.of(
                                new StrategyScore("tested", random.outcomes()),
                                new StrategyScore("random", tested.outcomes())))
                .text();
        assertTrue(turned.contains("ALARM: worse than chance, its hypervolume is 0.2040 to 0.5960 lower."), turned);
    }

    @Test
    void withoutRandomThereIsNoAudit() {
        TabularGoal goal = TabularGoal.of(HILL, List.of("accuracy"));
        StrategyScore alone = new StrategyScore("tested", List.of(Outcomes.of(0, 1)));
        assertEquals("", new BenchmarkAudit(goal, List.of(10), List.of(alone)).text());
        assertTrue(new BenchmarkReport(goal, List.of(10), Map.of("random", alone.outcomes()))
                .text()
                .endsWith("\n"));
    }
}
