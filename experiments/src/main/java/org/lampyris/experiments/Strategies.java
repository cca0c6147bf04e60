package org.lampyris.experiments;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lampyris.experiments.config.Experiment;
import org.lampyris.experiments.config.Halving;
import org.lampyris.experiments.config.SearchPlan;
import org.lampyris.experiments.config.StrategySettings;
import org.lampyris.input.InvalidInputException;
import org.lampyris.search.SearchProblem;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.audit.AuditSchedule;
import org.lampyris.search.audit.AuditedStrategy;
import org.lampyris.search.genetic.Nsga2;
import org.lampyris.search.genetic.RegularizedEvolution;
import org.lampyris.search.halving.SuccessiveHalving;
import org.lampyris.search.local.LocalSearch;
import org.lampyris.search.random.RandomStrategy;
import org.lampyris.search.reinforce.ReinforceSettings;
import org.lampyris.search.reinforce.ReinforceStrategy;

/** The strategies by name. A new one is a line in {@link #ALL} and a method that reads its settings. */
public final class Strategies {
    private static final Map<String, Reader> ALL = new TreeMap<>(Map.of(
            "reinforce", Strategies::reinforce,
            "evolution", Strategies::evolution,
            "nsga2", Strategies::nsga2,
            "local", Strategies::local,
            "random", options -> (problem, seed) -> new RandomStrategy(problem.space(), seed)));

    /** Makes a strategy once its settings are known. */
    @FunctionalInterface
    public interface Maker {
        SearchStrategy make(SearchProblem problem, long seed);
    }

    /** Asks for every setting that a strategy has. */
    @FunctionalInterface
    private interface Reader {
        Maker read(StrategyOptions options);
    }

    private Strategies() {}

    /** The same strategy with all its settings, the defaults included. */
    static StrategySettings resolve(StrategySettings strategy) {
        StrategyOptions options = new StrategyOptions(strategy.name(), strategy.settings());
        read(strategy, options);
        return new StrategySettings(strategy.name(), options.all());
    }

    /** @throws InvalidInputException if there is no such strategy, or it has no such settings */
    public static Maker maker(StrategySettings strategy) {
        StrategyOptions options = new StrategyOptions(strategy.name(), strategy.settings());
        Maker maker = read(strategy, options);
        options.all();
        return maker;
    }

    /** The strategy of an experiment, with halving and audited if it says so. */
    static SearchStrategy strategy(Experiment experiment, SearchProblem problem) {
        Optional<AuditSchedule> audit = experiment.search().audit();
        return audit.isPresent() ? audited(experiment, problem, audit.get()) : own(experiment, problem);
    }

    static AuditedStrategy audited(Experiment experiment, SearchProblem problem, AuditSchedule schedule) {
        long seed = experiment.search().seed();
        return new AuditedStrategy(own(experiment, problem), problem.space(), schedule, seed);
    }

    private static SearchStrategy own(Experiment experiment, SearchProblem problem) {
        SearchPlan plan = experiment.search();
        SearchStrategy strategy = maker(plan.strategy()).make(problem, plan.seed());
        if (plan.halving().isEmpty()) {
            return strategy;
        }
        Halving halving = plan.halving().get();
        List<Integer> rungs = halving.rungs(experiment.training().epochs());
        return new SuccessiveHalving(strategy, problem.objectives(), rungs, halving.eta());
    }

    private static Maker read(StrategySettings strategy, StrategyOptions options) {
        Reader reader = ALL.get(strategy.name());
        if (reader == null) {
            throw new InvalidInputException("There is no strategy '" + strategy.name() + "'. Choose one of "
                    + String.join(", ", ALL.keySet()) + ".");
        }
        try {
            return reader.read(options);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "The settings of the strategy " + strategy.name() + " can't be used: " + e.getMessage() + ".", e);
        }
    }

    private static Maker reinforce(StrategyOptions options) {
        ReinforceSettings standard = ReinforceSettings.DEFAULT;
        ReinforceSettings settings = new ReinforceSettings(
                options.integer("units", standard.units()),
                new ReinforceSettings.Optimizer(
                        options.number("learning_rate", standard.optimizer().learningRate()),
                        options.number("max_norm", standard.optimizer().maxNorm())),
                new ReinforceSettings.Update(
                        options.integer("batch", standard.update().batch()),
                        options.integer("epochs", standard.update().epochs()),
                        options.number("clip", standard.update().clip()),
                        options.number("baseline_decay", standard.update().baselineDecay())),
                new ReinforceSettings.Imitation(
                        options.integer("elites", standard.imitation().elites()),
                        options.number("imitation", standard.imitation().weight())),
                new ReinforceSettings.Exploration(
                        options.number("entropy", standard.exploration().entropy()),
                        options.integer("attempts", standard.exploration().attempts())),
                new ReinforceSettings.Screening(
                        options.integer("warm_up", standard.screening().warmUp()),
                        options.integer("samples", standard.screening().samples()),
                        options.integer("mutants", standard.screening().mutants()),
                        options.integer("finalists", standard.screening().finalists()),
                        options.integer("looks", standard.screening().looks() ? 1 : 0) != 0));
        return (problem, seed) -> new ReinforceStrategy(problem, settings, seed);
    }

    private static Maker evolution(StrategyOptions options) {
        RegularizedEvolution.Settings standard = RegularizedEvolution.Settings.DEFAULT;
        RegularizedEvolution.Settings settings = new RegularizedEvolution.Settings(
                options.integer("population", standard.population()), options.integer("sample", standard.sample()));
        return (problem, seed) -> new RegularizedEvolution(problem.space(), settings, seed);
    }

    private static Maker nsga2(StrategyOptions options) {
        Nsga2.Settings standard = Nsga2.Settings.DEFAULT;
        Nsga2.Settings settings = new Nsga2.Settings(
                options.integer("population", standard.population()),
                options.number("crossover", standard.crossover()));
        return (problem, seed) -> new Nsga2(problem, settings, seed);
    }

    private static Maker local(StrategyOptions options) {
        LocalSearch.Settings settings =
                new LocalSearch.Settings(options.integer("starts", LocalSearch.Settings.DEFAULT.starts()));
        return (problem, seed) -> new LocalSearch(problem.space(), settings, seed);
    }
}
