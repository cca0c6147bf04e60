package org.lampyris.search.genetic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lampyris.evaluation.EvaluationResult.Failed;
import org.lampyris.evaluation.EvaluationResult.TimedOut;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.Trial;
import org.lampyris.search.pareto.NonDominatedSorting;
import org.lampyris.search.pareto.ParetoFront;

/**
 * The best trials, from the best to the worst: feasible ones by non-dominated rank and crowding distance (with one
 * objective, by reward), then those that break a bound by their reward, which falls with the violation, then failed and
 * timed out ones.
 */
final class RankedPopulation {
    private static final Comparator<Trial> UNRANKED = Comparator.<Trial, Boolean>comparing(
                    trial -> trial.result() instanceof Failed || trial.result() instanceof TimedOut)
            .thenComparing(Comparator.comparingDouble(Trial::reward).reversed());

    private final ParetoFront front;
    private final int capacity;
    private List<Trial> members = List.of();

    RankedPopulation(List<Objective> objectives, int capacity) {
        this.front = ParetoFront.empty(objectives);
        this.capacity = capacity;
    }

    int size() {
        return members.size();
    }

    /** @param place 0 for the best */
    Trial member(int place) {
        return members.get(place);
    }

    /** The new one joins; of more members than the capacity the worst leaves. */
    void add(Trial trial) {
        List<Trial> feasible = new ArrayList<>();
        List<Trial> others = new ArrayList<>();
        for (Trial member : members) {
            (front.counts(member) ? feasible : others).add(member);
        }
        (front.counts(trial) ? feasible : others).add(trial);
        others.sort(UNRANKED);
        List<Trial> ordered = new ArrayList<>();
        NonDominatedSorting.of(feasible.stream().map(this::point).toList())
                .order()
                .forEach(i -> ordered.add(feasible.get(i)));
        ordered.addAll(others);
        members = List.copyOf(ordered.subList(0, Math.min(capacity, ordered.size())));
    }

    private double[] point(Trial trial) {
        return front.objectives().size() == 1 ? new double[] {-trial.reward()} : front.point(trial);
    }
}
