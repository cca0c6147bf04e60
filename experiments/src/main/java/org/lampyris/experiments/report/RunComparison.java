package org.lampyris.experiments.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.Trial;
import org.lampyris.search.pareto.ParetoFront;

/**
 * Runs of several strategies side by side, at the same numbers of trained networks. The hypervolume is that of accuracy and
 * latency, as a share of the box between chance at twice the target and full accuracy in no time.
 *
 * @param target the latency in milliseconds within which a network is feasible
 * @param chance the accuracy of guessing
 */
public record RunComparison(List<Run> runs, double target, double chance) {
    private static final List<Integer> CHECKPOINTS = List.of(10, 20, 40, 100, 200, 500, 1000);
    private static final double CONFIDENCE = 0.975;
    private static final List<Objective> OBJECTIVES =
            List.of(Objective.maximize(Metrics.ACCURACY), Objective.minimize(Metrics.LATENCY_MS));

    /** A run's trials, in order. */
    public record Run(String strategy, List<Trial> trials) {
        public Run {
            trials = List.copyOf(trials);
        }

        int trained() {
            return (int) trials.stream().filter(Trial::trained).count();
        }

        /** The trials until so many networks were trained. */
        private List<Trial> until(int trained) {
            List<Trial> first = new ArrayList<>();
            int count = 0;
            for (Trial trial : trials) {
                count += trial.trained() ? 1 : 0;
                if (count > trained) {
                    break;
                }
                first.add(trial);
            }
            return first;
        }
    }

    public RunComparison {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to compare");
        }
    }

    private List<Integer> checkpoints() {
        int least = runs.stream().mapToInt(Run::trained).min().orElseThrow();
        List<Integer> checkpoints = new ArrayList<>(
                CHECKPOINTS.stream().filter(checkpoint -> checkpoint < least).toList());
        checkpoints.add(least);
        return checkpoints;
    }

    private double hypervolume(List<Trial> trials) {
        double box = (1 - chance) * 2 * target;
        return ParetoFront.of(OBJECTIVES, trials).hypervolume(List.of(chance, 2 * target)) / box;
    }

    /** 0 where there is none. */
    private double bestFeasible(List<Trial> trials) {
        return ParetoFront.of(OBJECTIVES, trials).members().stream()
                .filter(trial -> trial.result().metrics().get(Metrics.LATENCY_MS) <= target)
                .mapToDouble(trial -> trial.result().metrics().get(Metrics.ACCURACY))
                .max()
                .orElse(0);
    }

    /** A row for each strategy and number of networks, with 95 % intervals of the means (Student's t). */
    public String text() {
        TextTable table = new TextTable(List.of(
                "strategy", "runs", "trained", "hypervolume", "best accuracy within " + Figure.of(target) + " ms", ""));
        Map<String, List<Run>> byStrategy = new TreeMap<>();
        runs.forEach(run -> byStrategy
                .computeIfAbsent(run.strategy(), name -> new ArrayList<>())
                .add(run));
        byStrategy.forEach((strategy, own) -> {
            for (int checkpoint : checkpoints()) {
                table.row(List.of(
                        strategy,
                        Integer.toString(own.size()),
                        Integer.toString(checkpoint),
                        interval(values(own, checkpoint, this::hypervolume)),
                        interval(values(own, checkpoint, this::bestFeasible)),
                        ""));
            }
        });
        return table.toString();
    }

    private static double[] values(List<Run> runs, int checkpoint, ToDoubleFunction<List<Trial>> figure) {
        return runs.stream()
                .mapToDouble(run -> figure.applyAsDouble(run.until(checkpoint)))
                .toArray();
    }

    private static String interval(double[] values) {
        DescriptiveStatistics statistics = new DescriptiveStatistics(values);
        String mean = String.format(Locale.ROOT, "%.4f", statistics.getMean());
        if (values.length < 2) {
            return mean;
        }
        double quantile = new TDistribution(values.length - 1).inverseCumulativeProbability(CONFIDENCE);
        return mean
                + String.format(
                        Locale.ROOT,
                        " ± %.4f",
                        quantile * statistics.getStandardDeviation() / Math.sqrt(values.length));
    }

    /** Each run's figures, for scripts. */
    public List<Map<String, Object>> json() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Run run : runs) {
            for (int checkpoint : checkpoints()) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("strategy", run.strategy());
                row.put("trained", checkpoint);
                row.put("hypervolume", hypervolume(run.until(checkpoint)));
                row.put("best_feasible_accuracy", bestFeasible(run.until(checkpoint)));
                rows.add(row);
            }
        }
        return rows;
    }
}
