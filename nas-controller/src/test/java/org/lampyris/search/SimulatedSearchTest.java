package org.lampyris.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lampyris.search.Searches.OBJECTIVES;
import static org.lampyris.search.Searches.REWARD;
import static org.lampyris.search.Searches.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Failed;
import org.lampyris.evaluation.EvaluationResult.Lost;
import org.lampyris.evaluation.EvaluationResult.TimedOut;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.execution.dispatch.DispatchSettings;
import org.lampyris.evaluation.execution.simulated.Fleet;
import org.lampyris.evaluation.execution.simulated.Mishaps;
import org.lampyris.evaluation.execution.simulated.Mishaps.Deaths;
import org.lampyris.evaluation.execution.simulated.Mishaps.Silences;
import org.lampyris.evaluation.execution.simulated.Scenario;
import org.lampyris.evaluation.execution.simulated.SimulatedBackend;
import org.lampyris.evaluation.execution.simulated.SimulationReport;
import org.lampyris.evaluation.execution.simulated.TrainingTimes;
import org.lampyris.search.genetic.RegularizedEvolution;
import org.lampyris.search.pareto.ParetoFront;
import org.lampyris.search.random.RandomStrategy;
import org.lampyris.search.store.InMemoryTrialStore;
import org.lampyris.search.store.TrialStore;

/** Whole searches on fleets of up to a thousand workers, in virtual time. */
@Timeout(60)
class SimulatedSearchTest {
    private static final Digits SPACE =
            new Digits(9, IntStream.range(0, 8).mapToObj(String::valueOf).toList());
    /** From 15 to 153 s, a minute in the mean; one of fifty takes four times as long. */
    private static final TrainingTimes TIMES =
            TrainingTimes.of(Duration.ofMinutes(1), 10).withStragglers(0.02, 4);

    /** A worker dies each half an hour or so, half of them unnoticed, and can't be heard for a minute each quarter. */
    private static final Mishaps ROUGH = new Mishaps(
            new Deaths(Optional.of(Duration.ofMinutes(30)), Optional.of(Duration.ofMinutes(3)), 0.5),
            new Silences(Optional.of(Duration.ofMinutes(15)), Duration.ofMinutes(1)),
            Set.of());

    private static SearchStrategy random() {
        return new RandomStrategy(SPACE, 5);
    }

    private static SearchStrategy evolution() {
        return new RegularizedEvolution(SPACE, RegularizedEvolution.Settings.DEFAULT, 5);
    }

    private record Outcome(List<Trial> trials, List<Trial> front, SimulationReport report) {}

    /** One of ten trials comes to a bad end by itself. */
    private static EvaluationResult evaluate(EvaluationRequest request) {
        Network network = new Network(request);
        Metrics cheap = Metrics.of(Map.of(Metrics.LATENCY_MS, network.latency()));
        double noise = (request.seed() >>> 40) * 0x1p-24;
        return switch ((int) (noise * 20)) {
            case 0 -> new Failed(cheap, "the loss is NaN in epoch 2");
            case 1 -> new TimedOut(cheap, "60 s");
            default -> new Evaluated(cheap.with(Metrics.ACCURACY, network.accuracy() - 0.02 * noise), Optional.empty());
        };
    }

    private record Network(EvaluationRequest request) {
        private double share(int from, int to) {
            return request.architecture().choices().subList(from, to).stream()
                            .mapToInt(choice -> choice)
                            .average()
                            .orElseThrow()
                    / 7;
        }

        double latency() {
            return 1 + 4 * share(0, 6);
        }

        double accuracy() {
            return 0.1 + 0.8 * Math.sqrt(share(3, 9));
        }
    }

    private static Outcome search(SearchStrategy strategy, int trained, int window, Scenario scenario) {
        TrialStore store = new InMemoryTrialStore();
        try (SimulatedBackend backend = new SimulatedBackend(SimulatedSearchTest::evaluate, scenario)) {
            SearchSettings settings = settings(3, window, SearchBudget.trained(trained));
            StopReason reason =
                    new NasController(strategy, backend, store, REWARD, settings).run(new SearchListener() {});
            assertEquals(StopReason.TRAINED, reason);
            List<Trial> trials = store.trials();
            return new Outcome(trials, ParetoFront.of(OBJECTIVES, trials).members(), backend.report());
        }
    }

