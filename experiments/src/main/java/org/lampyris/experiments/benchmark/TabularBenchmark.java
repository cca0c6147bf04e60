package org.lampyris.experiments.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.lampyris.experiments.Strategies;
import org.lampyris.experiments.config.StrategySettings;
import org.lampyris.search.SearchStrategy;
import org.lampyris.space.table.TabularProblem;

/** Lets strategies search a table, each with many seeds; the outcomes depend on nothing but table, strategy and seed. */
public final class TabularBenchmark {
    private static final List<Integer> CHECKPOINTS = List.of(50, 100, 200, 500);

    private final TabularProblem table;
    private final List<String> objectives;
    private final Plan plan;
    private final LongSupplier nanoseconds;

    /**
     * @param strategies their names, with settings as {@link StrategySettings#parse} reads them
     * @param trials evaluations of each run, at most as many as the table has architectures
     * @param seeds runs of each strategy, with the seeds from 0
     * @param threads runs at once
     */
    public record Plan(List<String> strategies, int trials, int seeds, int threads) {
        public Plan {
            strategies = List.copyOf(strategies);
            if (strategies.isEmpty() || trials < 1 || seeds < 1 || threads < 1) {
                throw new IllegalArgumentException("nothing to compare: " + strategies + ", " + trials + " trials, "
                        + seeds + " seeds, " + threads + " threads");
            }
        }
    }

    /**
     * @param objectives {@code accuracy} (or {@code loss}), then costs of the table
     * @param nanoseconds a clock for the strategies' own time
     */
    public TabularBenchmark(TabularProblem table, List<String> objectives, Plan plan, LongSupplier nanoseconds) {
        this.table = table;
        this.objectives = List.copyOf(objectives);
        this.plan = plan;
        this.nanoseconds = nanoseconds;
    }

    /**
     * Runs everything.
     *
     * @param finished told how many runs are finished
     * @throws org.lampyris.input.InvalidInputException if a strategy or an objective isn't known
     */
    public BenchmarkReport run(IntConsumer finished) throws InterruptedException {
        TabularGoal goal = TabularGoal.of(table, objectives);
        TrueFront front = new TrueFront(goal);
        List<Integer> checkpoints =
                checkpoints(Math.min(plan.trials(), table.rows().size()));
        Map<String, List<Callable<TabularOutcome>>> runs = new LinkedHashMap<>();
        for (String name : plan.strategies()) {
            Strategies.Maker maker = Strategies.maker(StrategySettings.parse("--strategies", name));
            List<Callable<TabularOutcome>> seeds = new ArrayList<>();
            for (int i = 0; i < plan.seeds(); i++) {
                long seed = i;
                seeds.add(() -> {
                    SearchStrategy strategy = maker.make(goal.problem(), seed);
                    return new TabularRun(goal, front, strategy, seed, nanoseconds).run(checkpoints);
                });
            }
            runs.put(name, seeds);
        }
        return new BenchmarkReport(goal, checkpoints, outcomes(runs, finished));
    }

    static List<Integer> checkpoints(int trials) {
        List<Integer> checkpoints = new ArrayList<>(
                CHECKPOINTS.stream().filter(checkpoint -> checkpoint < trials).toList());
        checkpoints.add(trials);
        return checkpoints;
    }

    private Map<String, List<TabularOutcome>> outcomes(
            Map<String, List<Callable<TabularOutcome>>> runs, IntConsumer finished) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(plan.threads(), task -> {
            Thread thread = new Thread(task, "benchmark");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Map<String, List<Future<TabularOutcome>>> futures = new LinkedHashMap<>();
            runs.forEach((name, seeds) ->
                    futures.put(name, seeds.stream().map(threads::submit).toList()));
            Map<String, List<TabularOutcome>> outcomes = new LinkedHashMap<>();
            int done = 0;
            for (Map.Entry<String, List<Future<TabularOutcome>>> strategy : futures.entrySet()) {
                List<TabularOutcome> own = new ArrayList<>();
                for (Future<TabularOutcome> future : strategy.getValue()) {
                    own.add(outcome(future));
                    finished.accept(++done);
                }
                outcomes.put(strategy.getKey(), own);
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }

    private static TabularOutcome outcome(Future<TabularOutcome> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e.getCause());
        }
    }
}
