package org.lampyris.search.reinforce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    /** Whether there are costs, and all of them are known before an evaluation. */
    static boolean known(SearchProblem problem, RandomGenerator random) {
        List<Objective> costs = costs(problem);
        Metrics price = problem.pricing().price(problem.space().sample(random).choices());
        return !costs.isEmpty()
                && costs.stream().allMatch(cost -> price.find(cost.metric()).isPresent());
    }

    private static List<Objective> costs(SearchProblem problem) {
        return problem.objectives().subList(1, problem.objectives().size());
    }

    /**
     * @param ranges into how many ranges of equal frequency the first cost is divided
     */
    static Costs sampled(SearchProblem problem, int ranges, RandomGenerator random) {
        List<Objective> costs = costs(problem);
        double[] dearest = new double[costs.size()];
        Arrays.fill(dearest, Double.NEGATIVE_INFINITY);
        List<Double> first = new ArrayList<>();
        for (int i = 0; i < SAMPLED; i++) {
            Metrics price =
                    problem.pricing().price(problem.space().sample(random).choices());
            for (int c = 0; c < dearest.length; c++) {
                Objective cost = costs.get(c);
                double canonical = cost.canonical(price.get(cost.metric()));
                dearest[c] = Math.max(dearest[c], canonical);
                if (c == 0) {
                    first.add(canonical);
                }
            }
        }
        first.sort(null);
        double[] borders = new double[ranges - 1];
        for (int i = 0; i < borders.length; i++) {
            borders[i] = first.get((i + 1) * first.size() / ranges);
        }
        return new Costs(dearest, borders);
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
