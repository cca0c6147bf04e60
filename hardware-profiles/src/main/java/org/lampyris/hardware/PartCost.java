package org.lampyris.hardware;

import java.util.OptionalDouble;

/**
 * The latency of one block or operator of a network.
 *
 * @param part the block's or node's name
 * @param energyMicrojoules where it was measured
 * @param source in words: the entry, the entries it was interpolated between, or the model
 */
public record PartCost(
        String part,
        double latencyMs,
        double spreadMs,
        OptionalDouble energyMicrojoules,
        Provenance provenance,
        String source) {

    /** How a latency came about, from the best to the worst. */
    public enum Provenance {
        EXACT,
        INTERPOLATED,
        MODELLED,
        ROOFLINE
    }
}
