package org.lampyris.experiments.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.tabular.TabularEvaluator;
import org.lampyris.evaluation.weights.DurableFile;
import org.lampyris.experiments.SystemTime;
import org.lampyris.experiments.benchmark.BenchmarkReport;
import org.lampyris.experiments.benchmark.TabularBenchmark;
import org.lampyris.experiments.report.Json;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.table.SyntheticProblems;
import org.lampyris.space.table.TabularProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code benchmark TABLE}: strategies on a problem with known answers. */
@Command(
        name = "benchmark",
        description = "Lets strategies search a table of known results and says how far from the optimum they end.")
final class BenchmarkCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 256;
    private static final String RANDOM = "random";

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "FILE.yaml",
            description = "The table (see docs/benchmark.md), or a made one: synthetic:interactions, synthetic:noisy,"
                    + " synthetic:deceptive.")
    private String file = "";

    @Option(
            names = "--strategies",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "reinforce,evolution,nsga2,local,random",
            description = "Which, the first is tested against the others; random always runs; with settings:"
                    + " reinforce:looks=0 (default: ${DEFAULT-VALUE}).")
    private List<String> strategies = new ArrayList<>();

    @Option(
            names = "--objectives",
            paramLabel = "NAME",
            split = ",",
            description = "accuracy (or loss), then costs of the table (default: the first alone).")
    private List<String> objectives = new ArrayList<>();

    @Option(
            names = "--trials",
            paramLabel = "N",
            defaultValue = "500",
            description = "Evaluations of each run (default: ${DEFAULT-VALUE}).")
    private int trials;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "100",
            description = "Runs of each strategy (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Runs at once (default: the cores). They change nothing but the time.")
    private @Nullable Integer workers;

    @Option(names = "--csv", paramLabel = "OUT", description = "Writes each run's figures to a file.")
    private @Nullable Path csv;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    BenchmarkCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        int threads = workers == null ? Runtime.getRuntime().availableProcessors() : workers;
        require(trials >= 1 && trials <= 1_000_000, "--trials is " + trials + ", but must be from 1 to 1000000");
        require(seeds >= 1 && seeds <= 1_000_000, "--seeds is " + seeds + ", but must be from 1 to 1000000");
        require(
                threads >= 1 && threads <= MOST_THREADS,
                "--workers is " + threads + ", but must be from 1 to " + MOST_THREADS);
        List<String> names = new ArrayList<>(strategies);
        if (!names.contains(RANDOM)) {
            names.add(RANDOM);
        }
        require(names.stream().distinct().count() == names.size(), "--strategies names a strategy twice");
        requireWritable();
        TabularProblem table = file.startsWith(SyntheticProblems.PREFIX)
                ? SyntheticProblems.of(file.substring(SyntheticProblems.PREFIX.length()))
                : TabularProblem.read(Path.of(file));
        List<String> wanted = objectives.isEmpty() ? List.of(TabularEvaluator.metric(table)) : objectives;
        TabularBenchmark benchmark = new TabularBenchmark(
                table, wanted, new TabularBenchmark.Plan(names, trials, seeds, threads), SystemTime::nanoseconds);
        BenchmarkReport report = benchmark.run(done -> progress(done, names.size() * seeds));
        if (csv != null) {
            write(csv, report.csv());
        }
        console.out().print(json ? Json.write(report.json()) : report.text());
        return ExitCode.DONE;
    }

    private void progress(int done, int all) {
        if (console.columns().isPresent()) {
            console.err().print("\r" + done + " of " + all + " runs" + (done == all ? "\n" : ""));
            console.err().flush();
        } else if (done % Math.max(1, all / 10) == 0) {
            console.err().println(done + " of " + all + " runs");
        }
    }

    /** Before minutes are spent on what then has no place. */
    private void requireWritable() {
        if (csv == null) {
            return;
        }
        Path folder = csv.toAbsolutePath().getParent();
        if (Files.isDirectory(csv) || folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw InvalidInputException.at(
                    "--csv", "'" + csv + "' can't be written", "Name a file in a folder that exists.");
        }
    }

    private static void write(Path file, String text) {
        try {
            DurableFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
        }
    }
}
