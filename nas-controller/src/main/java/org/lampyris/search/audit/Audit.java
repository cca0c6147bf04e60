package org.lampyris.search.audit;

import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.lampyris.search.SearchProblem;
import org.lampyris.search.Trial;

/**
 * Whether a strategy earns its keep, told from the trials of a search through an {@link AuditedStrategy}.
 *
 * @param trials how many there are
 * @param random how many of them were drawn
 * @param stretches the tenths of the run
 */
public record Audit(int trials, int random, Comparisons comparisons, List<Stretch> stretches, Finding finding) {
    public Audit {
        stretches = List.copyOf(stretches);
    }

    /**
     * @param trials all of the search, in order
     * @param schedule by which they were asked for
     * @param problem that was searched
     * @param entropies {@linkplain AuditedStrategy#entropies() of the policy}; empty without one
     */
    public static Audit of(
            List<Trial> trials, AuditSchedule schedule, SearchProblem problem, SortedMap<Integer, Double> entropies) {
        AuditedTrials sorted = AuditedTrials.of(trials, schedule);
        Comparisons comparisons = sorted.compared(problem.objectives());
        List<Stretch> stretches = Stretch.over(sorted.own(), problem.space().decisions(), entropies);
        OptionalDouble entropy = stretches.isEmpty()
                ? OptionalDouble.empty()
                : stretches.get(stretches.size() - 1).entropy();
        return new Audit(
                trials.size(),
                sorted.random().size(),
                comparisons,
                stretches,
                Finding.of(sorted, comparisons, entropy));
    }
}
