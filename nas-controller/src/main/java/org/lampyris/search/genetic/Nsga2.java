package org.lampyris.search.genetic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
 * before is mutated on, up to {@value #MAXIMUM_MUTATIONS} steps; then it is proposed again.
 *
 * @see <a href="https://doi.org/10.1109/4235.996017">Deb et al., A Fast and Elitist Multiobjective Genetic Algorithm:
 *     NSGA-II, 2002, sections III and VI-A</a>
 * @see "Durillo et al., On the Effect of the Steady-State Selection Scheme in Multi-Objective Genetic Algorithms, 2009"
 */
public final class Nsga2 implements SearchStrategy {
    private static final int MAXIMUM_MUTATIONS = 20;

    private final SearchSpace space;
    private final Settings settings;
    private final RandomGenerator random;
    private final Set<String> proposed = new HashSet<>();
    private final RankedPopulation population;
    private int asked;

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
        this.population = new RankedPopulation(problem.objectives(), settings.population());
    }

    @Override
    public List<Proposal> ask(int n) {
        List<Proposal> proposals = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            asked++;
            boolean warmingUp = asked <= settings.population() || population.size() == 0;
            Architecture next = warmingUp ? drawn() : child();
            proposed.add(next.id());
            proposals.add(Proposal.of(next));
        }
        return proposals;
    }

    private Architecture drawn() {
        Architecture drawn = space.sample(random);
        for (int draws = 1; draws < MAXIMUM_MUTATIONS && proposed.contains(drawn.id()); draws++) {
            drawn = space.sample(random);
        }
        return drawn;
    }

    private Architecture child() {
        boolean crossed = random.nextDouble() < settings.crossover();
        Architecture unchanged = crossed ? space.crossover(parent(), parent(), random) : parent();
        Architecture child = space.mutate(unchanged, random);
        for (int steps = 1; steps < MAXIMUM_MUTATIONS && proposed.contains(child.id()); steps++) {
            child = space.mutate(child, random);
        }
        return child;
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
