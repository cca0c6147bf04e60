package org.lampyris.experiments.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.search.Trial;

/**
 * How often each of the five outcomes came about, repeats of earlier architectures apart.
 *
 * @param repeats trials whose architecture was evaluated before; they aren't counted elsewhere
 */
public record OutcomeCounts(int evaluated, int infeasible, int failed, int timedOut, int lost, int repeats) {

    public static OutcomeCounts of(List<Trial> trials) {
        int[] counts = new int[6];
        for (Trial trial : trials) {
            counts[trial.repeats().isPresent() ? 5 : kind(trial.result())]++;
        }
        return new OutcomeCounts(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
    }

    /** By name, in the order of the components. */
    public Map<String, Integer> byName() {
        Map<String, Integer> names = new LinkedHashMap<>();
        names.put("evaluated", evaluated);
        names.put("infeasible", infeasible);
        names.put("failed", failed);
        names.put("timed out", timedOut);
        names.put("lost", lost);
        names.put("repeats", repeats);
        return names;
    }

    private static int kind(EvaluationResult result) {
        if (result instanceof EvaluationResult.Evaluated) {
            return 0;
        }
        if (result instanceof EvaluationResult.Infeasible) {
            return 1;
        }
        if (result instanceof EvaluationResult.Failed) {
            return 2;
        }
        return result instanceof EvaluationResult.TimedOut ? 3 : 4;
    }
}
