package org.lampyris.search.reinforce;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.SearchProblem;
import org.lampyris.search.surrogate.Prediction;

/** What a proposal is to improve: the best reward, or the front. */
@FunctionalInterface
interface Aim {

    /**
     * A look at an architecture in the eyes of an aim.
     *
     * @param cost 0 where cost is part of the value
     * @param value the expected one, more is better
     * @param noise the standard deviation of a look
     */
    record View(double cost, Prediction value, double noise) {}

    /**
     * @param costs what is known of it beforehand
     * @param modelled what the archive expects of it
     * @param noise the standard deviation of a look, in the unit of the archive
     */
    View view(Metrics costs, Prediction modelled, double noise);

    /** The archive's values are what is to improve. */
    static Aim plain() {
        return (costs, modelled, noise) -> new View(0, modelled, noise);
    }

    /** The archive's values are the first objective, the reward is what outcomes with them are worth. */
    static Aim reward(SearchProblem problem) {
        Objective first = problem.objectives().get(0);
        return (costs, modelled, noise) -> {
            double step = modelled.deviation() + noise;
            double reward = rewarded(problem, first, costs, modelled.mean());
            double slope =
                    step > 0 ? Math.abs(rewarded(problem, first, costs, modelled.mean() + step) - reward) / step : 0;
            return new View(0, new Prediction(reward, slope * modelled.deviation()), slope * noise);
        };
    }

    private static double rewarded(SearchProblem problem, Objective first, Metrics costs, double value) {
        Metrics metrics = costs.with(first.metric(), first.canonical(-value));
        return problem.reward().of(new Evaluated(metrics, Optional.empty()));
    }

    /**
     * The archive's values are the first objective, the cost is a weighted sum of the others.
     *
     * @param weights of the costs from the second objective on
     */
    static Aim front(List<Objective> objectives, double[] weights) {
        double[] own = weights.clone();
        return (costs, modelled, noise) -> {
            double cost = 0;
            for (int i = 0; i < own.length; i++) {
                Objective objective = objectives.get(i + 1);
                cost += own[i] * objective.canonical(costs.get(objective.metric()));
            }
            return new View(cost, modelled, noise);
        };
    }

    /** The weights that give each cost its share of the sum where it is at its dearest. */
    static double[] weights(double[] shares, double[] dearest) {
        double[] weights = new double[shares.length];
        Arrays.setAll(weights, i -> shares[i] / Math.max(Math.abs(dearest[i]), Double.MIN_NORMAL));
        return weights;
    }
}
