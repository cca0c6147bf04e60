package org.lampyris.experiments;

import java.util.List;
import java.util.function.Function;
import org.lampyris.experiments.report.RunSummary;
import org.lampyris.search.Trial;
import org.lampyris.search.store.SqliteTrialStore;
import org.lampyris.space.Architecture;

/**
 * A run as it is on the disk, to be looked at and exported. Nothing but the run folder is read, so that it can be read
 * wherever it is.
 */
public record FinishedRun(StoredRun stored, List<Trial> trials) {
    public FinishedRun {
        trials = List.copyOf(trials);
    }

    /** @throws org.lampyris.input.InvalidInputException if the run is damaged */
    public static FinishedRun read(RunFolder folder) {
        StoredRun stored = StoredRun.read(folder);
        return new FinishedRun(stored, SqliteTrialStore.read(folder.path(), stored.identity()));
    }

    public RunFolder folder() {
        return stored.folder();
    }

    public Ingredients ingredients() {
        return stored.ingredients();
    }

    public RunSummary summary() {
        Ingredients ingredients = ingredients();
        Function<Architecture, String> words = ingredients.space()::describe;
        return new RunSummary(trials, ingredients.objectives(), ingredients.bounds(), words);
    }
}
