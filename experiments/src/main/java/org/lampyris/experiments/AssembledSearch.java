package org.lampyris.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.lampyris.experiments.report.RunSummary;
import org.lampyris.search.NasController;
import org.lampyris.search.SearchListener;
import org.lampyris.search.StopReason;
import org.lampyris.search.store.TrialStore;

/** A search that is ready to run, once. Closing it gives the run folder free. */
public final class AssembledSearch implements AutoCloseable {
    private final RunFolder folder;
    private final LoadedExperiment loaded;
    private final NasController controller;
    private final Evaluation evaluation;
    private final TrialStore store;
    private final List<AutoCloseable> parts;

    /** @param parts closed from the last to the first */
    AssembledSearch(
            RunFolder folder,
            LoadedExperiment loaded,
            NasController controller,
            Evaluation evaluation,
            TrialStore store,
            List<AutoCloseable> parts) {
        this.folder = folder;
        this.loaded = loaded;
        this.controller = controller;
        this.evaluation = evaluation;
        this.store = store;
        this.parts = List.copyOf(parts);
    }

    public Ingredients ingredients() {
        return loaded.ingredients();
    }

    /** The data set in a line. */
    public String data() {
        return loaded.data().toString();
    }

    /** How many workers are connected, where the search is one of a cluster. */
    public OptionalInt workers() {
        return evaluation.cluster().isPresent()
                ? OptionalInt.of(evaluation.cluster().get().workers())
                : OptionalInt.empty();
    }

    /** Searches until the budget is spent or {@link #stop} is called. */
    public StopReason run(SearchListener listener) {
        List<SearchListener> all = new ArrayList<>(evaluation.listeners());
        all.add(listener);
        StopReason reason = controller.run(new Listeners(all));
        evaluation.weights().prune();
        if (reason == StopReason.TRAINED) {
            folder.clearStates();
        }
        return reason;
    }

    /** Makes {@link #run} return soon, with everything finished kept. From any thread. */
    public void stop() {
        controller.stop();
    }

    /** The trials so far. */
    public RunSummary summary() {
        return RunReport.of(ingredients(), store.trials());
    }

    @Override
    public void close() {
        close(parts);
    }

    /** Closes all, from the last to the first, then throws what the last of the failing ones threw. */
    static void close(List<AutoCloseable> parts) {
        RuntimeException problem = null;
        for (int i = parts.size() - 1; i >= 0; i--) {
            try {
                parts.get(i).close();
            } catch (RuntimeException e) {
                problem = e;
            } catch (Exception e) {
                problem = new IllegalStateException(e);
            }
        }
        if (problem != null) {
            throw problem;
        }
    }
}
