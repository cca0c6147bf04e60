package org.lampyris.experiments.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lampyris.experiments.Execution;
import org.lampyris.experiments.RunFolder;
import org.lampyris.experiments.SearchAssembler;
import org.lampyris.experiments.config.Budget;
import org.lampyris.experiments.config.ExperimentReader;
import org.lampyris.experiments.config.SearchPlan;
import org.lampyris.input.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code resume RUN}: goes on with a run. */
@Command(
        name = "resume",
        description = "Goes on with a run after Ctrl-C, a crash or a power loss, or further than it was to go; the"
                + " finished run is the same as one that was never stopped.")
final class ResumeCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The run folder.")
    private Path run = Path.of("");

    @Mixin
    private BudgetOptions budget = new BudgetOptions();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    ResumeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        RunFolder folder = RunFolder.open(run);
        SearchPlan plan = ExperimentReader.read(folder.experiment()).search();
        Budget changed;
        Execution execution;
        try {
            changed = budget.applyTo(plan.budget());
        } catch (InvalidInputException | IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
        }
        try {
            execution = cluster.execution(budget, plan.window(), console, System.getenv());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
        }
        SearchAssembler assembler = new SearchAssembler(console.clock(), execution);
        return new SearchSession(console, folder, budget.json())
                .run(execution, () -> assembler.resume(folder, changed));
    }
}
