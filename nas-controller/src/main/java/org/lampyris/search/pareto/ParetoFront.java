package org.lampyris.search.pareto;

import io.jenetics.ext.moea.Pareto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.LongestTrainings;
import org.lampyris.search.Trial;

/**
 * The trials that no other trial dominates. Only evaluated trials within all bounds that repeat no earlier one count. Of
 * trials with the same values in all objectives the first is a member. A network that was trained for some epochs first
 * and for more later counts as it was in the end. Immutable, and the same for every order of the trials.
 */
public final class ParetoFront {
    private final List<Objective> objectives;
    private final List<Trial> members;
    private final List<Trial> others;
    private final boolean plain;

    private ParetoFront(List<Objective> objectives, List<Trial> members, List<Trial> others) {
        this.objectives = objectives;
        this.members = members;
        this.others = others;
        this.plain = Stream.concat(members.stream(), others.stream())
                .allMatch(trial -> trial.epochs().isEmpty());
    }

    /** The front without members. */
    public static ParetoFront empty(List<Objective> objectives) {
        if (objectives.isEmpty()) {
            throw new IllegalArgumentException("a front needs objectives");
        }
        return new ParetoFront(List.copyOf(objectives), List.of(), List.of());
    }

    /** @throws IllegalArgumentException if an evaluated trial lacks the metric of an objective */
    public static ParetoFront of(List<Objective> objectives, Collection<Trial> trials) {
        return empty(objectives).withAll(trials);
    }

    /** The front once this trial is known too; this very front if nothing changes. */
    public ParetoFront with(Trial trial) {
        if (plain && trial.epochs().isEmpty() && beaten(trial)) {
            return this;
        }
        ParetoFront changed = withAll(List.of(trial));
        return changed.members.equals(members) && changed.others.equals(others) ? this : changed;
    }

    /** What nearly all trials of a long search are; quick, as a search asks after each of them. */
    private boolean beaten(Trial trial) {
        return !counts(trial) || members.stream().anyMatch(member -> covers(member, trial));
    }

    private ParetoFront withAll(Collection<Trial> trials) {
        List<Trial> known = new ArrayList<>(members);
        known.addAll(others);
        trials.stream().filter(this::counts).forEach(known::add);
        known.sort(Comparator.comparingInt(Trial::number));
        List<Trial> all = LongestTrainings.of(known);
        io.jenetics.ext.moea.ParetoFront<Trial> front = new io.jenetics.ext.moea.ParetoFront<>(
                (a, b) -> Pareto.dominance(point(b), point(a)), (a, b) -> Arrays.equals(point(a), point(b)));
        front.addAll(all);
        List<Trial> best = front.stream()
                .sorted(Comparator.<Trial>comparingDouble(trial -> point(trial)[0])
                        .thenComparing(Trial::number))
                .toList();
        return new ParetoFront(objectives, best, revocable(all, best));
    }

    /** Those that only networks keep off the front whose training may go on. */
    private List<Trial> revocable(List<Trial> all, List<Trial> best) {
        if (best.stream().allMatch(trial -> trial.epochs().isEmpty())) {
            return List.of();
        }
        List<Trial> whole =
                all.stream().filter(trial -> trial.epochs().isEmpty()).toList();
        return all.stream()
                .filter(trial -> !best.contains(trial) && whole.stream().noneMatch(other -> covers(other, trial)))
                .toList();
    }

    private boolean covers(Trial a, Trial b) {
        int dominance = Pareto.dominance(point(b), point(a));
        return dominance > 0 || (Arrays.equals(point(a), point(b)) && a.number() < b.number());
    }

    public List<Objective> objectives() {
        return objectives;
    }

    /** From the best to the worst in the first objective. */
    public List<Trial> members() {
        return members;
    }

    /**
     * The members and those that may become members without another trial of theirs: only networks keep them off the
     * front that were trained for some epochs and may turn out worse when they are trained on.
     */
    public List<Trial> candidates() {
        List<Trial> candidates = new ArrayList<>(members);
        candidates.addAll(others);
        return candidates;
    }

    /** Whether a trial may be a member: evaluated, within all bounds, not a repeat. */
    public boolean counts(Trial trial) {
        return trial.repeats().isEmpty()
                && trial.result() instanceof Evaluated
                && objectives.stream()
                        .allMatch(objective ->
                                objective.feasible(trial.result().metrics().get(objective.metric())));
    }

    /** The values of a trial in the order of the objectives, all to be minimised. */
    public double[] point(Trial trial) {
        return objectives.stream()
                .mapToDouble(objective ->
                        objective.canonical(trial.result().metrics().get(objective.metric())) + 0.0)
                .toArray();
    }

    /**
     * The volume that the members dominate.
     *
     * @param reference the worst values that count, in the order of the objectives and in their own directions
     */
    public double hypervolume(List<Double> reference) {
        double[] worst = new double[objectives.size()];
        Arrays.setAll(worst, i -> objectives.get(i).canonical(reference.get(i)));
        return Hypervolume.of(members.stream().map(this::point).toList(), worst);
    }

    /**
     * How far a member lies from the straight line between the extremes (with three objectives and more: the plane
     * through them), all objectives scaled to 0 for the best value on the front and 1 for the worst. Empty if it isn't a
     * member.
     *
     * @see <a href="https://doi.org/10.1137/S1052623496307510">Das and Dennis, Normal-Boundary Intersection, 1998</a>
     */
    public OptionalDouble kneeDistance(Trial member) {
        if (!members.contains(member)) {
            return OptionalDouble.empty();
        }
        double scaled = 0;
        for (int i = 0; i < objectives.size(); i++) {
            int objective = i;
            double[] values = members.stream()
                    .mapToDouble(trial -> point(trial)[objective])
                    .sorted()
                    .toArray();
            double range = values[values.length - 1] - values[0];
            scaled += range > 0 ? (point(member)[i] - values[0]) / range : 0;
        }
        return OptionalDouble.of((1 - scaled) / Math.sqrt(objectives.size()));
    }
}
