package org.lampyris.experiments.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.training.TrainingPlan;
import org.lampyris.experiments.Ingredients;
import org.lampyris.experiments.Machine;
import org.lampyris.experiments.SystemTime;
import org.lampyris.experiments.benchmark.Estimate;
import org.lampyris.experiments.benchmark.ProxyBenchmark;
import org.lampyris.experiments.benchmark.ProxyBenchmark.Clocks;
import org.lampyris.experiments.benchmark.ProxyQuality;
import org.lampyris.experiments.benchmark.ProxyReport;
import org.lampyris.experiments.config.DataSettings;
import org.lampyris.experiments.report.Json;
import org.lampyris.experiments.report.TextTable;
import org.lampyris.space.FireBottleneckSpace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench proxies}: how well scores of untrained networks tell which become accurate. */
@Command(
        name = "proxies",
        description = "Trains a sample of the default space and tells how well each zero-cost proxy had ranked it.")
final class BenchProxiesCommand implements Callable<Integer> {
    private static final int MOST_NETWORKS = 10_000;
    private static final int MOST_WORKERS = 256;

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--networks",
            paramLabel = "N",
            defaultValue = "60",
            description = "How many to train (default: ${DEFAULT-VALUE}).")
    private int networks;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Which (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--workers", paramLabel = "N", description = "Trainings at once (default: the cores).")
    private @Nullable Integer workers;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    BenchProxiesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException, TrainingException {
        int threads =
                workers == null ? Math.min(MOST_WORKERS, Runtime.getRuntime().availableProcessors()) : workers;
        requireRange("--networks", networks, ProxyBenchmark.FEWEST, MOST_NETWORKS);
        requireRange("--workers", threads, 1, MOST_WORKERS);
        console.err().println(Machine.prepare(threads));
        Dataset data = Ingredients.data(DataSettings.of("fashion-mnist-mini"));
        FireBottleneckSpace space = new FireBottleneckSpace(
                Ingredients.definition("fire-bottleneck"),
                data.shape(),
                data.classNames().size());
        ProxyBenchmark benchmark = new ProxyBenchmark(
                space,
                data,
                TrainingPlan.standard(),
                new Clocks(SystemTime::nanoseconds, SystemTime::threadNanoseconds));
        ProxyReport report = benchmark.run(
                networks, seed, threads, ended -> console.err().println(ended + "/" + networks + " trained"));
        console.out().print(json ? Json.write(fields(report)) : text(report));
        return ExitCode.DONE;
    }

    private void requireRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    option + " is " + value + ", but must be from " + least + " to " + most);
        }
    }

    private static String text(ProxyReport report) {
        TextTable table = new TextTable(
                List.of("proxy", "spearman", "95 %", "kendall", "95 %", "beyond madds", "95 %", "CPU ms a score"));
        for (ProxyQuality proxy : report.proxies()) {
            Optional<Estimate> beyond = proxy.beyondMultiplyAdds();
            table.row(List.of(
                    proxy.name(),
                    value(proxy.spearman()),
                    interval(proxy.spearman()),
                    value(proxy.kendall()),
                    interval(proxy.kendall()),
                    beyond.map(BenchProxiesCommand::value).orElse("-"),
                    beyond.map(BenchProxiesCommand::interval).orElse("-"),
                    rounded(proxy.milliseconds(), 2)));
        }
        List<Double> accuracies = report.accuracies();
        return accuracies.size() + " networks trained, " + report.failed() + " failed, accuracy "
                + rounded(Collections.min(accuracies), 3) + " to " + rounded(Collections.max(accuracies), 3)
                + ", " + rounded(report.trainingMilliseconds(), 0) + " CPU ms a training (median).\n"
                + "Rank correlation with validation accuracy; intervals: percentiles of 2,000 bootstrap samples.\n\n"
                + table;
    }

    private static String value(Estimate estimate) {
        return rounded(estimate.value(), 3);
    }

    private static String interval(Estimate estimate) {
        return rounded(estimate.low(), 2) + " to " + rounded(estimate.high(), 2);
    }

    private static String rounded(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private Map<String, Object> fields(ProxyReport report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("networks", networks);
        fields.put("seed", seed);
        fields.put("failed", report.failed());
        fields.put("training_cpu_ms", report.trainingMilliseconds());
        List<Map<String, Object>> proxies = new ArrayList<>();
        for (ProxyQuality proxy : report.proxies()) {
            Map<String, Object> own = new LinkedHashMap<>();
            own.put("proxy", proxy.name());
            own.put("spearman", fields(proxy.spearman()));
            own.put("kendall", fields(proxy.kendall()));
            own.put("beyond_multiply_adds", proxy.beyondMultiplyAdds().map(BenchProxiesCommand::fields));
            own.put("score_cpu_ms", proxy.milliseconds());
            proxies.add(own);
        }
        fields.put("proxies", proxies);
        fields.put("accuracies", report.accuracies());
        return fields;
    }

    private static Map<String, Object> fields(Estimate estimate) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("value", estimate.value());
        fields.put("low", estimate.low());
        fields.put("high", estimate.high());
        return fields;
    }
}
