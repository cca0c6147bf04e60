package org.lampyris.search.audit;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.search.Trial;

/** Takes a strategy through the trials of a finished search again, without evaluations, to see how it changed. */
public final class AuditReplay {
    private AuditReplay() {}

    /**
     * The entropies of the policy as they were during the search.
     *
     * @param strategy new, of the search's space, settings and seed
     * @param window of the search
     * @return empty if the strategy has no policy, or proposes other architectures than those of the trials: then another
     *     version made them
     */
    public static SortedMap<Integer, Double> entropies(AuditedStrategy strategy, List<Trial> trials, int window) {
        for (int i = 0; i < trials.size(); i++) {
            if (i >= window) {
                strategy.tell(List.of(trials.get(i - window)));
            }
            if (!strategy.ask(1).get(0).architecture().equals(trials.get(i).architecture())) {
                return new TreeMap<>();
            }
        }
        return strategy.entropies();
    }
}
