package org.lampyris.experiments.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lampyris.experiments.Ingredients;
import org.lampyris.experiments.config.Experiment;
import org.lampyris.experiments.config.Goal;
import org.lampyris.experiments.config.Problem;
import org.lampyris.experiments.config.Units;
import org.lampyris.experiments.report.Json;
import org.lampyris.experiments.report.RewardReport;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.graph.TensorShape;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code space}: the search spaces. */
@Command(name = "space", description = "Shows search spaces.", synopsisSubcommandLabel = "COMMAND")
final class SpaceCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "show is missing");
    }

    /** {@code space show}. */
    @Command(
            name = "show",
            description =
                    "Prints a search space as YAML, to be copied and changed; with a profile also, as its comments,"
                            + " the reward that a search on that device would have.")
    static final class Show implements Callable<Integer> {
        private final Console console;

        @Spec
        private @Nullable CommandSpec spec;

        @Parameters(
                arity = "0..1",
                paramLabel = "NAME|FILE",
                defaultValue = "fire-bottleneck",
                description = "A name, or a file (default: ${DEFAULT-VALUE}).")
        private String space = "";

        @ArgGroup(exclusive = false)
        private @Nullable Device device;

        @Option(names = "--json", description = "Prints JSON, without the YAML.")
        private boolean json;

        Show(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Optional<Ingredients> opened = experiment().map(Ingredients::open);
            FireBottleneckSpace decoded = opened.map(Ingredients::space)
                    .orElseGet(() ->
                            new FireBottleneckSpace(Ingredients.definition(space), new TensorShape(1, 28, 28), 10));
            Optional<RewardReport> reward = opened.map(parts -> new RewardReport(
                    parts.latencies(), parts.experiment().goal().reward()));
            if (json) {
                console.out().print(Json.write(json(decoded, reward)));
                return ExitCode.DONE;
            }
            console.out().print(Ingredients.definitionText(space));
            reward.ifPresent(report ->
                    report.text().lines().forEach(line -> console.out().println("# " + line)));
            console.err().println(decoded.decisions().size() + " decisions, " + decoded.size() + " lists of choices.");
            return ExitCode.DONE;
        }

        private Optional<Experiment> experiment() {
            try {
                return Optional.ofNullable(device).map(named -> named.experiment(space));
            } catch (InvalidInputException e) {
                throw new ParameterException(
                        Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
            }
        }

        private static Map<String, Object> json(FireBottleneckSpace space, Optional<RewardReport> reward) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", space.definition().name());
            json.put("decisions", space.decisions().size());
            json.put("size", space.size());
            reward.ifPresent(report -> json.put("reward", report.json()));
            return json;
        }
    }

    /** What the reward depends on besides the space; the rest is as in a search without flags. */
    static final class Device {
        @Option(names = "--profile", required = true, paramLabel = "NAME|FILE", description = "The device.")
        private String profile = "";

        @Option(names = "--data", paramLabel = "NAME|DIR", description = "The images (default: fashion-mnist-mini).")
        private @Nullable String data;

        @Option(names = "--target", paramLabel = "5ms", description = "The latency to aim at.")
        private @Nullable String target;

        @Option(names = "--seed", paramLabel = "N", description = "The seed of the search, which samples the networks.")
        private @Nullable Long seed;

        Experiment experiment(String space) {
            Experiment experiment = Experiment.standard();
            Problem problem = experiment.problem().withProfile(profile).withSpace(space);
            if (data != null) {
                problem = problem.withData(problem.data().withSource(data));
            }
            experiment = experiment.withProblem(problem);
            if (seed != null) {
                experiment = experiment.withSearch(experiment.search().withSeed(seed));
            }
            if (target != null) {
                Goal goal = experiment.goal();
                double milliseconds = Units.milliseconds("--target", target);
                experiment = experiment.withGoal(goal.withReward(goal.reward().withTarget(milliseconds)));
            }
            return experiment;
        }
    }
}
