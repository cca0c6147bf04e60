package org.lampyris.experiments.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.evaluation.Metrics;
import org.lampyris.search.EntropyReporting;
import org.lampyris.search.Proposal;
import org.lampyris.search.Recommending;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.Trial;
import org.lampyris.search.random.RandomStrategy;
import org.lampyris.space.Architecture;
import org.lampyris.space.table.TableRow;
import org.lampyris.space.table.TabularProblem;

class TabularRunTest {
    private static final TabularProblem LINE = Tables.line(8);

    private static TabularOutcome run(
            TabularProblem table, SearchStrategy strategy, long seed, Integer... checkpoints) {
        AtomicLong clock = new AtomicLong();
        TabularGoal goal = TabularGoal.of(table, List.of("accuracy"));
        return new TabularRun(goal, new TrueFront(goal), strategy, seed, clock::getAndIncrement)
                .run(List.of(checkpoints));
    }

    private static Proposal first(int choice) {
        return Proposal.of(Tables.at(LINE, choice));
    }

    private static Checkpoint reached(TabularOutcome outcome, int evaluations) {
        return outcome.at(evaluations).orElseThrow();
    }

    @Test
    void aRepeatIsFreeAndCountsAsASample() {
        ScriptedStrategy strategy = new ScriptedStrategy(first(5), first(5), first(3), first(6));
        TabularOutcome outcome = run(LINE, strategy, 1, 1, 2, 3);
        assertEquals(new Checkpoint(1, 2, 1, 1, 1, Double.NaN), reached(outcome, 1));
        assertEquals(new Checkpoint(2, 2, 1, 2, 3, Double.NaN), reached(outcome, 2));
        assertEquals(new Checkpoint(3, 1, 1, 3, 4, Double.NaN), reached(outcome, 3));
        assertEquals(4, outcome.samples());
        assertEquals(
                List.of(1, 3, 4),
                outcome.evaluations().stream().map(Trial::number).toList());
        Trial repeat = strategy.told.get(1);
        assertEquals(OptionalInt.of(1), repeat.repeats());
        assertEquals(strategy.told.get(0).result(), repeat.result());
        assertEquals(5, repeat.reward());
    }

    @Test
    void aFurtherLookIsPaidOnceAndHasADrawOfItsOwn() {
        TabularProblem noisy = Tables.of(
                1,
                1,
                true,
                List.of(),
                taken -> new TableRow(
                        IntStream.range(0, 1000).mapToObj(i -> (double) i).toList(), 0, List.of()));
        Proposal look = Proposal.of(Tables.at(noisy, 0));
        ScriptedStrategy strategy =
                new ScriptedStrategy(look, look.withLook(1), look.withLook(1), look, look.withLook(2));
        TabularOutcome outcome = run(noisy, strategy, 1, 3);
        assertEquals(
                List.of(1, 2, 5),
                outcome.evaluations().stream().map(Trial::number).toList());
        Checkpoint last = reached(outcome, 3);
        assertEquals(1, last.unique());
        assertEquals(5, last.samples());
        List<Double> seen = strategy.told.stream()
                .map(trial -> trial.result().metrics().get(Metrics.ACCURACY))
                .toList();
        assertEquals(seen.get(0), seen.get(3));
        assertEquals(seen.get(1), seen.get(2));
        assertEquals(3, seen.stream().distinct().count(), seen::toString);
    }

    @Test
    void sixTimesAsManySamplesAreTheLimit() {
        Proposal[] eleven = Collections.nCopies(12, first(2)).toArray(new Proposal[0]);
        eleven[11] = first(3);
        TabularOutcome late = run(LINE, new ScriptedStrategy(eleven), 1, 1, 2);
        assertEquals(12, late.samples());
        assertTrue(late.at(2).isPresent());
        TabularOutcome collapsed = run(LINE, new ScriptedStrategy(first(2)), 1, 1, 2);
        assertEquals(12, collapsed.samples());
        assertEquals(1, collapsed.evaluations().size());
        assertTrue(collapsed.at(1).isPresent());
        assertEquals(Optional.empty(), collapsed.at(2));
    }

