package org.lampyris.evaluation.tabular;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.lampyris.evaluation.ArchitecturePricing;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.Metrics;
import org.lampyris.space.table.TableRow;
import org.lampyris.space.table.TabularProblem;

/**
 * Looks up what a training would have given: one of the observed values, drawn by the request's seed. The true value is
 * in no result.
 */
public final class TabularEvaluator implements Evaluator, ArchitecturePricing {
    private final TabularProblem problem;

    public TabularEvaluator(TabularProblem problem) {
        this.problem = problem;
    }

    /** The metric that the observed values are: the accuracy, or the loss if less is better. */
    public static String metric(TabularProblem problem) {
        return problem.maximize() ? Metrics.ACCURACY : Metrics.LOSS;
    }

    @Override
    public EvaluationResult evaluate(EvaluationRequest request) {
        Metrics costs = price(request.architecture().choices());
        Optional<TableRow> row = problem.row(request.architecture().choices());
        if (row.isEmpty()) {
            return new Infeasible(costs, "not in the table");
        }
        int repetition = new SplittableRandom(request.seed())
                .nextInt(row.get().observed().size());
        return new Evaluated(costs.with(metric(problem), row.get().observed().get(repetition)), Optional.empty());
    }

    /** The costs of its row; nothing for an architecture without one. */
    @Override
    public Metrics price(List<Integer> choices) {
        TreeMap<String, Double> costs = new TreeMap<>();
        problem.row(choices).ifPresent(row -> {
            for (int i = 0; i < row.costs().size(); i++) {
                costs.put(problem.costs().get(i), row.costs().get(i));
            }
        });
        return new Metrics(costs);
    }
}
