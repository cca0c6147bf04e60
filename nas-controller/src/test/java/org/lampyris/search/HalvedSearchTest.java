package org.lampyris.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lampyris.search.Searches.OBJECTIVES;
import static org.lampyris.search.Searches.WINDOW;
import static org.lampyris.search.Searches.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.search.audit.AuditSchedule;
import org.lampyris.search.audit.AuditedStrategy;
import org.lampyris.search.halving.SuccessiveHalving;
import org.lampyris.search.pareto.ParetoFront;
import org.lampyris.search.store.InMemoryTrialStore;
import org.lampyris.search.store.TrialStore;

/** Searches with successive halving and two objectives: 4 epochs a training, 30 trainings in all. */
@Timeout(60)
class HalvedSearchTest {
    private static final int EPOCHS = 4;
    private static final SearchSettings SETTINGS =
            settings(3, WINDOW, SearchBudget.trained(30).ofEpochs(EPOCHS));

    private static SearchStrategy halving() {
        return new SuccessiveHalving(Searches.evolution(), OBJECTIVES, List.of(1, 2), 2);
    }

    private static List<Trial> trials(SearchStrategy strategy) {
        TrialStore store = new InMemoryTrialStore();
        assertEquals(StopReason.TRAINED, Searches.search(strategy, SyntheticSpace::evaluate, 1, store, SETTINGS));
        return store.trials();
    }

    @Test
    void theRandomOnesOfAnAuditBeginAsTheOthersDo() {
        AuditSchedule schedule = AuditSchedule.STANDARD;
        List<Trial> random = trials(new AuditedStrategy(halving(), new SyntheticSpace(), schedule, 3)).stream()
                .filter(trial -> schedule.isRandom(trial.number()) && trial.result() instanceof Evaluated)
                .toList();
        assertTrue(random.size() > 5, random.size() + " random ones");
        assertTrue(random.stream().allMatch(trial -> trial.epochs().orElse(EPOCHS) == 1));
    }

    @Test
    void manyBeginAndFewAreTrainedInFull() {
        List<Trial> trials = trials(halving()).stream()
                .filter(trial -> trial.repeats().isEmpty())
                .toList();
        AtomicInteger whole = new AtomicInteger();
        Set<String> begun = new HashSet<>();
        Set<String> halfway = new HashSet<>();
        for (Trial trial : trials) {
            if (!(trial.result() instanceof Evaluated)) {
                continue;
            }
            String id = trial.architecture().id();
            switch (trial.epochs().orElse(EPOCHS)) {
                case 1 -> assertTrue(begun.add(id));
                case 2 -> assertTrue(begun.contains(id) && halfway.add(id));
                default -> {
                    assertTrue(halfway.contains(id));
                    whole.incrementAndGet();
                }
            }
        }
        assertTrue(begun.size() > 40, begun.size() + " begun with the price of 30 trainings");
        // More than half go on, as later networks are better and take places of those that went before.
        assertTrue(halfway.size() <= 0.75 * begun.size(), halfway.size() + " of " + begun.size());
        assertTrue(whole.get() >= 5 && whole.get() <= 0.75 * halfway.size(), whole + " of " + halfway.size());
    }

    @Test
    void theFrontHasOfEachNetworkTheLongestTraining() {
        List<Trial> trials = trials(halving());
        ParetoFront all = ParetoFront.of(OBJECTIVES, trials);
        ParetoFront stepwise = ParetoFront.empty(OBJECTIVES);
        for (Trial trial : trials) {
            stepwise = stepwise.with(trial);
        }
        assertEquals(all.members(), stepwise.members());
        assertEquals(ParetoFront.of(OBJECTIVES, LongestTrainings.of(trials)).members(), all.members());
        for (Trial member : all.members()) {
            assertTrue(trials.stream().noneMatch(trial -> trial.supersedes(member)), "superseded: " + member);
        }
        List<Trial> reversed = new ArrayList<>(trials);
        Collections.reverse(reversed);
        assertEquals(all.members(), ParetoFront.of(OBJECTIVES, reversed).members());
    }
}
