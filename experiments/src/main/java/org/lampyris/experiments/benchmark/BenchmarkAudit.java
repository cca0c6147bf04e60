package org.lampyris.experiments.benchmark;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.lampyris.experiments.benchmark.StrategyScore.Mean;

/** Whether strategies earn their keep: each against random sampling with as many evaluations, in plain words. */
final class BenchmarkAudit {
    static final String RANDOM = "random";
    private static final double QUANTILE = new NormalDistribution().inverseCumulativeProbability(0.975);

    private final TabularGoal goal;
    private final List<Integer> checkpoints;
    private final List<StrategyScore> scores;

    BenchmarkAudit(TabularGoal goal, List<Integer> checkpoints, List<StrategyScore> scores) {
        this.goal = goal;
        this.checkpoints = checkpoints;
        this.scores = scores;
    }

    String text() {
        Optional<StrategyScore> random =
                scores.stream().filter(score -> score.name().equals(RANDOM)).findFirst();
        if (random.isEmpty() || scores.size() < 2) {
            return "";
        }
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%nAudit: 1 of %d evaluations here was spent on random sampling.%n", scores.size()));
        for (StrategyScore score : scores) {
            if (!score.name().equals(RANDOM)) {
                text.append(text(score, random.get()));
            }
        }
        return text.toString();
    }

    private String text(StrategyScore score, StrategyScore random) {
        StringBuilder text = new StringBuilder(score.name()).append(": ");
        long collapsed = score.collapsed(last());
        if (collapsed > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "ALARM: it collapsed in %d of %d runs, proposing again and again what it had seen%s. ",
                    collapsed,
                    score.outcomes().size(),
                    complete() ? "" : " or what is not in the table"));
        }
        boolean front = goal.objectives().size() > 1;
        ToDoubleFunction<Checkpoint> figure = front ? Checkpoint::hypervolume : checkpoint -> -checkpoint.regret();
        String separator = "";
        for (int checkpoint : checkpoints) {
            text.append(separator).append(against(score, random, checkpoint, figure, front));
            separator = "; ";
        }
        text.append(String.format(Locale.ROOT, ". New or deliberate: %.0f %% of its samples", 100 * score.paid()));
        return text.append(entropy(score)).append(".\n").toString();
    }

    private boolean complete() {
        return goal.table()
                .space()
                .size()
                .equals(BigInteger.valueOf(goal.table().rows().size()));
    }

    private int last() {
        return checkpoints.get(checkpoints.size() - 1);
    }

    private static String against(
            StrategyScore score,
            StrategyScore random,
            int checkpoint,
            ToDoubleFunction<Checkpoint> figure,
            boolean front) {
        Optional<Mean> own = score.mean(checkpoint, figure);
        Optional<Mean> other = random.mean(checkpoint, figure);
        if (own.isEmpty() || other.isEmpty()) {
            return "at " + checkpoint + " no run to compare";
        }
        if (own.get().runs() < 2 || other.get().runs() < 2) {
            return "at " + checkpoint + " too few runs to tell";
        }
        if (own.get().mean() == other.get().mean()
                && own.get().error() == 0
                && other.get().error() == 0) {
            return "at " + checkpoint + " both always have the " + (front ? "same front" : "optimum");
        }
        double better = own.get().mean() - other.get().mean();
        double half = QUANTILE * Math.hypot(own.get().error(), other.get().error());
        String interval = String.format(Locale.ROOT, "%.4f to %.4f", Math.abs(better) - half, Math.abs(better) + half);
        if (Math.abs(better) <= half) {
            return "at " + checkpoint + " ALARM: no better than chance";
        }
        String what = front ? "hypervolume" : "regret";
        String way = (better > 0) == front ? "higher" : "lower";
        return "at " + checkpoint + " " + (better > 0 ? "" : "ALARM: worse than chance, ") + "its " + what + " is "
                + interval + " " + way;
    }

    private String entropy(StrategyScore score) {
        if (score.values(last(), Checkpoint::entropy).length == 0) {
            return "";
        }
        StringBuilder text = new StringBuilder("; the policy's entropy at ");
        String separator = "";
        for (int checkpoint : checkpoints) {
            Optional<Mean> mean = score.mean(checkpoint, Checkpoint::entropy);
            if (mean.isEmpty() || Double.isNaN(mean.get().mean())) {
                return "";
            }
            text.append(separator)
                    .append(checkpoint)
                    .append(": ")
                    .append(String.format(Locale.ROOT, "%.2f", mean.get().mean()));
            separator = ", ";
        }
        return text.toString();
    }
}
