package org.lampyris.experiments;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.distillation.CachedTeacher;
import org.lampyris.evaluation.distillation.Distillation;
import org.lampyris.evaluation.distillation.TeacherFile;
import org.lampyris.evaluation.training.TrainingPlan;
import org.lampyris.experiments.config.Budget;
import org.lampyris.experiments.config.Experiment;
import org.lampyris.experiments.config.ExperimentWriter;
import org.lampyris.experiments.config.SearchPlan;
import org.lampyris.experiments.teaching.TeacherReader;
import org.lampyris.hardware.HardwareProfiles;
import org.lampyris.search.NasController;
import org.lampyris.search.SearchBudget;
import org.lampyris.search.SearchSettings;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.store.RunIdentity;
import org.lampyris.search.store.RunLock;
import org.lampyris.search.store.SqliteTrialStore;

/** Puts a search together: the one place that says which implementation serves which interface. */
public final class SearchAssembler {
    private final InstantSource clock;
    private final Execution execution;

    public SearchAssembler(InstantSource clock, Execution execution) {
        this.clock = clock;
        this.execution = execution;
    }

    /**
     * Makes the folder of a new run and opens it.
     *
     * @throws org.lampyris.input.InvalidInputException if the experiment can't be run, the profile can't price every
     *     choice of the space, or the folder exists
     */
    public AssembledSearch start(Path path, Experiment experiment) {
        RunFolder.requireFree(path);
        SearchPlan search = experiment.search();
        Experiment named = experiment.withSearch(search.withStrategy(Strategies.resolve(search.strategy())));
        Dataset data = Ingredients.data(named.problem().data());
        Ingredients opened = Ingredients.open(named, DataFacts.of(data));
        ProfileCoverage.check(opened.space(), opened.pricing());
        Ingredients resolved = new Ingredients(opened.resolved(), opened.data(), opened.profile(), opened.space());
        Optional<CachedTeacher> teacher = TeacherReader.of(resolved.experiment(), data);
        Origin origin = new Origin(Origin.Program.current(), resolved.data(), teacher.flatMap(CachedTeacher::sha256));
        RunIdentity identity = StoredRun.identity(resolved, origin);
        Map<String, String> texts = Map.of(
                RunFolder.EXPERIMENT, ExperimentWriter.write(resolved.experiment()),
                RunFolder.PROFILE, HardwareProfiles.text(named.problem().profile()),
                RunFolder.SPACE, Ingredients.definitionText(named.problem().space()),
                RunFolder.ORIGIN, origin.text());
        RunFolder folder = RunFolder.create(path, texts, prepared -> {
            if (teacher.isPresent()) {
                TeacherFile.write(RunFolder.teacher(prepared), teacher.get());
            }
            SqliteTrialStore.create(prepared, identity).close();
        });
        return opening(parts -> {
            parts.add(RunLock.acquire(folder.path()));
            Optional<Distillation> teaching = new StoredRun(folder, resolved.experiment(), origin, resolved).teaching();
            return assemble(folder, new LoadedExperiment(resolved, data, teaching), identity, parts);
        });
    }

    /**
     * Opens a run to search on. Nobody else can until it is closed.
     *
     * @param budget in place of the run's own, which is then stored
     * @throws org.lampyris.input.InvalidInputException if it is damaged, in use, or began with other content
     */
    public AssembledSearch resume(RunFolder folder, Budget budget) {
        return opening(parts -> {
            parts.add(RunLock.acquire(folder.path()));
            folder.tidy();
            StoredRun stored = StoredRun.read(folder);
            stored.requireSameSources();
            Experiment own = stored.experiment();
            StoredRun run = stored.withExperiment(own.withSearch(own.search().withBudget(budget)));
            LoadedExperiment loaded = new LoadedExperiment(run.ingredients(), stored.data(), stored.teaching());
            AssembledSearch search = assemble(folder, loaded, run.identity(), parts);
            if (!run.experiment().equals(own)) {
                folder.rewriteExperiment(ExperimentWriter.write(run.experiment()));
            }
            return search;
        });
    }

    /** Opens what a search needs; the parts that it added are closed again, the last first, if it throws. */
    private static AssembledSearch opening(Function<List<AutoCloseable>, AssembledSearch> open) {
        List<AutoCloseable> parts = new ArrayList<>();
        try {
            return open.apply(parts);
        } catch (RuntimeException | Error e) {
            try {
                AssembledSearch.close(parts);
            } catch (RuntimeException more) {
                e.addSuppressed(more);
            }
            throw e;
        }
    }

    private AssembledSearch assemble(
            RunFolder folder, LoadedExperiment loaded, RunIdentity identity, List<AutoCloseable> parts) {
        SqliteTrialStore store = SqliteTrialStore.open(folder.path(), identity);
        parts.add(store);
        Ingredients ingredients = loaded.ingredients();
        SearchPlan plan = ingredients.experiment().search();
        TrainingPlan training = ingredients.experiment().training();
        SearchStrategy strategy = Strategies.strategy(ingredients.experiment(), ingredients.problem());
        Evaluation evaluation = Evaluation.open(execution, folder, loaded, store, parts);
        SearchBudget budget = budget(plan.budget()).ofEpochs(training.epochs());
        SearchSettings settings =
                new SearchSettings(plan.seed(), plan.window(), budget, ingredients.objectives(), clock);
        NasController controller =
                new NasController(strategy, evaluation.backend(), store, ingredients.reward(), settings);
        return new AssembledSearch(folder, loaded, controller, evaluation, store, parts);
    }

    private static SearchBudget budget(Budget budget) {
        SearchBudget trained = SearchBudget.trained(budget.limit().orElse(Budget.MAX_TRIALS));
        return budget.time().map(trained::within).orElse(trained);
    }
}
