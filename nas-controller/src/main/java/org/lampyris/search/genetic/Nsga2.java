package org.lampyris.search.genetic;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.lampyris.evaluation.EvaluationResult.Lost;
import org.lampyris.search.Proposal;
import org.lampyris.search.SearchProblem;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.Trial;
import org.lampyris.space.Architecture;
import org.lampyris.space.SearchSpace;

/**
 * NSGA-II, one child at a time. The first proposals are drawn at random until the population is full; then each is a
 * mutated child of two parents or of one, each the better of two members drawn at random. Every told trial joins the
 * population and the worst member leaves; better means feasible, then a lower non-dominated rank, then less crowded.
 * With one objective the ranks are those of the reward. Repeats and lost trials don't join. A child that was proposed
 * before is mutated on, up to {@value Offspring#MAXIMUM_ATTEMPTS} steps; then it is proposed again.
 *
 * @see <a href="https://doi.org/10.1109/4235.996017">Deb et al., A Fast and Elitist Multiobjective Genetic Algorithm:
 *     NSGA-II, 2002, sections III and VI-A</a>
 * @see "Durillo et al., On the Effect of the Steady-State Selection Scheme in Multi-Objective Genetic Algorithms, 2009"
 */
public final class Nsga2 implements SearchStrategy {
    private final SearchSpace space;
    private final Settings settings;
    private final RandomGenerator random;
    private final Offspring offspring;
    private final RankedPopulation population;

    /**
     * @param population members that live at once, at least 2
     * @param crossover the share of children, 0 to 1, that take their decisions from both parents; the others from one
     */
    public record Settings(int population, double crossover) {
        /** What did well from 50 to 500 trials, on NAS-Bench-Macro and on two synthetic spaces. */
        public static final Settings DEFAULT = new Settings(10, 0.5);

        public Settings {
            if (population < 2) {
                throw new IllegalArgumentException("a population of " + population + " can't evolve");
            }
            if (!(crossover >= 0 && crossover <= 1)) {
                throw new IllegalArgumentException("crossover is " + crossover + " and must be from 0 to 1");
            }
        }
    }

    public Nsga2(SearchProblem problem, Settings settings, long seed) {
        this.space = problem.space();
        this.settings = settings;
        this.random = new SplittableRandom(seed);
        this.offspring = new Offspring(space, settings.population(), random);
        this.population = new RankedPopulation(problem.objectives(), settings.population());
    }

    @Override
    public List<Proposal> ask(int n) {
        return offspring.ask(n, population.size() == 0, this::unmutated);
    }

    private Architecture unmutated() {
        boolean crossed = random.nextDouble() < settings.crossover();
        return crossed ? space.crossover(parent(), parent(), random) : parent();
    }

    /** The better of two members, which are distinct where there are two. */
    private Architecture parent() {
        int one = random.nextInt(population.size());
        int other = (one + 1 + random.nextInt(Math.max(1, population.size() - 1))) % population.size();
        int better = Math.min(one, other);
        return population.member(better).architecture();
    }

    @Override
    public void tell(List<Trial> finished) {
        for (Trial trial : finished) {
            if (!(trial.result() instanceof Lost) && trial.repeats().isEmpty()) {
                population.add(trial);
            }
        }
    }
}
