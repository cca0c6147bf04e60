package org.lampyris.experiments.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.evaluation.tabular.TabularEvaluator;
import org.lampyris.input.InvalidInputException;
import org.lampyris.input.Suggestion;
import org.lampyris.search.SearchProblem;
import org.lampyris.search.reward.MnasNetReward;
import org.lampyris.search.reward.Reward;
import org.lampyris.search.reward.RewardCalibration;
import org.lampyris.space.table.TableRow;
import org.lampyris.space.table.TabularProblem;

/**
 * What is searched for in a table.
 *
 * @param objectives the observed values first, then costs
 * @param reward the observed value, better is more; an accuracy is weighed against the first cost, with the median cost
 *     of the table as the target, where no accuracy is below 0 and all costs are above
 */
record TabularGoal(TabularProblem table, List<Objective> objectives, Reward reward) {
    TabularGoal {
        objectives = List.copyOf(objectives);
    }

    /**
     * @param names {@code accuracy} (or {@code loss}), then costs of the table
     * @throws InvalidInputException if a name isn't known
     */
    static TabularGoal of(TabularProblem table, List<String> names) {
        String metric = TabularEvaluator.metric(table);
        for (String taken : List.of(metric, Metrics.EPOCHS)) {
            if (table.costs().contains(taken)) {
                throw InvalidInputException.at(
                        table.space().name(),
                        "the cost '" + taken + "' has a name that means something else here",
                        "Rename the column in the CSV and in table.costs.");
            }
        }
        List<String> known = new ArrayList<>(List.of(metric));
        known.addAll(table.costs());
        for (String name : names) {
            if (!known.contains(name)) {
                throw InvalidInputException.at(
                        "--objectives", "the table has no '" + name + "'", Suggestion.among(known, name));
            }
        }
        if (names.isEmpty()
                || !names.get(0).equals(metric)
                || names.stream().distinct().count() < names.size()) {
            throw InvalidInputException.at(
                    "--objectives",
                    "'" + String.join(",", names) + "' can't be searched for",
                    "Write " + metric + " first, then costs, each once.");
        }
        List<Objective> objectives = names.stream()
                .map(name ->
                        name.equals(metric) && table.maximize() ? Objective.maximize(name) : Objective.minimize(name))
                .toList();
        return new TabularGoal(
                table, objectives, objectives.size() == 1 ? plain(table) : weighed(table, objectives.get(1)));
    }

    SearchProblem problem() {
        return new SearchProblem(table.space(), objectives, new TabularEvaluator(table), reward);
    }

    /** The true values of an architecture in the order of the objectives, all to be minimised. */
    double[] truth(TableRow row) {
        double[] point = new double[objectives.size()];
        point[0] = objectives.get(0).canonical(row.truth());
        for (int i = 1; i < point.length; i++) {
            point[i] = row.costs().get(table.costs().indexOf(objectives.get(i).metric()));
        }
        return point;
    }

    private static Reward plain(TabularProblem table) {
        double sign = table.maximize() ? 1 : -1;
        double[] values = table.rows().values().stream()
                .flatMap(row -> row.observed().stream())
                .mapToDouble(value -> sign * value)
                .toArray();
        double worst = Arrays.stream(values).min().orElseThrow();
        double absent = worst - 1 - (Arrays.stream(values).max().orElseThrow() - worst);
        String metric = TabularEvaluator.metric(table);
        return result -> result instanceof Evaluated ? sign * result.metrics().get(metric) : absent;
    }

    private static Reward weighed(TabularProblem table, Objective cost) {
        int column = table.costs().indexOf(cost.metric());
        List<Double> costs = table.rows().values().stream()
                .map(row -> row.costs().get(column))
                .sorted()
                .toList();
        boolean negative = table.rows().values().stream()
                .anyMatch(row -> row.observed().stream().anyMatch(value -> value < 0));
        if (!table.maximize() || negative || !(costs.get(0) > 0)) {
            return plain(table);
        }
        double median = costs.get(costs.size() / 2);
        RewardCalibration exponents = RewardCalibration.of(median, costs);
        return new MnasNetReward(cost.metric(), median, exponents.alpha(), exponents.beta(), List.of());
    }

    /** Whether an outcome is an evaluation that was paid for. */
    static boolean evaluated(EvaluationResult result) {
        return result instanceof Evaluated;
    }
}
