package org.lampyris.evaluation.compression.factorization;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What can be done with each layer of a network, one of a list each. Costs are of one change at a time and are taken to
 * add up: a network's cost is about the floor and the cost of all choices.
 *
 * @param before the cost of the network as it is
 * @param floor what the cheapest choices of all layers cost together
 * @param layers for each layer that is worth it the choices, first to leave it as it is
 * @param refused ranks that don't pay
 */
public record RankChoices(double before, double floor, List<List<Choice>> layers, List<Refusal> refused) {
    public RankChoices {
        layers = layers.stream().map(List::copyOf).toList();
        refused = List.copyOf(refused);
    }

    /**
     * Ranks that the device isn't faster with, as far as is known.
     *
     * @param relativeError of the weights
     * @param before the cost of the network as it is
     * @param after the cost with this layer factorized; infinite if it isn't known
     */
    public record Refusal(String layer, Ranks ranks, double relativeError, double before, double after) {}

    /** What {@link Factorization#apply} takes. */
    public static Map<String, Ranks> ranks(Collection<Choice> chosen) {
        Map<String, Ranks> ranks = new TreeMap<>();
        chosen.forEach(choice -> choice.ranks().ifPresent(r -> ranks.put(choice.layer(), r)));
        return ranks;
    }
}
