package org.lampyris.experiments;

import java.util.List;
import java.util.function.Function;
import org.lampyris.experiments.config.Experiment;
import org.lampyris.experiments.config.ExperimentReader;
import org.lampyris.experiments.report.RunSummary;
import org.lampyris.search.Trial;
import org.lampyris.search.store.SqliteTrialStore;
import org.lampyris.space.Architecture;

/**
 * A run as it is on the disk, to be looked at and exported. Its profile and space are the copies in the run folder, so
 * that it can be read wherever it is.
 *
 * @param ingredients of the run's own copies
 */
public record FinishedRun(RunFolder folder, Ingredients ingredients, List<Trial> trials) {
    public FinishedRun {
        trials = List.copyOf(trials);
    }

    /** @throws org.lampyris.input.InvalidInputException if the run is damaged or its data set is gone or changed */
    public static FinishedRun read(RunFolder folder) {
        Experiment stored = ExperimentReader.read(folder.experiment());
        Experiment own = stored.withProblem(stored.problem()
                .withProfile(folder.profile().toString())
                .withSpace(folder.space().toString()));
        Ingredients ingredients = Ingredients.open(own);
        return new FinishedRun(folder, ingredients, SqliteTrialStore.read(folder.path(), ingredients.identity()));
    }

    public RunSummary summary() {
        Function<Architecture, String> words = ingredients.space()::describe;
        return new RunSummary(trials, ingredients.objectives(), ingredients.bounds(), words);
    }
}
