package org.lampyris.experiments.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.execution.simulated.Fleet;
import org.lampyris.evaluation.execution.simulated.Mishaps;
import org.lampyris.evaluation.execution.simulated.Scenario;
import org.lampyris.evaluation.execution.simulated.SimulationReport;
import org.lampyris.evaluation.execution.simulated.TrainingTimes;
import org.lampyris.experiments.SystemTime;
import org.lampyris.experiments.benchmark.ScalingBenchmark;
import org.lampyris.experiments.benchmark.ScalingRow;
import org.lampyris.experiments.config.SearchPlan;
import org.lampyris.experiments.config.Units;
import org.lampyris.experiments.report.Json;
import org.lampyris.experiments.report.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench scaling}: how busy a search keeps fleets of up to a thousand workers. */
@Command(
        name = "scaling",
        description = "Searches on simulated fleets, in virtual time, and tells how busy they are kept.")
final class BenchScalingCommand implements Callable<Integer> {
    private static final int MOST_TRAININGS = 1_000_000;
    private static final double WIDEST_SPREAD = 1_000;

    /** So that a million trainings fit on the virtual clock. */
    private static final Duration LONGEST_MEAN = Duration.ofHours(1);

    private static final int TRAININGS_A_MISHAP = 100;

    private static final int TRAININGS_A_REPLACEMENT = 5;
    private static final double STRAGGLERS = 0.02;
    private static final double SLOWDOWN = 4;
    /** Most of them outlast the lease of half a minute. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private static final String WORDS = "A worker dies once in " + TRAININGS_A_MISHAP + " trainings and is replaced "
            + TRAININGS_A_REPLACEMENT + " later, is silent as often, " + Units.format(SILENCE) + " in the mean; "
            + Math.round(100 * STRAGGLERS) + " % of the trainings take " + Math.round(SLOWDOWN) + " times as long.\n";

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--workers",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,2,5,10,20,50,100,200,500,1000",
            description = "Fleets to try (default: ${DEFAULT-VALUE}).")
    private List<Integer> workers = new ArrayList<>();

    @Option(
            names = "--trials-per-worker",
            paramLabel = "N",
            defaultValue = "100",
            description = "Trainings of each search, for each worker of the largest fleet (default: ${DEFAULT-VALUE}).")
    private int trialsPerWorker;

    @Option(
            names = "--mean",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "How long a training takes in the mean (default: ${DEFAULT-VALUE}).")
    private String mean = "";

    @Option(
            names = "--spread",
            paramLabel = "X",
            defaultValue = "10",
            description = "The longest over the shortest training (default: ${DEFAULT-VALUE}).")
    private double spread;

    @Option(
            names = "--window-per-worker",
            paramLabel = "N",
            split = ",",
            description = "The search window over the workers; a list tries each (default: how many average trainings"
                    + " the longest one spans, 3 for a spread of 10).")
    private List<Integer> windows = new ArrayList<>();

    @Option(
            names = "--mishaps",
            description = "Workers die, others join, some can't be heard for a while, some trainings straggle.")
    private boolean mishaps;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Which (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    BenchScalingCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ScalingBenchmark.Plan plan = plan();
        List<ScalingRow> rows = new ScalingBenchmark(plan, SystemTime::threadNanoseconds)
                .run(row -> console.err().println(row.workers() + " workers, window " + row.window() + ": done"));
        console.out().print(json ? Json.write(fields(plan, rows)) : text(plan, rows));
        return ExitCode.DONE;
    }

    private ScalingBenchmark.Plan plan() {
        workers.forEach(each -> require(each >= 1, "--workers has " + each + ", but must be at least 1"));
        windows.forEach(each -> require(each >= 1, "--window-per-worker has " + each + ", but must be at least 1"));
        require(spread >= 1 && spread <= WIDEST_SPREAD, "--spread is " + spread + ", but must be from 1 to 1000");
        Duration training = Units.duration("--mean", mean);
        require(
                training.toSeconds() >= 1 && training.compareTo(LONGEST_MEAN) <= 0,
                "--mean is " + mean + ", but must be from 1s to " + Units.format(LONGEST_MEAN));
        Scenario smooth = Scenario.of(Fleet.of(1), TrainingTimes.of(training, spread), seed);
        Scenario scenario = mishaps ? troubled(smooth, training) : smooth;
        List<Integer> perWorker = windows.isEmpty() ? List.of(scenario.times().span()) : windows;
        int largest = Collections.max(workers);
        long window = (long) largest * Collections.max(perWorker);
        require(
                window <= SearchPlan.MAX_WINDOW,
                "a window of " + Collections.max(perWorker) + " for each of " + largest + " workers is " + window
                        + ", but no search has more than " + SearchPlan.MAX_WINDOW);
        int most = MOST_TRAININGS / largest;
        require(
                trialsPerWorker >= 1 && trialsPerWorker <= most,
                "--trials-per-worker is " + trialsPerWorker + ", but must be from 1 to " + most + " with " + largest
                        + " workers");
        return new ScalingBenchmark.Plan(workers, perWorker, largest * trialsPerWorker, scenario);
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
        }
    }

    private static Scenario troubled(Scenario scenario, Duration training) {
        Optional<Duration> often = Optional.of(training.multipliedBy(TRAININGS_A_MISHAP));
        Mishaps all = new Mishaps(
                new Mishaps.Deaths(often, Optional.of(training.multipliedBy(TRAININGS_A_REPLACEMENT)), 0.5),
                new Mishaps.Silences(often, SILENCE),
                Set.of());
        TrainingTimes straggling = scenario.times().withStragglers(STRAGGLERS, SLOWDOWN);
        return Scenario.of(scenario.fleet(), straggling, scenario.seed()).with(all);
    }

    private String text(ScalingBenchmark.Plan plan, List<ScalingRow> rows) {
        TextTable table = new TextTable(List.of(
                "workers",
                "window",
                "virtual time",
                "speed-up",
                "utilisation",
                "busy",
                "engine ms a trial",
                "lost",
                "refused",
                "same trials"));
        for (ScalingRow row : rows) {
            SimulationReport simulation = row.simulation();
            table.row(List.of(
                    String.valueOf(row.workers()),
                    String.valueOf(row.window()),
                    Units.format(Duration.ofSeconds(simulation.time().toSeconds())),
                    rounded(row.speedUp(), 2),
                    percent(simulation.slots().utilisation()),
                    percent(simulation.slots().occupancy()),
                    rounded(row.engineMilliseconds(), 3),
                    String.valueOf(simulation.losses()),
                    String.valueOf(simulation.refused()),
                    row.same() ? "yes" : "no"));
        }
        TrainingTimes times = plan.scenario().times();
        return "A random search of " + plan.trainings() + " trainings, " + seconds(times.shortest()) + " to "
                + seconds(times.longest()) + " s each (log-uniform), seed " + seed + ".\n"
                + (mishaps ? WORDS : "") + "\n" + table;
    }

    private static String seconds(Duration duration) {
        return rounded(duration.toNanos() / 1e9, 1);
    }

    private static String percent(double share) {
        return rounded(100 * share, 1) + " %";
    }

    private static String rounded(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private Map<String, Object> fields(ScalingBenchmark.Plan plan, List<ScalingRow> rows) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("trainings", plan.trainings());
        fields.put("shortest_s", plan.scenario().times().shortest().toNanos() / 1e9);
        fields.put("longest_s", plan.scenario().times().longest().toNanos() / 1e9);
        fields.put("mishaps", mishaps);
        fields.put("seed", seed);
        fields.put("fleets", rows.stream().map(BenchScalingCommand::fields).toList());
        return fields;
    }

    private static Map<String, Object> fields(ScalingRow row) {
        SimulationReport simulation = row.simulation();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("workers", row.workers());
        fields.put("window", row.window());
        fields.put("virtual_s", simulation.time().toNanos() / 1e9);
        fields.put("speed_up", row.speedUp());
        fields.put("utilisation", simulation.slots().utilisation());
        fields.put("busy", simulation.slots().occupancy());
        fields.put("engine_cpu_ms_a_trial", row.engineMilliseconds());
        fields.put("lost", simulation.losses());
        fields.put("refused", simulation.refused());
        fields.put("died", simulation.workers().died());
        fields.put("joined", simulation.workers().joined());
        fields.put("same_trials", row.same());
        return fields;
    }
}
