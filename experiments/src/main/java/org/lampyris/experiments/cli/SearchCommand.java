package org.lampyris.experiments.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lampyris.experiments.config.Experiment;
import org.lampyris.experiments.config.ExperimentReader;
import org.lampyris.input.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code search}: starts a run. */
@Command(
        name = "search",
        description = "Searches for networks: from flags, or from an experiment.yaml whose keys the flags replace.")
final class SearchCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "EXPERIMENT", description = "An experiment.yaml (see 'init').")
    private @Nullable Path file;

    @Mixin
    private SearchOptions options = new SearchOptions();

    @Mixin
    private BudgetOptions budget = new BudgetOptions();

    @Option(names = "--out", paramLabel = "DIR", description = "The run folder (default: runs/DATE-PROFILE).")
    private @Nullable Path out;

    SearchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Experiment experiment = experiment();
        console.err().println("run folder: " + out);
        console.out().print(org.lampyris.experiments.config.ExperimentWriter.write(experiment));
        return ExitCode.DONE;
    }

    private Experiment experiment() {
        Experiment read = file == null ? Experiment.standard() : ExperimentReader.read(file);
        try {
            Experiment changed = options.applyTo(read);
            return changed.withSearch(
                    changed.search().withBudget(budget.applyTo(changed.search().budget())));
        } catch (InvalidInputException | IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