    @Test
    void whatIsNotInTheTableIsFreeToo() {
        TabularProblem sparse = Tables.without(LINE, List.of(7));
        ScriptedStrategy strategy = new ScriptedStrategy(first(7), first(7), first(0));
        TabularOutcome outcome = run(sparse, strategy, 1, 1);
        assertEquals(3, outcome.samples());
        assertEquals(6, reached(outcome, 1).regret(), "the optimum is the best of the table");
        assertInstanceOf(Infeasible.class, strategy.told.get(0).result());
        assertTrue(strategy.told.get(0).reward() < 0);
        assertEquals(OptionalInt.of(1), strategy.told.get(1).repeats());
    }

    /** Recommends the first that it was told. */
    private static final class Cautious extends ScriptedStrategy implements Recommending {
        Cautious(Proposal... script) {
            super(script);
        }

        @Override
        public Optional<Architecture> recommended() {
            return told.size() < 2 ? Optional.empty() : Optional.of(told.get(0).architecture());
        }
    }

    @Test
    void regretIsThatOfWhatIsRecommended() {
        TabularOutcome outcome = run(LINE, new Cautious(first(4), first(6)), 1, 1, 2);
        assertEquals(3, reached(outcome, 1).regret(), "one that recommends nothing yet has its best trial");
        assertEquals(3, reached(outcome, 2).regret(), 0, "not 1, that of the best trial");
        assertEquals(
                1,
                reached(run(LINE, new ScriptedStrategy(first(4), first(6)), 1, 2), 2)
                        .regret());
    }

    /** The better observation is of the truly worse one. */
    @Test
    void theBestTrialIsChosenByWhatWasSeen() {
        TabularProblem deceptive = Tables.of(
                1,
                2,
                true,
                List.of(),
                taken -> taken.get(0) == 0
                        ? new TableRow(List.of(90.0), 80, List.of())
                        : new TableRow(List.of(85.0), 86, List.of()));
        ScriptedStrategy both =
                new ScriptedStrategy(Proposal.of(Tables.at(deceptive, 1)), Proposal.of(Tables.at(deceptive, 0)));
        assertEquals(6, reached(run(deceptive, both, 1, 2), 2).regret());
    }

    @Test
    void theSeedDecidesWhatIsSeen() {
        TabularProblem hill = Tables.hill();
        assertEquals(
                run(hill, new RandomStrategy(hill.space(), 3), 3, 10, 50),
                run(hill, new RandomStrategy(hill.space(), 3), 3, 10, 50));
        Proposal one = Proposal.of(Tables.at(hill, 0, 0, 0, 0, 0));
        List<Double> seen = IntStream.range(0, 30)
                .mapToObj(seed -> run(hill, new ScriptedStrategy(one), seed, 1)
                        .evaluations()
                        .get(0)
                        .reward())
                .distinct()
                .toList();
        assertEquals(2, seen.size(), "both columns are drawn");
        assertNotEquals(seen.get(0), seen.get(1));
    }

    /** A clock that ticks whenever it is read: one tick to ask, one to tell. */
    @Test
    void onlyTheStrategysOwnTimeIsCounted() {
        TabularOutcome outcome = run(LINE, new ScriptedStrategy(first(1), first(1), first(2)), 1, 2);
        assertEquals(6, outcome.nanoseconds());
    }

    @Test
    void theEntropyIsAskedFor() {
        class Deciding extends ScriptedStrategy implements EntropyReporting {
            Deciding() {
                super(first(1), first(2));
            }

            @Override
            public double entropy() {
                return 1.0 / told.size();
            }
        }
        TabularOutcome outcome = run(LINE, new Deciding(), 1, 1, 2);
        assertEquals(1, reached(outcome, 1).entropy());
        assertEquals(0.5, reached(outcome, 2).entropy());
    }
}
