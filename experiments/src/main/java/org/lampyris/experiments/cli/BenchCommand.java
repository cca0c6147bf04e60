package org.lampyris.experiments.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.training.ReferenceNetworks;
import org.lampyris.evaluation.training.TrainingBenchmark;
import org.lampyris.evaluation.training.TrainingBenchmark.Clocks;
import org.lampyris.evaluation.training.TrainingBenchmark.Effort;
import org.lampyris.evaluation.training.TrainingSpeed;
import org.lampyris.experiments.Machine;
import org.lampyris.experiments.SystemTime;
import org.lampyris.experiments.report.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench}: what can be measured of this machine and of parts of the search. */
@Command(
        name = "bench",
        description =
                "Measures how fast this machine trains, what memory it takes, what zero-cost proxies tell, how a search scales,"
                        + " what ways to store weights cost, and what a teacher adds.",
        synopsisSubcommandLabel = "COMMAND")
final class BenchCommand implements Runnable {
    private static final int MOST_THREADS = 256;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "training, memory, proxies, scaling, weights or teacher is missing");
    }

    /** {@code bench training [NETWORK...]}. */
    @Command(name = "training", description = "Measures training on three small networks: images per second.")
    static final class Training implements Callable<Integer> {
        private final Console console;

        @Spec
        private @Nullable CommandSpec spec;

        @Parameters(
                arity = "0..*",
                paramLabel = "NETWORK",
                description = "plain, fire, bottleneck (default: all three).")
        private List<String> networks = new ArrayList<>();

        @Option(
                names = "--threads",
                paramLabel = "N",
                defaultValue = "1",
                description = "Networks trained at once, a thread each (default: ${DEFAULT-VALUE}).")
        private int threads;

        @Option(names = "--json", description = "Prints JSON.")
        private boolean json;

        Training(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws InterruptedException {
            List<String> names = networks.isEmpty() ? ReferenceNetworks.NAMES : networks;
            for (String name : names) {
                require(
                        ReferenceNetworks.NAMES.contains(name),
                        "there is no network '" + name + "', choose among "
                                + String.join(", ", ReferenceNetworks.NAMES));
            }
            require(
                    threads >= 1 && threads <= MOST_THREADS,
                    "--threads is " + threads + ", but must be from 1 to " + MOST_THREADS);
            console.err().println(Machine.prepare(threads));
            TrainingBenchmark benchmark = new TrainingBenchmark(
                    new Clocks(
                            SystemTime::nanoseconds, SystemTime::processorNanoseconds, SystemTime::compilerNanoseconds),
                    Effort.standard());
            List<Map<String, Object>> results = new ArrayList<>();
            for (String name : names) {
                TrainingSpeed speed = benchmark.measure(name, threads);
                if (!json) {
                    console.out().println(speed.line());
                }
                results.add(fields(speed));
            }
            if (json) {
                console.out().print(Json.write(results));
            }
            return ExitCode.DONE;
        }

        private void require(boolean holds, String message) {
            if (!holds) {
                throw new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
            }
        }

        private static Map<String, Object> fields(TrainingSpeed speed) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("network", speed.network());
            fields.put("params", speed.parameters());
            fields.put("threads", speed.threads());
            fields.put("train_img_per_cpu_s", speed.imagesPerCpuSecond());
            fields.put("train_img_per_s", speed.imagesPerSecond());
            return fields;
        }
    }
}
