package org.lampyris.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lampyris.search.Searches.OBJECTIVES;
import static org.lampyris.search.Searches.REWARD;
import static org.lampyris.search.Searches.WINDOW;
import static org.lampyris.search.Searches.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.execution.EvaluationBackend;
import org.lampyris.evaluation.execution.LocalBackend;
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

    /** Networks get better with epochs, each at its own pace. */
    private static EvaluationResult evaluate(EvaluationRequest request) {
        EvaluationResult whole = SyntheticSpace.evaluate(request);
        if (request.epochs().isEmpty() || !(whole instanceof Evaluated evaluated)) {
            return whole;
        }
        int epochs = request.epochs().getAsInt();
        double pace = 0.2 + 0.6 * new SplittableRandom(request.seed()).nextDouble();
        double accuracy = evaluated.metrics().get(Metrics.ACCURACY) * (1 - pace / epochs);
        return new Evaluated(
                evaluated.metrics().with(Metrics.ACCURACY, accuracy).with(Metrics.EPOCHS, epochs), evaluated.weights());
    }

    private static Evaluator delayed(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return request -> {
            long delay;
            synchronized (random) {
                delay = random.nextLong(2_000_000);
            }
            Thread.sleep(delay / 1_000_000, (int) (delay % 1_000_000));
            return evaluate(request);
        };
    }

    private static StopReason search(Evaluator evaluator, int workers, TrialStore store) {
        return search(halving(), evaluator, workers, store);
    }

    private static StopReason search(SearchStrategy strategy, Evaluator evaluator, int workers, TrialStore store) {
        try (EvaluationBackend backend = new LocalBackend(evaluator, workers)) {
            return new NasController(strategy, backend, store, REWARD, SETTINGS).run(new SearchListener() {});
        }
    }

    private static List<Trial> uninterrupted() {
        TrialStore store = new InMemoryTrialStore();
        assertEquals(StopReason.TRAINED, search(HalvedSearchTest::evaluate, 1, store));
        return store.trials();
    }

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {1, 2, 8})
    void theTrialsAreTheSameWhateverTheWorkers(int workers) {
        TrialStore store = new InMemoryTrialStore();
        search(delayed(workers), workers, store);
        assertEquals(uninterrupted(), store.trials());
    }

    @Test
    void aSearchStoppedAtEveryTrialIsOneThatNeverStopped() {
        TrialStore store = new InMemoryTrialStore();
        int stops = 0;
        StopReason reason = StopReason.INTERRUPTED;
        while (reason == StopReason.INTERRUPTED) {
            assertTrue(stops <= 400, "stopped " + stops + " times");
            reason = searchUntilOneMoreIsKept(store, 1 + stops % 3);
            stops++;
        }
        assertTrue(stops > 10, "stopped only " + stops + " times");
        assertEquals(uninterrupted(), store.trials());
    }

    @Test
    void withAnAuditToo() {
        TrialStore whole = new InMemoryTrialStore();
        assertEquals(StopReason.TRAINED, search(audited(), HalvedSearchTest::evaluate, 1, whole));
        TrialStore resumed = new InMemoryTrialStore();
        whole.trials().subList(0, 31).forEach(resumed::append);
        assertEquals(StopReason.TRAINED, search(audited(), delayed(4), 8, resumed));
        assertEquals(whole.trials(), resumed.trials());
        AuditSchedule schedule = AuditSchedule.STANDARD;
        List<Trial> random = whole.trials().stream()
                .filter(trial -> schedule.isRandom(trial.number()) && trial.result() instanceof Evaluated)
                .toList();
        assertTrue(random.stream().allMatch(trial -> trial.epochs().orElse(EPOCHS) == 1), "begun as the others are");
    }

    private static SearchStrategy audited() {
        return new AuditedStrategy(halving(), new SyntheticSpace(), AuditSchedule.STANDARD, 3);
    }

    private static StopReason searchUntilOneMoreIsKept(TrialStore store, int workers) {
        CompletableFuture<NasController> searching = new CompletableFuture<>();
        try (EvaluationBackend backend = new LocalBackend(HalvedSearchTest::evaluate, workers)) {
            NasController controller = new NasController(halving(), backend, store, REWARD, SETTINGS);
            searching.complete(controller);
            return controller.run(new SearchListener() {
                @Override
                public void trialFinished(Trial trial, boolean replayed) {
                    if (!replayed) {
                        searching.join().stop();
                    }
                }
            });
        }
    }

    @Test
    void manyBeginAndFewAreTrainedInFull() {
        List<Trial> trials = uninterrupted().stream()
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
        List<Trial> trials = uninterrupted();
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
