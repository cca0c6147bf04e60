package org.lampyris.search.pareto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Failed;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.LongestTrainings;
import org.lampyris.search.Trial;
import org.lampyris.space.Architecture;

/** Fronts of networks that are trained on. */
class LongerTrainingsTest {
    private static final List<Objective> OBJECTIVES =
            List.of(Objective.maximize(Metrics.ACCURACY), Objective.minimize(Metrics.LATENCY_MS));

    private static Trial trial(int number, String network, int epochs, double accuracy, double latency) {
        Metrics metrics = Metrics.of(Map.of(Metrics.ACCURACY, accuracy, Metrics.LATENCY_MS, latency));
        return new Trial(
                number,
                new Architecture(List.of(1), network),
                new Evaluated(epochs == 0 ? metrics : metrics.with(Metrics.EPOCHS, epochs), Optional.empty()),
                accuracy,
                OptionalInt.empty());
    }

    private static List<Integer> numbers(List<Trial> trials) {
        return trials.stream().map(Trial::number).sorted().toList();
    }

    @Test
    void aNetworkCountsAsItWasInTheEnd() {
        Trial hasty = trial(1, "a", 1, 0.9, 1);
        Trial other = trial(2, "b", 0, 0.8, 1);
        Trial whole = trial(3, "a", 0, 0.7, 1);
        ParetoFront first = ParetoFront.of(OBJECTIVES, List.of(hasty, other));
        assertEquals(List.of(1), numbers(first.members()));
        assertEquals(List.of(1, 2), numbers(first.candidates()));
        ParetoFront then = first.with(whole);
        assertNotSame(first, then);
        assertEquals(List.of(2), numbers(then.members()));
        assertEquals(List.of(2), numbers(then.candidates()));
    }

    @Test
    void whatAWholeTrainingBeatsIsGone() {
        ParetoFront front = ParetoFront.of(
                OBJECTIVES, List.of(trial(1, "a", 0, 0.9, 1), trial(2, "b", 1, 0.8, 1), trial(3, "c", 2, 0.95, 1)));
        assertEquals(List.of(3), numbers(front.members()));
        assertEquals(List.of(1, 3), numbers(front.candidates()));
    }

    @Test
    void aTrainingThatFailedLaterLeavesTheEarlier() {
        Trial first = trial(1, "a", 1, 0.9, 1);
        Trial failed =
                new Trial(2, first.architecture(), new Failed(first.result().metrics(), "NaN"), 0, OptionalInt.empty());
        assertFalse(failed.supersedes(first));
        assertEquals(List.of(first, failed), LongestTrainings.of(List.of(first, failed)));
        assertEquals(
                List.of(1),
                numbers(ParetoFront.of(OBJECTIVES, List.of(first, failed)).members()));
    }

    /** Trial by trial, in the order of a search, or all at once; and nothing outside of the candidates ever comes back. */
    @Test
    void knowingOnlyTheCandidatesIsEnough() {
        SplittableRandom random = new SplittableRandom(5);
        for (int run = 0; run < 300; run++) {
            List<Trial> trials = new ArrayList<>();
            ParetoFront stepwise = ParetoFront.empty(OBJECTIVES);
            int[] epochs = new int[6];
            List<Integer> kept = new ArrayList<>();
            for (int number = 1; number <= 14; number++) {
                int network = random.nextInt(6);
                if (epochs[network] > 2) {
                    continue;
                }
                epochs[network]++;
                Trial trial = trial(
                        trials.size() + 1,
                        "n" + network,
                        epochs[network] % 3,
                        random.nextInt(8) / 8.0,
                        1 + network / 2);
                trials.add(trial);
                stepwise = stepwise.with(trial);
                assertEquals(ParetoFront.of(OBJECTIVES, trials).members(), stepwise.members(), "run " + run);
                assertEquals(numbers(ParetoFront.of(OBJECTIVES, trials).candidates()), numbers(stepwise.candidates()));
                kept.add(trial.number());
                kept.retainAll(numbers(stepwise.candidates()));
                assertTrue(kept.containsAll(numbers(stepwise.members())), "run " + run);
            }
        }
    }
}