    private static void assertSame(Outcome expected, Outcome actual, String fleet) {
        assertEquals(expected.trials(), actual.trials(), fleet);
        assertEquals(expected.front(), actual.front(), fleet);
        assertEquals(expected.report().results(), actual.report().results(), fleet);
    }

    @Test
    void aThousandWorkersDrawWhatOneDoes() {
        theSameWhateverTheFleet(SimulatedSearchTest::random);
    }

    @Test
    void aThousandWorkersLearnWhatOneDoes() {
        theSameWhateverTheFleet(SimulatedSearchTest::evolution);
    }

    /** The trials, the rewards and the front, with what goes wrong and without. */
    private static void theSameWhateverTheFleet(Supplier<SearchStrategy> strategy) {
        Outcome one = search(strategy.get(), 6_000, 3_000, Scenario.of(Fleet.of(1), TIMES, 1));
        assertTrue(one.front().size() > 3);
        for (int workers : new int[] {8, 1_000}) {
            Scenario smooth = Scenario.of(Fleet.of(workers), TIMES, 2);
            assertSame(one, search(strategy.get(), 6_000, 3_000, smooth), workers + " workers");
            Outcome rough = search(strategy.get(), 6_000, 3_000, smooth.with(ROUGH));
            assertSame(one, rough, workers + " workers with mishaps");
            for (int i = 0; i < rough.trials().size(); i++) {
                assertEquals(i + 1, rough.trials().get(i).number());
            }
            SimulationReport report = rough.report();
            assertTrue(report.refused() >= 10, report.toString());
            assertTrue(report.losses() >= 100, report.toString());
            assertTrue(report.workers().joined() > workers, report.toString());
        }
    }

    @Test
    void aPoisonTrialIsStoredAsLostAndTheSearchGoesOn() {
        Deaths replaced = new Deaths(Optional.empty(), Optional.of(Duration.ofMinutes(3)), 0.5);
        DispatchSettings thrice = DispatchSettings.ofLease(Duration.ofSeconds(30), 3);
        Scenario poisoned =
                new Scenario(Fleet.of(8), TIMES, new Mishaps(replaced, Silences.NONE, Set.of(7, 100)), thrice, 1);
        Outcome outcome = search(random(), 500, 40, poisoned);
        assertEquals(502, outcome.trials().size(), "the lost ones are made up for");
        for (Trial trial : outcome.trials()) {
            assertEquals(trial.number() == 7 || trial.number() == 100, trial.result() instanceof Lost);
        }
        assertInstanceOf(Lost.class, outcome.trials().get(6).result());
        assertEquals(6, outcome.report().workers().died());
    }

    @Test
    void aFleetThatDiesOutGoesOnOnceOthersJoin() {
        Mishaps deadly = new Mishaps(
                new Deaths(Optional.of(Duration.ofMinutes(4)), Optional.of(Duration.ofHours(5)), 1),
                Silences.NONE,
                Set.of());
        Scenario scenario = Scenario.of(Fleet.of(2), TrainingTimes.of(Duration.ofMinutes(1), 10), 1);
        Outcome smooth = search(evolution(), 60, 8, scenario);
        Outcome outcome = search(evolution(), 60, 8, scenario.with(deadly));
        assertSame(smooth, outcome, "both workers were dead again and again");
        assertFalse(
                outcome.report().time().compareTo(Duration.ofHours(20)) < 0,
                outcome.report().toString());
    }

    /** With the same window, and with one that grows with the fleet. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void twiceTheWorkersAreNeverSlower(long seed) {
        Duration longest = TIMES.longest().multipliedBy((long) TIMES.slowdown());
        for (int windowPerWorker : new int[] {0, 1, 3}) {
            Duration before = Duration.ofDays(365);
            for (int workers = 1; workers <= 128; workers *= 2) {
                int window = windowPerWorker == 0 ? 50 : windowPerWorker * workers;
                Scenario scenario = Scenario.of(Fleet.of(workers), TIMES, seed);
                SimulationReport report =
                        search(random(), 400, window, scenario).report();
                assertTrue(
                        report.time().compareTo(before.plus(longest)) <= 0,
                        workers + " workers take " + report.time() + ", half of them " + before);
                assertTrue(report.slots().utilisation() == report.slots().occupancy());
                before = report.time();
            }
        }
    }
}
