package org.lampyris.experiments;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.NetworkEvaluator;
import org.lampyris.evaluation.Objective;
import org.lampyris.evaluation.execution.LocalBackend;
import org.lampyris.evaluation.training.NetworkTrainer;
import org.lampyris.evaluation.training.Trainer;
import org.lampyris.experiments.config.Budget;
import org.lampyris.experiments.config.Experiment;
import org.lampyris.experiments.config.ExperimentReader;
import org.lampyris.experiments.config.ExperimentWriter;
import org.lampyris.experiments.config.RewardSettings;
import org.lampyris.experiments.config.SearchPlan;
import org.lampyris.hardware.HardwareProfiles;
import org.lampyris.search.NasController;
import org.lampyris.search.SearchBudget;
import org.lampyris.search.SearchSettings;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.reward.MnasNetReward;
import org.lampyris.search.reward.Reward;
import org.lampyris.search.store.RunLock;
import org.lampyris.search.store.SqliteTrialStore;
import org.lampyris.search.store.TrialStore;

/** Puts a search together: the one place that says which implementation serves which interface. */
public final class SearchAssembler {
    private final InstantSource clock;
    private final int workers;

    /** @param workers trials at once */
    public SearchAssembler(InstantSource clock, int workers) {
        this.clock = clock;
        this.workers = workers;
    }

    /** Trials at once. */
    public int workers() {
        return workers;
    }

    /**
     * Makes the folder of a new run.
     *
     * @throws org.lampyris.input.InvalidInputException if the experiment can't be run, the profile can't price every
     *     choice of the space, or the folder exists
     */
    public RunFolder create(Path path, Experiment experiment) {
        RunFolder.requireFree(path);
        SearchPlan search = experiment.search();
        Experiment named = experiment.withSearch(search.withStrategy(Strategies.resolve(search.strategy())));
        Ingredients opened = Ingredients.open(named);
        ProfileCoverage.check(opened.space(), opened.pricing());
        Ingredients resolved = new Ingredients(opened.resolved(), opened.data(), opened.profile(), opened.space());
        Map<String, String> texts = Map.of(
                RunFolder.EXPERIMENT, ExperimentWriter.write(resolved.experiment()),
                RunFolder.PROFILE, HardwareProfiles.text(named.problem().profile()),
                RunFolder.SPACE, Ingredients.definitionText(named.problem().space()));
        return RunFolder.create(
                path,
                texts,
                folder -> SqliteTrialStore.create(folder, resolved.identity()).close());
    }

    /**
     * Opens a run to search on. Nobody else can until it is closed.
     *
     * @throws org.lampyris.input.InvalidInputException if it is damaged, in use, or began with other content
     */
    public AssembledSearch open(RunFolder folder, Optional<Budget> budget) {
        RunLock lock = RunLock.acquire(folder.path());
        try {
            Experiment stored = ExperimentReader.read(folder.experiment());
            Experiment experiment = budget.map(
                            other -> stored.withSearch(stored.search().withBudget(other)))
                    .orElse(stored);
            Ingredients ingredients = Ingredients.open(experiment);
            TrialStore store = SqliteTrialStore.open(folder.path(), ingredients.identity());
            if (!experiment.equals(stored)) {
                folder.rewriteExperiment(ExperimentWriter.write(experiment));
            }
            return assemble(folder, ingredients, store, lock);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private AssembledSearch assemble(RunFolder folder, Ingredients ingredients, TrialStore store, RunLock lock) {
        SearchPlan plan = ingredients.experiment().search();
        SearchStrategy strategy = Strategies.maker(plan.strategy()).make(ingredients.space(), plan.seed());
        FrontWeights weights = new FrontWeights(folder.weights());
        Trainer trainer =
                new NetworkTrainer(ingredients.data(), ingredients.experiment().training(), SystemTime::nanoseconds);
        Evaluator evaluator = new NetworkEvaluator(
                ingredients.space(), ingredients.pricing(), ingredients.bounds(), trainer, weights);
        LocalBackend backend = new LocalBackend(evaluator, workers);
        SearchBudget budget = SearchBudget.trained(plan.budget().limit().orElse(Budget.MAX_TRIALS));
        if (plan.budget().time().isPresent()) {
            budget = budget.within(plan.budget().time().get());
        }
        SearchSettings settings =
                new SearchSettings(plan.seed(), plan.window(), budget, ingredients.objectives(), clock);
        NasController controller = new NasController(
                strategy, backend, store, reward(ingredients.experiment(), ingredients.bounds()), settings);
        return new AssembledSearch(ingredients, controller, weights, store, List.of(backend, store, lock));
    }

    private static Reward reward(Experiment experiment, List<Objective> bounds) {
        RewardSettings reward = experiment.goal().reward();
        return new MnasNetReward(
                Metrics.LATENCY_MS, reward.targetMs().orElseThrow(), reward.alpha(), reward.beta(), bounds);
    }
}
