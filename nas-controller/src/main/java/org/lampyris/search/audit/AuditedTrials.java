package org.lampyris.search.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Lost;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.Trial;
import org.lampyris.search.pareto.NonDominatedSorting;

/**
 * The trials of a search by who proposed them.
 *
 * @param own what the strategy proposed
 * @param random what was drawn
 * @param ownFirsts those of {@code own} that were the first to look at their architecture, lost ones left out
 * @param randomFirsts the same of {@code random}
 */
record AuditedTrials(List<Trial> own, List<Trial> random, List<Trial> ownFirsts, List<Trial> randomFirsts) {

    static AuditedTrials of(List<Trial> trials, AuditSchedule schedule) {
        AuditedTrials sorted =
                new AuditedTrials(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Set<String> seen = new HashSet<>();
        for (Trial trial : trials) {
            boolean drawn = schedule.isRandom(trial.number());
            (drawn ? sorted.random : sorted.own).add(trial);
            if (seen.add(trial.architecture().id()) && !(trial.result() instanceof Lost)) {
                (drawn ? sorted.randomFirsts : sorted.ownFirsts).add(trial);
            }
        }
        return sorted;
    }

    /** How many of the trials evaluated something: a deliberate second look does, a repeat doesn't. */
    static double newShare(List<Trial> trials) {
        long fresh = trials.stream().filter(trial -> trial.repeats().isEmpty()).count();
        return (double) fresh / trials.size();
    }

    Comparisons compared(List<Objective> objectives) {
        int[] numbers = firsts().mapToInt(Trial::number).sorted().toArray();
        int half = numbers.length == 0 ? 0 : numbers[numbers.length / 2];
        return new Comparisons(
                Comparison.of(rewards(ownFirsts, 0), rewards(randomFirsts, 0)),
                Comparison.of(rewards(ownFirsts, half), rewards(randomFirsts, half)),
                objectives.size() < 2 ? Optional.empty() : fronts(objectives));
    }

    private Stream<Trial> firsts() {
        return Stream.concat(ownFirsts.stream(), randomFirsts.stream());
    }

    private static double[] rewards(List<Trial> trials, int from) {
        return trials.stream()
                .filter(trial -> trial.number() >= from)
                .mapToDouble(Trial::reward)
                .toArray();
    }

    /** More is better, so depths are negative; what wasn't evaluated stands behind all fronts. */
    private Optional<Comparison> fronts(List<Objective> objectives) {
        List<Trial> all = firsts().toList();
        List<double[]> points = new ArrayList<>();
        int[] places = new int[all.size()];
        for (int i = 0; i < places.length; i++) {
            double[] point = point(all.get(i), objectives);
            places[i] = point.length == 0 ? -1 : points.size();
            if (point.length > 0) {
                points.add(point);
            }
        }
        NonDominatedSorting sorting = NonDominatedSorting.of(points);
        int behind = IntStream.range(0, points.size()).map(sorting::rank).max().orElse(-1) + 1;
        double[] values = Arrays.stream(places)
                .mapToDouble(place -> -1.0 - (place < 0 ? behind : sorting.rank(place)))
                .toArray();
        return Comparison.of(
                Arrays.copyOf(values, ownFirsts.size()), Arrays.copyOfRange(values, ownFirsts.size(), values.length));
    }

    /** Empty if a value isn't known. */
    private static double[] point(Trial trial, List<Objective> objectives) {
        double[] point = new double[objectives.size()];
        for (int i = 0; i < point.length; i++) {
            Objective objective = objectives.get(i);
            OptionalDouble value = trial.result().metrics().find(objective.metric());
            if (!(trial.result() instanceof Evaluated) || value.isEmpty()) {
                return new double[0];
            }
            point[i] = objective.canonical(value.getAsDouble());
        }
        return point;
    }
}
