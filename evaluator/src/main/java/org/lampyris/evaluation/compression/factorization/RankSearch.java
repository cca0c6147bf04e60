package org.lampyris.evaluation.compression.factorization;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.NetworkGraph;

/**
 * Lists ranks for each layer that keep 50 to 99 % of the squared norm of its weights, rounded up to multiples that
 * devices work in, in each form that the layer can have, and prices the network with each of them. Ranks that don't make
 * it cheaper are refused: two or three small layers may be slower than a large one. So are those that have no price.
 */
public final class RankSearch {
    private static final double[] ENERGIES = {0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99};
    private static final int WIDE = 32;
    private static final int MIDDLE = 8;

    private final ToDoubleFunction<NetworkGraph> cost;

    /**
     * @param cost deterministic, e.g. a device's latency; an {@link InvalidInputException} for a network that it knows no
     *     price of
     */
    public RankSearch(ToDoubleFunction<NetworkGraph> cost) {
        this.cost = cost;
    }

    /** Decomposes all layers, which takes minutes for layers of thousands of channels. */
    public RankChoices choices(Factorization factorization) {
        double before = cost.applyAsDouble(factorization.network().graph());
        double floor = before;
        List<List<Choice>> layers = new ArrayList<>();
        List<RankChoices.Refusal> refused = new ArrayList<>();
        for (String layer : factorization.layers()) {
            List<Choice> priced = new ArrayList<>();
            double least = before;
            for (Ranks ranks : candidates(factorization, layer)) {
                double after = price(factorization.graph(Map.of(layer, ranks)));
                double error = factorization.relativeError(layer, ranks);
                if (after < before) {
                    priced.add(new Choice(layer, Optional.of(ranks), after, error * error));
                    least = Math.min(least, after);
                } else {
                    refused.add(new RankChoices.Refusal(layer, ranks, error, before, after));
                }
            }
            if (!priced.isEmpty()) {
                priced.add(0, new Choice(layer, Optional.empty(), before, 0));
                layers.add(above(least, priced));
                floor -= before - least;
            }
        }
        return new RankChoices(before, floor, layers, refused);
    }

    private double price(NetworkGraph graph) {
        try {
            return cost.applyAsDouble(graph);
        } catch (InvalidInputException e) {
            return Double.POSITIVE_INFINITY;
        }
    }

    private static List<Choice> above(double least, List<Choice> priced) {
        return priced.stream()
                .map(c -> new Choice(c.layer(), c.ranks(), c.cost() - least, c.harm()))
                .toList();
    }

    /** Different ranks below the full ones, the smallest of each form first. */
    static List<Ranks> candidates(Factorization factorization, String layer) {
        Set<Ranks> candidates = new LinkedHashSet<>();
        for (Ranks.Form form : factorization.forms(layer)) {
            Ranks full = factorization.full(layer, form);
            for (double energy : ENERGIES) {
                Ranks least = factorization.keeping(layer, form, energy);
                candidates.add(new Ranks(form, rounded(least.in(), full.in()), rounded(least.out(), full.out())));
            }
            candidates.remove(full);
        }
        return List.copyOf(candidates);
    }

    private static int rounded(int rank, int full) {
        int multiple = full >= WIDE ? 8 : full >= MIDDLE ? 4 : 1;
        return Math.min(full, (rank + multiple - 1) / multiple * multiple);
    }
}
