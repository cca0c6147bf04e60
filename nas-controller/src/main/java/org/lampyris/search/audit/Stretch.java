package org.lampyris.search.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.lampyris.search.Trial;
import org.lampyris.space.Decision;

/**
 * A part of the run, for what changes over time.
 *
 * @param first the number of its first trial
 * @param last the number of its last trial
 * @param newShare the share of the strategy's own proposals that repeat nothing
 * @param diversity the entropy of the choices that the strategy made in the {@value Diversity#PROPOSALS} proposals before
 *     the end of this part, relative to uniform; empty before there are as many
 * @param entropy of the policy at the end of this part; empty without a policy
 */
public record Stretch(int first, int last, double newShare, OptionalDouble diversity, OptionalDouble entropy) {
    private static final int PARTS = 10;

    /** Cuts the own trials into tenths. */
    static List<Stretch> over(List<Trial> own, List<Decision> decisions, SortedMap<Integer, Double> entropies) {
        List<Stretch> stretches = new ArrayList<>();
        int parts = Math.min(PARTS, own.size());
        for (int part = 0; part < parts; part++) {
            int from = (int) ((long) own.size() * part / parts);
            int to = (int) ((long) own.size() * (part + 1) / parts);
            int last = own.get(to - 1).number();
            stretches.add(new Stretch(
                    own.get(from).number(),
                    last,
                    AuditedTrials.newShare(own.subList(from, to)),
                    Diversity.of(own.subList(0, to), decisions),
                    entropies.headMap(last + 1).values().stream()
                            .mapToDouble(Double::doubleValue)
                            .reduce((earlier, later) -> later)));
        }
        return stretches;
    }
}
