package org.lampyris.experiments.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lampyris.experiments.Execution;
import org.lampyris.experiments.RunFolder;
import org.lampyris.experiments.SearchAssembler;
import org.lampyris.experiments.config.Experiment;
import org.lampyris.experiments.config.ExperimentReader;
import org.lampyris.input.InvalidInputException;
import picocli.CommandLine;
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

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--out", paramLabel = "DIR", description = "The run folder (default: runs/DATE-PROFILE).")
    private @Nullable Path out;

    SearchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        Experiment experiment;
        Execution execution;
        Experiment read = file == null ? Experiment.standard() : ExperimentReader.read(file);
        try {
            Experiment changed = options.applyTo(read);
            experiment = changed.withSearch(
                    changed.search().withBudget(budget.applyTo(changed.search().budget())));
        } catch (InvalidInputException | IllegalArgumentException e) {
            throw new ParameterException(line, String.valueOf(e.getMessage()), e);
        }
        try {
            execution = cluster.execution(budget, experiment.search().window(), console, System.getenv());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, String.valueOf(e.getMessage()), e);
        }
        SearchAssembler assembler = new SearchAssembler(console.clock(), execution);
        Path place = out == null ? place(experiment) : out;
        return new SearchSession(console, new RunFolder(place), budget.json())
                .run(execution, () -> assembler.start(place, experiment));
    }

    /** E.g. {@code runs/2026-11-23-raspberry-pi-4}, and with a number behind where there is one already. */
    private Path place(Experiment experiment) {
        if (experiment.name().isPresent()) {
            return Path.of("runs", experiment.name().get());
        }
        LocalDate today = LocalDate.ofInstant(console.clock().instant(), ZoneId.systemDefault());
        Path profile = Path.of(experiment.problem().profile()).getFileName();
        String device = String.valueOf(profile).replaceFirst("\\.ya?ml$", "").replaceAll("[^A-Za-z0-9._-]", "-");
        Path place = Path.of("runs", today + "-" + device);
        for (int i = 2; Files.exists(place); i++) {
            place = Path.of("runs", today + "-" + device + "-" + i);
        }
        return place;
    }
}
