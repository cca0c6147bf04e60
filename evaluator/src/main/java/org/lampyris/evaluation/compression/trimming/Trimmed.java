package org.lampyris.evaluation.compression.trimming;

import java.util.List;
import org.lampyris.evaluation.weights.WeightedNetwork;

/**
 * A network that lost channels step by step.
 *
 * @param before the cost at the beginning
 * @param after the cost of the network
 * @param reached whether that is the target or less; if not, no group could save more
 */
public record Trimmed(WeightedNetwork network, List<Step> steps, double before, double after, boolean reached) {
    public Trimmed {
        steps = List.copyOf(steps);
    }

    /**
     * What a step removed.
     *
     * @param from units of the group before
     * @param to units after
     * @param cost of the network after
     * @param harm the logarithm of the importance that the group had over what it kept; with a judge, what it said
     */
    public record Step(String group, int from, int to, double cost, double harm) {}
}
