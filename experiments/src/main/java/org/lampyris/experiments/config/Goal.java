package org.lampyris.experiments.config;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.Metrics;

/**
 * What makes a network good.
 *
 * @param objectives the metrics that span the Pareto front; the first is {@code accuracy}
 * @param limits the most that a network may have of a metric; they take the place of the profile's own
 */
public record Goal(List<String> objectives, SortedMap<String, Double> limits, RewardSettings reward) {

    /** The metrics that cost, so that less is better. */
    static final List<String> COSTS = List.of(
            Metrics.LATENCY_MS,
            Metrics.ENERGY_UJ,
            Metrics.FLASH_BYTES,
            Metrics.RAM_BYTES,
            Metrics.PARAMETERS,
            Metrics.MULTIPLY_ADDS);

    public Goal {
        objectives = List.copyOf(objectives);
        limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
        if (objectives.size() < 2
                || !objectives.get(0).equals(Metrics.ACCURACY)
                || !COSTS.containsAll(objectives.subList(1, objectives.size()))
                || new HashSet<>(objectives).size() != objectives.size()) {
            throw new IllegalArgumentException(
                    "objectives are " + objectives + ", but must be accuracy, then one or more of " + COSTS);
        }
        limits.forEach((metric, limit) -> {
            if (!COSTS.contains(metric) || !(limit > 0) || limit.isInfinite()) {
                throw new IllegalArgumentException(
                        "the limit " + metric + " = " + limit + " must be a number above 0 for one of " + COSTS);
            }
        });
    }

    static Goal standard() {
        return new Goal(
                List.of(Metrics.ACCURACY, Metrics.LATENCY_MS),
                new TreeMap<>(),
                RewardSettings.of(RewardSettings.Kind.CALIBRATED));
    }

    public Goal withReward(RewardSettings other) {
        return new Goal(objectives, limits, other);
    }
}
