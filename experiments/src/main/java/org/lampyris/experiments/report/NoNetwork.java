package org.lampyris.experiments.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.Trial;

/** Why a run has no network: sentences with what can be done. */
final class NoNetwork {
    private static final int CAUSES = 3;

    private NoNetwork() {}

    /**
     * @param trials none of them evaluated
     * @param bounds the limits of the run
     */
    static String why(List<Trial> trials, List<Objective> bounds) {
        List<Trial> own = trials.stream()
                .filter(trial -> trial.repeats().isEmpty())
                .filter(trial -> !(trial.result() instanceof EvaluationResult.Evaluated))
                .toList();
        List<Trial> broken = own.stream()
                .filter(trial -> !(trial.result() instanceof Infeasible))
                .toList();
        if (own.isEmpty()) {
            return "No network was evaluated yet.\n";
        }
        return broken.isEmpty() ? overLimits(own, bounds) : failures(broken);
    }

    private static String failures(List<Trial> broken) {
        Map<String, Integer> causes = new TreeMap<>();
        broken.forEach(trial -> causes.merge(cause(trial.result()), 1, Integer::sum));
        StringBuilder text = new StringBuilder("No network: none of the " + broken.size() + " trainings succeeded.\n");
        causes.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(CAUSES)
                .forEach(cause -> text.append("  ")
                        .append(cause.getValue())
                        .append(" x ")
                        .append(cause.getKey())
                        .append('\n'));
        return text.toString();
    }

    private static String cause(EvaluationResult result) {
        if (result instanceof EvaluationResult.Failed failed) {
            return "failed: " + failed.cause();
        }
        if (result instanceof EvaluationResult.TimedOut late) {
            return "timed out: " + late.limit();
        }
        return result instanceof EvaluationResult.Lost lost ? "lost: " + lost.cause() : "";
    }

    /** Each limit that the closest network would break too, or else the one that most networks break. */
    private static String overLimits(List<Trial> infeasible, List<Objective> bounds) {
        StringBuilder text = new StringBuilder("No network: each of the " + infeasible.size()
                + " that were looked at is over a limit, so none was trained.\n");
        for (Objective bound : bounds) {
            double[] values = infeasible.stream()
                    .map(trial -> trial.result().metrics().find(bound.metric()))
                    .filter(OptionalDouble::isPresent)
                    .mapToDouble(OptionalDouble::getAsDouble)
                    .sorted()
                    .toArray();
            long over = infeasible.stream()
                    .map(trial -> trial.result().metrics().find(bound.metric()))
                    .filter(value -> value.isPresent() && !bound.feasible(value.getAsDouble()))
                    .count();
            if (over > 0) {
                text.append(String.format(
                        Locale.ROOT,
                        "  %s: the limit is %s, the closest network has %s; over it: %d of %d\n",
                        bound.metric(),
                        Figure.of(bound.bound().orElseThrow()),
                        Figure.of(values[0]),
                        over,
                        infeasible.size()));
            }
        }
        return text.append("Raise the limits (limits in experiment.yaml), or search a space of smaller networks.\n")
                .toString();
    }
}
