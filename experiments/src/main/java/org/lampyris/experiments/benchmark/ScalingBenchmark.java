package org.lampyris.experiments.benchmark;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.lampyris.evaluation.execution.simulated.Fleet;
import org.lampyris.evaluation.execution.simulated.Scenario;
import org.lampyris.evaluation.execution.simulated.SimulatedBackend;
import org.lampyris.evaluation.execution.simulated.SimulationReport;
import org.lampyris.search.NasController;
import org.lampyris.search.SearchBudget;
import org.lampyris.search.SearchListener;
import org.lampyris.search.SearchSettings;
import org.lampyris.search.Trial;
import org.lampyris.search.random.RandomStrategy;
import org.lampyris.search.reward.AccuracyReward;
import org.lampyris.search.store.InMemoryTrialStore;

/**
 * The same random search on simulated fleets of all sizes: how much faster more workers make it, how busy they are kept,
 * and what the engine itself takes. Virtual times depend on the plan alone.
 */
public final class ScalingBenchmark {
    /** Trains so many before anything is timed, so that what the first fleet takes isn't the compiler's time. */
    private static final int WARM_UP = 20_000;

    private final Plan plan;
    private final LongSupplier threadNanoseconds;

    /**
     * @param workers fleets to try
     * @param windows windows to try for each, in trials a worker
     * @param trainings of each search
     * @param scenario what all the fleets go through; its own fleet is replaced
     */
    public record Plan(List<Integer> workers, List<Integer> windows, int trainings, Scenario scenario) {
        public Plan {
            workers = List.copyOf(workers);
            windows = List.copyOf(windows);
        }
    }

    private record Search(List<Trial> trials, SimulationReport simulation, double milliseconds) {}

    /** @param threadNanoseconds processor time of the calling thread */
    public ScalingBenchmark(Plan plan, LongSupplier threadNanoseconds) {
        this.plan = plan;
        this.threadNanoseconds = threadNanoseconds;
    }

    /**
     * Runs everything.
     *
     * @param finished hears of each row
     */
    public List<ScalingRow> run(Consumer<ScalingRow> finished) {
        search(10, 100, Math.min(plan.trainings(), WARM_UP));
        Search alone = search(1, plan.windows().get(0), plan.trainings());
        List<ScalingRow> rows = new ArrayList<>();
        for (int workers : plan.workers()) {
            for (int window : plan.windows()) {
                ScalingRow row = row(workers, workers * window, alone);
                finished.accept(row);
                rows.add(row);
            }
        }
        return rows;
    }

    private ScalingRow row(int workers, int window, Search alone) {
        Search search = search(workers, window, plan.trainings());
        double speedUp = (double) alone.simulation().time().toNanos()
                / search.simulation().time().toNanos();
        return new ScalingRow(
                workers,
                window,
                search.simulation(),
                speedUp,
                search.milliseconds() / search.trials().size(),
                search.trials().equals(alone.trials()));
    }

    private Search search(int workers, int window, int trainings) {
        Scenario scenario = plan.scenario().with(Fleet.of(workers));
        SearchSettings settings = new SearchSettings(
                scenario.seed(),
                window,
                SearchBudget.trained(trainings),
                ScalingProblem.OBJECTIVES,
                () -> Instant.EPOCH);
        try (SimulatedBackend backend = new SimulatedBackend(new ScalingProblem(), scenario);
                InMemoryTrialStore store = new InMemoryTrialStore()) {
            NasController controller = new NasController(
                    new RandomStrategy(ScalingProblem.space(), scenario.seed()),
                    backend,
                    store,
                    new AccuracyReward(ScalingProblem.OBJECTIVES),
                    settings);
            long start = threadNanoseconds.getAsLong();
            controller.run(new SearchListener() {});
            double milliseconds = (threadNanoseconds.getAsLong() - start) / 1e6;
            return new Search(store.trials(), backend.report(), milliseconds);
        }
    }
}
