package org.lampyris.experiments.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.lampyris.experiments.benchmark.StrategyScore.Mean;
import org.lampyris.experiments.report.TextTable;

/** What a comparison on a table came to, as text, as JSON and as CSV. */
public final class BenchmarkReport {
    private final TabularGoal goal;
    private final List<Integer> checkpoints;
    private final List<StrategyScore> scores = new ArrayList<>();

    BenchmarkReport(TabularGoal goal, List<Integer> checkpoints, Map<String, List<TabularOutcome>> outcomes) {
        this.goal = goal;
        this.checkpoints = List.copyOf(checkpoints);
        outcomes.forEach((name, own) -> scores.add(new StrategyScore(name, own)));
    }

    private int last() {
        return checkpoints.get(checkpoints.size() - 1);
    }

    private boolean front() {
        return goal.objectives().size() > 1;
    }

    /** The tables of regrets, of hypervolumes if there are costs, of p-values, and the audit in words. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s: %d decisions, %d architectures in the table; %d runs of %d evaluations each%s, further looks counted.%n",
                goal.table().space().name(),
                goal.table().space().decisions().size(),
                goal.table().rows().size(),
                scores.get(0).outcomes().size(),
                last(),
                last() == goal.table().rows().size() ? " (as many as there are)" : ""));
        text.append(String.format(
                Locale.ROOT,
                "%nRegret: the best true value, %s, less that of what is recommended; mean ± standard error.%n",
                figure(goal.table().optimum())));
        text.append(table(Checkpoint::regret, true));
        if (front()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%nHypervolume of the chosen front's true values, as a share of the best; mean ± standard error.%n"));
            text.append(table(Checkpoint::hypervolume, false));
        }
        text.append(differences(Checkpoint::regret, "regret"));
        if (front()) {
            text.append(differences(Checkpoint::hypervolume, "hypervolume"));
        }
        return text.append(new BenchmarkAudit(goal, checkpoints, scores).text()).toString();
    }

    private String table(ToDoubleFunction<Checkpoint> figure, boolean runs) {
        List<String> header = new ArrayList<>(List.of("strategy"));
        checkpoints.forEach(checkpoint -> header.add(Integer.toString(checkpoint)));
        if (runs) {
            header.addAll(List.of("optimal", "collapsed", "unique", "trials/s"));
        }
        header.add("");
        TextTable table = new TextTable(header);
        for (StrategyScore score : scores) {
            List<String> row = new ArrayList<>(List.of(score.name()));
            checkpoints.forEach(checkpoint -> row.add(
                    score.mean(checkpoint, figure).map(BenchmarkReport::text).orElse("-")));
            if (runs) {
                row.add(String.format(Locale.ROOT, "%.0f %%", 100 * score.optimal(last())));
                row.add(score.collapsed(last()) + " of " + score.outcomes().size());
                row.add(score.mean(last(), Checkpoint::unique)
                        .map(mean -> String.format(Locale.ROOT, "%.0f", mean.mean()))
                        .orElse("-"));
                row.add(String.format(Locale.ROOT, "%.0f", 1000 / Math.max(1e-6, score.milliseconds())));
            }
            row.add("");
            table.row(row);
        }
        return table.toString();
    }

    private static String text(Mean mean) {
        return String.format(Locale.ROOT, "%.4f ± %.4f", mean.mean(), mean.error());
    }

    /** The first strategy against each of the others. */
    private String differences(ToDoubleFunction<Checkpoint> figure, String name) {
        if (scores.size() < 2) {
            return "";
        }
        StrategyScore first = scores.get(0);
        List<String> header = new ArrayList<>(List.of("against"));
        checkpoints.forEach(checkpoint -> header.add(Integer.toString(checkpoint)));
        header.add("");
        TextTable table = new TextTable(header);
        for (StrategyScore other : scores.subList(1, scores.size())) {
            List<String> row = new ArrayList<>(List.of(other.name()));
            checkpoints.forEach(checkpoint -> row.add(first.difference(other, checkpoint, figure)
                    .map(p -> String.format(Locale.ROOT, "%.1e", p))
                    .orElse("-")));
            row.add("");
            table.row(row);
        }
        return String.format(
                Locale.ROOT, "%nThe %s of %s: p-value (Mann-Whitney, two-sided).%n%s", name, first.name(), table);
    }

    /** The same for scripts. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("problem", goal.table().space().name());
        json.put("architectures", goal.table().rows().size());
        json.put("optimum", goal.table().optimum());
        json.put("runs", scores.get(0).outcomes().size());
        json.put("evaluations", last());
        Map<String, Object> strategies = new LinkedHashMap<>();
        for (StrategyScore score : scores) {
            strategies.put(score.name(), json(score));
        }
        json.put("strategies", strategies);
        return json;
    }

    private Map<String, Object> json(StrategyScore score) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("collapsed", score.collapsed(last()));
        json.put("optimal", score.optimal(last()));
        json.put("paid_share", score.paid());
        json.put("milliseconds_a_trial", score.milliseconds());
        List<Object> figures = new ArrayList<>();
        for (int checkpoint : checkpoints) {
            Map<String, Object> at = new LinkedHashMap<>();
            at.put("evaluations", checkpoint);
            put(at, "regret", score.mean(checkpoint, Checkpoint::regret));
            if (front()) {
                put(at, "hypervolume", score.mean(checkpoint, Checkpoint::hypervolume));
            }
            put(at, "unique", score.mean(checkpoint, Checkpoint::unique));
            if (!score.name().equals(scores.get(0).name())) {
                at.put("p_regret", scores.get(0).difference(score, checkpoint, Checkpoint::regret));
                if (front()) {
                    at.put("p_hypervolume", scores.get(0).difference(score, checkpoint, Checkpoint::hypervolume));
                }
            }
            figures.add(at);
        }
        json.put("checkpoints", figures);
        return json;
    }

    private static void put(Map<String, Object> at, String name, Optional<Mean> mean) {
        at.put(name, mean.map(Mean::mean));
        at.put(name + "_standard_error", mean.map(Mean::error));
    }

    /** A row for each strategy, seed and checkpoint. */
    public String csv() {
        StringBuilder csv = new StringBuilder("problem,strategy,seed,evaluations,unique,samples,regret,hypervolume\n");
        String problem = '"' + goal.table().space().name().replace("\"", "\"\"") + '"';
        for (StrategyScore score : scores) {
            for (TabularOutcome outcome : score.outcomes()) {
                for (Checkpoint at : outcome.checkpoints()) {
                    csv.append(String.format(
                            Locale.ROOT,
                            "%s,%s,%d,%d,%d,%d,%s,%s\n",
                            problem,
                            score.name(),
                            outcome.seed(),
                            at.evaluations(),
                            at.unique(),
                            at.samples(),
                            at.regret(),
                            at.hypervolume()));
                }
            }
        }
        return csv.toString();
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
