package org.lampyris.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lampyris.experiments.FinishedRun;
import org.lampyris.experiments.Ingredients;
import org.lampyris.experiments.RunFolder;
import org.lampyris.experiments.report.Json;
import org.lampyris.experiments.report.RunComparison;
import org.lampyris.input.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code compare RUN...}: strategies on real searches, side by side. */
@Command(
        name = "compare",
        description =
                "Compares runs by strategy: hypervolume, and best accuracy within the first run's target latency.")
final class CompareCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "Run folders, on the same images and device.")
    private List<Path> folders = new ArrayList<>();

    @Option(names = "--json", description = "Prints JSON, a row for each run.")
    private boolean json;

    CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<FinishedRun> runs = folders.stream()
                .map(folder -> FinishedRun.read(RunFolder.open(folder)))
                .toList();
        Ingredients first = runs.get(0).ingredients();
        for (FinishedRun run : runs) {
            requireSame(run, first);
        }
        double target = first.experiment().goal().reward().targetMs().orElseThrow();
        double chance = 1.0 / first.data().classes().size();
        RunComparison comparison =
                new RunComparison(runs.stream().map(CompareCommand::run).toList(), target, chance);
        console.out().print(json ? Json.write(comparison.json()) : comparison.text());
        return ExitCode.DONE;
    }

    private static RunComparison.Run run(FinishedRun run) {
        return new RunComparison.Run(
                run.ingredients().experiment().search().strategy().name(), run.trials());
    }

    private static void requireSame(FinishedRun run, Ingredients first) {
        String place = run.folder().path().toString();
        Ingredients own = run.ingredients();
        if (!own.data().sha256().equals(first.data().sha256())) {
            throw InvalidInputException.at(place, "it has other images than the first run", "Compare like with like.");
        }
        if (!own.profile().hash().equals(first.profile().hash())) {
            throw InvalidInputException.at(
                    place, "it has another profile than the first run", "Compare like with like.");
        }
        if (run.trials().stream().noneMatch(trial -> trial.trained())) {
            throw InvalidInputException.at(place, "it has no trained network", "Go on with 'lampyris resume'.");
        }
    }
}
