package org.lampyris.experiments.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lampyris.search.Trial;
import org.lampyris.search.pareto.Hypervolume;
import org.lampyris.search.pareto.NonDominatedSorting;
import org.lampyris.space.Architecture;
import org.lampyris.space.table.TableRow;

/**
 * What the best front of a table dominates, down to the corner of the table's worst values. A search's front is chosen by
 * what it saw (the mean of all looks at an architecture) and measured by the true values.
 */
final class TrueFront {
    private final TabularGoal goal;
    private final double[] reference;
    private final double volume;

    TrueFront(TabularGoal goal) {
        this.goal = goal;
        List<double[]> points =
                goal.table().rows().values().stream().map(goal::truth).toList();
        reference = new double[goal.objectives().size()];
        Arrays.fill(reference, Double.NEGATIVE_INFINITY);
        for (double[] point : points) {
            for (int i = 0; i < reference.length; i++) {
                reference[i] = Math.max(reference[i], point[i]);
            }
        }
        volume = goal.objectives().size() == 1 ? 1 : Hypervolume.of(front(points), reference);
    }

    /**
     * The share that the front of these evaluations dominates, 0 to 1; 1 where there is one objective, or nothing to be
     * dominated, as all costs are the same.
     */
    double share(List<Trial> evaluations) {
        if (goal.objectives().size() == 1 || volume == 0) {
            return 1;
        }
        Map<Architecture, double[]> seen = new LinkedHashMap<>();
        for (Trial trial : evaluations) {
            double[] sums = seen.computeIfAbsent(trial.architecture(), a -> new double[2]);
            sums[0] += trial.result().metrics().get(goal.objectives().get(0).metric());
            sums[1]++;
        }
        List<double[]> looks = new ArrayList<>();
        List<double[]> truths = new ArrayList<>();
        seen.forEach((architecture, sums) -> {
            TableRow row = goal.table().row(architecture.choices()).orElseThrow();
            double[] look = goal.truth(row);
            truths.add(look.clone());
            look[0] = goal.objectives().get(0).canonical(sums[0] / sums[1]);
            looks.add(look);
        });
        List<double[]> chosen =
                NonDominatedSorting.first(looks).stream().map(truths::get).toList();
        return Hypervolume.of(front(chosen), reference) / volume;
    }

    private static List<double[]> front(List<double[]> points) {
        return NonDominatedSorting.first(points).stream().map(points::get).toList();
    }
}
