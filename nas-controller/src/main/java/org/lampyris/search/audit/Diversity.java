package org.lampyris.search.audit;

import java.util.List;
import java.util.OptionalDouble;
import org.lampyris.search.Trial;
import org.lampyris.space.Architecture;
import org.lampyris.space.Decision;

/** How much the latest proposals differ: the entropy of the choices that were taken. */
final class Diversity {
    /** Enough that uniform choices among five come out above 0.9; fewer look decided by chance. */
    static final int PROPOSALS = 20;

    private Diversity() {}

    /**
     * The mean over the decisions of the entropy of their choices in the latest proposals, each relative to the uniform
     * distribution's and counted as often as it applied; empty before there are enough.
     */
    static OptionalDouble of(List<Trial> trials, List<Decision> decisions) {
        if (trials.size() < PROPOSALS) {
            return OptionalDouble.empty();
        }
        List<Trial> latest = trials.subList(trials.size() - PROPOSALS, trials.size());
        double sum = 0;
        int weights = 0;
        for (int i = 0; i < decisions.size(); i++) {
            int[] counts = new int[decisions.get(i).choices().size()];
            int applied = 0;
            for (Trial trial : latest) {
                int choice = trial.architecture().choices().get(i);
                if (choice != Architecture.INAPPLICABLE) {
                    counts[choice]++;
                    applied++;
                }
            }
            if (counts.length > 1 && applied > 1) {
                sum += applied * entropy(counts, applied) / StrictMath.log(counts.length);
                weights += applied;
            }
        }
        return weights == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / weights);
    }

    private static double entropy(int[] counts, int total) {
        double entropy = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / total;
                entropy -= share * StrictMath.log(share);
            }
        }
        return entropy;
    }
}
