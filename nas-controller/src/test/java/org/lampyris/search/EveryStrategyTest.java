package org.lampyris.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lampyris.search.Searches.OBJECTIVES;
import static org.lampyris.search.Searches.REWARD;
import static org.lampyris.search.Searches.WINDOW;
import static org.lampyris.search.Searches.delayed;
import static org.lampyris.search.Searches.search;
import static org.lampyris.search.Searches.settings;
import static org.lampyris.search.Searches.stops;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lampyris.evaluation.ArchitecturePricing;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Metrics;
import org.lampyris.search.audit.AuditSchedule;
import org.lampyris.search.audit.AuditedStrategy;
import org.lampyris.search.genetic.Nsga2;
import org.lampyris.search.genetic.RegularizedEvolution;
import org.lampyris.search.halving.SuccessiveHalving;
import org.lampyris.search.local.LocalSearch;
import org.lampyris.search.random.RandomStrategy;
import org.lampyris.search.reinforce.ReinforceSettings;
import org.lampyris.search.reinforce.ReinforceStrategy;
import org.lampyris.search.store.InMemoryTrialStore;
import org.lampyris.search.store.TrialStore;

/**
 * Each strategy alone, audited, with successive halving, and with both; always with two objectives, a calibrated reward and
 * all five outcomes.
 */
@Timeout(60)
class EveryStrategyTest {
    private static final long SEED = 3;
    private static final int EPOCHS = 4;
    private static final SearchSettings SETTINGS =
            settings(SEED, WINDOW, SearchBudget.trained(40).ofEpochs(EPOCHS));
    private static final SyntheticSpace SPACE = new SyntheticSpace();
    private static final ArchitecturePricing LATENCIES =
            choices -> Metrics.of(Map.of(Metrics.LATENCY_MS, SyntheticSpace.latency(SPACE.architecture(choices))));
    private static final SearchProblem PROBLEM = new SearchProblem(SPACE, OBJECTIVES, LATENCIES, REWARD);
    private static final Map<String, Supplier<SearchStrategy>> STRATEGIES = new TreeMap<>(Map.of(
            "reinforce", EveryStrategyTest::reinforce,
            "evolution", () -> new RegularizedEvolution(SPACE, RegularizedEvolution.Settings.DEFAULT, SEED),
            "nsga2", () -> new Nsga2(PROBLEM, Nsga2.Settings.DEFAULT, SEED),
            "local", () -> new LocalSearch(SPACE, LocalSearch.Settings.DEFAULT, SEED),
            "random", () -> new RandomStrategy(SPACE, SEED)));

    /** Chooses among few candidates, so that second looks are frequent in a search this short. */
    private static SearchStrategy reinforce() {
        ReinforceSettings standard = ReinforceSettings.DEFAULT;
        ReinforceSettings settings = new ReinforceSettings(
                standard.units(),
                standard.optimizer(),
                standard.update(),
                standard.imitation(),
                standard.exploration(),
                new ReinforceSettings.Screening(6, 4, 4, 4, true));
        return new ReinforceStrategy(PROBLEM, settings, SEED);
    }

    record Features(String name, Supplier<SearchStrategy> alone, boolean audit, boolean halving)
            implements Supplier<SearchStrategy> {
        @Override
        public SearchStrategy get() {
            SearchStrategy made = alone.get();
            made = halving ? new SuccessiveHalving(made, OBJECTIVES, List.of(1, 2), 2) : made;
            return audit ? new AuditedStrategy(made, SPACE, AuditSchedule.STANDARD, SEED) : made;
        }

        List<Trial> uninterrupted() {
            TrialStore store = new InMemoryTrialStore();
            assertEquals(StopReason.TRAINED, search(get(), SyntheticSpace::evaluate, 1, store, SETTINGS));
            return store.trials();
        }

        @Override
        public String toString() {
            return name + (audit ? " --audit" : "") + (halving ? " --halving" : "");
        }
    }

    static Stream<Features> all() {
        return STRATEGIES.entrySet().stream()
                .flatMap(each -> Stream.of(
                        new Features(each.getKey(), each.getValue(), false, false),
                        new Features(each.getKey(), each.getValue(), true, false),
                        new Features(each.getKey(), each.getValue(), false, true),
                        new Features(each.getKey(), each.getValue(), true, true)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void theTrialsAreTheSameWhateverTheWorkersAndTheStops(Features features) {
        List<Trial> whole = features.uninterrupted();
        for (int workers : new int[] {1, 3, 8}) {
            TrialStore store = new InMemoryTrialStore();
            search(features.get(), delayed(workers), workers, store, SETTINGS);
            assertEquals(whole, store.trials(), workers + " workers");
        }
        long fresh = whole.stream().filter(trial -> trial.repeats().isEmpty()).count();
        for (int trials : new int[] {3, 7}) {
            TrialStore store = new InMemoryTrialStore();
            int stops = stops(trials, features, store, SETTINGS);
            assertEquals(whole, store.trials(), "stopped every " + trials + " trials");
            assertTrue((stops + 1L) * trials >= fresh, "stopped " + stops + " times");
        }
    }

    /** Else the searches above would show less than they say. */
    @Test
    void theSearchesHaveSecondLooksPromotionsAndRandomTrials() {
        assertTrue(
                secondLooks(new Features("reinforce", EveryStrategyTest::reinforce, false, false).uninterrupted()) > 0);
        List<Trial> trials = new Features("reinforce", EveryStrategyTest::reinforce, true, true).uninterrupted();
        assertTrue(secondLooks(trials) > 0);
        assertTrue(trials.stream().anyMatch(t -> AuditSchedule.STANDARD.isRandom(t.number())));
        Set<OptionalInt> rungs = trials.stream()
                .filter(trial -> trial.result() instanceof Evaluated)
                .map(Trial::epochs)
                .collect(Collectors.toSet());
        assertEquals(Set.of(OptionalInt.of(1), OptionalInt.of(2), OptionalInt.empty()), rungs);
    }

    private static long secondLooks(List<Trial> trials) {
        Set<List<Object>> seen = new HashSet<>();
        return trials.stream()
                .filter(trial -> trial.repeats().isEmpty())
                .filter(trial -> !seen.add(List.of(trial.architecture().id(), trial.epochs())))
                .count();
    }
}
