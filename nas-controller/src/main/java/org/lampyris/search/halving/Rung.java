package org.lampyris.search.halving;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.Trial;
import org.lampyris.search.pareto.NonDominatedSorting;

/** The trials that were trained for the same epochs, and which of them go on. */
final class Rung {
    private final List<Objective> objectives;
    private final int eta;
    private final List<Trial> ranked = new ArrayList<>();
    private final Set<Integer> promoted = new HashSet<>();
    private int trained;
    private boolean sorted = true;

    /** @param eta one of so many is promoted */
    Rung(List<Objective> objectives, int eta) {
        this.objectives = objectives;
        this.eta = eta;
    }

    /** Those that failed take part and are never promoted; those that weren't trained don't take part. */
    void add(Trial trial) {
        if (!trial.trained()) {
            return;
        }
        trained++;
        if (trial.result() instanceof Evaluated
                && objectives.stream()
                        .allMatch(objective -> trial.result()
                                .metrics()
                                .find(objective.metric())
                                .isPresent())) {
            ranked.add(trial);
            sorted = false;
        }
    }

    /** The best that is among the best 1 / eta and wasn't promoted yet; from now on it was. */
    Optional<Trial> promote() {
        if (!sorted) {
            sort();
            sorted = true;
        }
        int most = Math.min(trained / eta, ranked.size());
        for (Trial trial : ranked.subList(0, most)) {
            if (promoted.add(trial.number())) {
                return Optional.of(trial);
            }
        }
        return Optional.empty();
    }

    private void sort() {
        Comparator<Trial> byReward =
                Comparator.comparingDouble(Trial::reward).reversed().thenComparing(Trial::number);
        ranked.sort(byReward);
        if (objectives.size() == 1) {
            return;
        }
        NonDominatedSorting sorting =
                NonDominatedSorting.of(ranked.stream().map(this::point).toList());
        List<Trial> rewarded = List.copyOf(ranked);
        ranked.clear();
        IntStream.range(0, rewarded.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(sorting::rank)
                        .thenComparing(Comparator.<Integer>comparingDouble(sorting::crowdingDistance)
                                .reversed()))
                .map(rewarded::get)
                .forEach(ranked::add);
    }

    private double[] point(Trial trial) {
        return objectives.stream()
                .mapToDouble(objective ->
                        objective.canonical(trial.result().metrics().get(objective.metric())) + 0.0)
                .toArray();
    }
}
