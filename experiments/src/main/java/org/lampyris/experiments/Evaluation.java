package org.lampyris.experiments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.FeasibilityCheck;
import org.lampyris.evaluation.execution.EvaluationBackend;
import org.lampyris.evaluation.execution.LocalBackend;
import org.lampyris.evaluation.execution.ScreeningBackend;
import org.lampyris.evaluation.execution.hazelcast.ClusterBackend;
import org.lampyris.evaluation.execution.hazelcast.ClusterJob;
import org.lampyris.evaluation.training.EpochListener;
import org.lampyris.experiments.config.Budget;
import org.lampyris.experiments.config.Experiment;
import org.lampyris.experiments.config.ExperimentReader;
import org.lampyris.experiments.config.ExperimentWriter;
import org.lampyris.search.SearchListener;
import org.lampyris.search.Trial;
import org.lampyris.search.store.SqliteAssignmentLog;
import org.lampyris.search.store.SqliteTrialStore;

/** What evaluates the trials of a run, and what has to hear of their results. */
record Evaluation(EvaluationBackend backend, FrontWeights weights, Optional<ClusterBackend> cluster) {
    /** @param parts what has to be closed afterwards is added */
    static Evaluation open(
            Execution execution,
            RunFolder folder,
            LoadedExperiment loaded,
            SqliteTrialStore store,
            List<AutoCloseable> parts) {
        FrontWeights weights = new FrontWeights(folder.weights());
        if (execution instanceof Execution.Local local) {
            Evaluator evaluator = loaded.evaluator(weights, loaded.states(folder.states()), EpochListener.none());
            LocalBackend backend = new LocalBackend(evaluator, local.workers());
            parts.add(backend);
            return new Evaluation(backend, weights, Optional.empty());
        }
        ClusterBackend.Listening listening = ((Execution.Cluster) execution).listening();
        Ingredients ingredients = loaded.ingredients();
        SqliteAssignmentLog assignments = SqliteAssignmentLog.open(store);
        parts.add(assignments);
        ClusterShipping shipping =
                new ClusterShipping(folder.sentData(), loaded.data(), weights, RunFolder.teacher(folder.path()));
        parts.add(shipping);
        ClusterJob job = new ClusterJob(
                String.valueOf(folder.path().toAbsolutePath().getFileName()),
                Version.current(),
                texts(folder),
                ClusterFacts.of(loaded),
                shipping);
        ClusterBackend cluster = new ClusterBackend(listening, job, assignments, SystemTime::nanoseconds);
        parts.add(cluster);
        FeasibilityCheck check = new FeasibilityCheck(ingredients.space(), ingredients.pricing(), ingredients.bounds());
        return new Evaluation(
                new ScreeningBackend(request -> check.check(request.architecture()), cluster),
                weights,
                Optional.of(cluster));
    }

    /** The files of the run that workers need; without the budget, which may change when the run is resumed. */
    private static SortedMap<String, String> texts(RunFolder folder) {
        SortedMap<String, String> texts = new TreeMap<>();
        try {
            for (String name : RunFolder.TEXTS) {
                Path file = folder.path().resolve(name);
                texts.put(name, Files.readString(file, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Experiment experiment = ExperimentReader.read(folder.experiment());
        texts.put(
                RunFolder.EXPERIMENT,
                ExperimentWriter.write(experiment.withSearch(experiment.search().withBudget(Budget.standard()))));
        return texts;
    }

    /** Whoever has to hear what the search finds, in this order. */
    List<SearchListener> listeners() {
        List<SearchListener> listeners = new ArrayList<>(List.of(weights));
        cluster.ifPresent(known -> listeners.add(new SearchListener() {
            @Override
            public void trialFinished(Trial trial, boolean replayed) {
                known.forget(trial.number());
            }
        }));
        return listeners;
    }
}
