package org.lampyris.search.genetic;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.search.Proposal;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.Trial;
import org.lampyris.space.SearchSpace;

/**
 * Regularized (aging) evolution. The first proposals are drawn at random until the population is full; then each is a
 * mutation of the best of a few members, all different. Every told trial joins the population, whatever its
 * outcome, and the oldest member dies; lost trials don't join. A child that was proposed before is mutated on, up to
 * {@value Offspring#MAXIMUM_ATTEMPTS} steps from its parent; then it is proposed again.
 *
 * @see <a href="https://arxiv.org/abs/1802.01548">Real et al., Regularized Evolution for Image Classifier Architecture
 *     Search, 2019, algorithm 1</a>
 */
public final class RegularizedEvolution implements SearchStrategy {
    private final Settings settings;
    private final RandomGenerator random;
    private final Offspring offspring;
    private final List<Trial> population = new ArrayList<>();

    /**
     * @param population members that live at once, at least 2
     * @param sample members that compete to be a parent, from 1 to {@code population}
     */
    public record Settings(int population, int sample) {
        /** What did best on NAS-Bench-Macro within 50 to 500 trainings. */
        public static final Settings DEFAULT = new Settings(10, 3);

        public Settings {
            if (population < 2 || sample < 1 || sample > population) {
                throw new IllegalArgumentException(
                        "a population of " + population + " with samples of " + sample + " can't evolve");
            }
        }
    }

    public RegularizedEvolution(SearchSpace space, Settings settings, long seed) {
        this.settings = settings;
        this.random = new SplittableRandom(seed);
        this.offspring = new Offspring(space, settings.population(), random);
    }

    @Override
    public List<Proposal> ask(int n) {
        return offspring.ask(n, population.isEmpty(), () -> parent().architecture());
    }

    /** The best of a few different members; of equals the one that was drawn first. */
    private Trial parent() {
        List<Trial> left = new ArrayList<>(population);
        Trial parent = left.remove(random.nextInt(left.size()));
        for (int i = 1; i < settings.sample() && !left.isEmpty(); i++) {
            Trial rival = left.remove(random.nextInt(left.size()));
            parent = rival.reward() > parent.reward() ? rival : parent;
        }
        return parent;
    }

    @Override
    public void tell(List<Trial> finished) {
        for (Trial trial : finished) {
            if (trial.result() instanceof EvaluationResult.Lost) {
                continue;
            }
            population.add(trial);
            if (population.size() > settings.population()) {
                population.remove(0);
            }
        }
    }
}
