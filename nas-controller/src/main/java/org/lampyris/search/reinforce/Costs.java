package org.lampyris.search.reinforce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.SearchProblem;

/** How the costs of a space are spread, by a sample of it. */
final class Costs {
    private static final int SAMPLED = 256;

    private final double[] dearest;
    private final double[] borders;

    private Costs(double[] dearest, double[] borders) {
        this.dearest = dearest;
        this.borders = borders;
    }

    private static List<Objective> costs(SearchProblem problem) {
        return problem.objectives().subList(1, problem.objectives().size());
    }

    /**
     * Empty if there are no costs, or they aren't known before an evaluation.
     *
     * @param ranges into how many ranges of equal frequency the first cost is divided
     */
    static Optional<Costs> sampled(SearchProblem problem, int ranges, RandomGenerator random) {
        List<Objective> costs = costs(problem);
        double[] dearest = new double[costs.size()];
        Arrays.fill(dearest, Double.NEGATIVE_INFINITY);
        List<Double> first = new ArrayList<>();
        for (int i = 0; i < SAMPLED && !costs.isEmpty(); i++) {
            Metrics price =
                    problem.pricing().price(problem.space().sample(random).choices());
            if (priced(price, problem)) {
                for (int c = 0; c < dearest.length; c++) {
                    double cost = costs.get(c).canonical(price.get(costs.get(c).metric()));
                    dearest[c] = Math.max(dearest[c], cost);
                }
                first.add(costs.get(0).canonical(price.get(costs.get(0).metric())));
            }
        }
        if (first.isEmpty()) {
            return Optional.empty();
        }
        first.sort(null);
        double[] borders = new double[ranges - 1];
        for (int i = 0; i < borders.length; i++) {
            borders[i] = first.get((i + 1) * first.size() / ranges);
        }
        return Optional.of(new Costs(dearest, borders));
    }

    /** Whether all costs are known; an architecture that doesn't exist has none. */
    static boolean priced(Metrics price, SearchProblem problem) {
        return costs(problem).stream()
                .allMatch(cost -> price.find(cost.metric()).isPresent());
    }

    /** The highest of each cost, as it is to be minimised. */
    double[] dearest() {
        return dearest.clone();
    }

    /** The range of a value of the first cost, from 0 for the cheapest. */
    int range(double cost) {
        int range = 0;
        while (range < borders.length && cost >= borders[range]) {
            range++;
        }
        return range;
    }
}
