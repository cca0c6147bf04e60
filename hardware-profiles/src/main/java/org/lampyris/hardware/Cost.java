package org.lampyris.hardware;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The price of one inference at batch size 1.
 *
 * @param latencyMs milliseconds, the sum of the parts
 * @param spreadMs one standard deviation of that, from the parts' own
 * @param energyMicrojoules where the profile knows it
 * @param flashBytes bytes of weights
 * @param peakMemoryBytes bytes of activations at the worst moment of the best order
 * @param parts what the latency is made of, each with its provenance
 */
public record Cost(
        double latencyMs,
        double spreadMs,
        OptionalDouble energyMicrojoules,
        long flashBytes,
        long peakMemoryBytes,
        List<PartCost> parts) {

    public Cost {
        parts = List.copyOf(parts);
    }

    /** Where the latency comes from. */
    public ProvenanceShares provenance() {
        return ProvenanceShares.of(List.of(this));
    }
}
