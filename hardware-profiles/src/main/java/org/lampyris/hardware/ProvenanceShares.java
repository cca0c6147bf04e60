package org.lampyris.hardware;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lampyris.hardware.PartCost.Provenance;

/**
 * Where latencies come from.
 *
 * @param shares of the latency, 0 to 1, the best provenance first
 * @param spread one standard deviation, as a share of the latency
 */
public record ProvenanceShares(Map<Provenance, Double> shares, double spread) {

    /** Of the sum of some networks' latencies; the spread is their mean. */
    public static ProvenanceShares of(List<Cost> costs) {
        double all = costs.stream().mapToDouble(Cost::latencyMs).sum();
        Map<Provenance, Double> shares = new EnumMap<>(Provenance.class);
        for (Provenance provenance : Provenance.values()) {
            double sum = costs.stream()
                    .flatMap(cost -> cost.parts().stream())
                    .filter(part -> part.provenance() == provenance)
                    .mapToDouble(PartCost::latencyMs)
                    .sum();
            shares.put(provenance, all > 0 ? sum / all : 0);
        }
        double spread = costs.stream()
                .mapToDouble(cost -> cost.latencyMs() > 0 ? cost.spreadMs() / cost.latencyMs() : 0)
                .average()
                .orElse(0);
        return new ProvenanceShares(shares, spread);
    }

    /** E.g. {@code 71 % exact, 24 % interpolated, 5 % modelled, +-6 %}. */
    @Override
    public String toString() {
        StringBuilder words = new StringBuilder();
        shares.forEach((provenance, share) -> {
            if (share >= 0.005) {
                words.append(String.format(
                        Locale.ROOT,
                        "%.0f %% %s, ",
                        100 * share,
                        provenance.name().toLowerCase(Locale.ROOT)));
            }
        });
        return words + String.format(Locale.ROOT, "+-%.0f %%", 100 * spread);
    }
}
