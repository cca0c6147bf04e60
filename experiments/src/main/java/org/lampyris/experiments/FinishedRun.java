package org.lampyris.experiments;

import java.util.List;
import java.util.Optional;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.distillation.Distillation;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.experiments.report.RunSummary;
import org.lampyris.search.Trial;
import org.lampyris.search.store.SqliteTrialStore;

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

    /**
     * The run's images.
     *
     * @throws org.lampyris.input.InvalidInputException if they are gone or have changed
     */
    public Dataset images() {
        return stored.data();
    }

    /**
     * What taught its networks, if anything did.
     *
     * @throws org.lampyris.input.InvalidInputException if that isn't in the folder any more
     */
    public Optional<Distillation> teaching() {
        return stored.teaching();
    }

    /**
     * The weights that a trial got in the search.
     *
     * @throws org.lampyris.input.InvalidInputException if they weren't kept, or their file is missing or damaged
     */
    public NetworkWeights weights(Trial trial) {
        return SearchedWeights.of(this, trial);
    }

    /** The hash of those weights, if the trial was trained to an end. */
    public Optional<String> weightsSha256(Trial trial) {
        return trial.result() instanceof Evaluated evaluated ? evaluated.weights() : Optional.empty();
    }

    public RunFolder folder() {
        return stored.folder();
    }

    public Ingredients ingredients() {
        return stored.ingredients();
    }

    public RunSummary summary() {
        return RunReport.of(ingredients(), trials);
    }
}
