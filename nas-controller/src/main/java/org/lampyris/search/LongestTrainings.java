package org.lampyris.search;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lampyris.evaluation.EvaluationResult.Evaluated;

/** What is known of each network in the end: where it was trained for some epochs first and for more later, the latter. */
public final class LongestTrainings {
    private LongestTrainings() {}

    /** The trials, in their order, but for those that another {@linkplain Trial#supersedes supersedes}. */
    public static List<Trial> of(Collection<Trial> trials) {
        if (trials.stream().allMatch(trial -> trial.epochs().isEmpty())) {
            return List.copyOf(trials);
        }
        Map<String, Trial> longest = new HashMap<>();
        for (Trial trial : trials) {
            if (trial.result() instanceof Evaluated) {
                longest.merge(trial.architecture().id(), trial, (a, b) -> b.supersedes(a) ? b : a);
            }
        }
        return trials.stream()
                .filter(trial -> {
                    Trial other = longest.get(trial.architecture().id());
                    return other == null || !other.supersedes(trial);
                })
                .toList();
    }
}
