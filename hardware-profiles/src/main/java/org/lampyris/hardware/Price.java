package org.lampyris.hardware;

import java.util.OptionalDouble;
import org.lampyris.hardware.PartCost.Provenance;

/** The latency of one part with where it comes from. */
record Price(double ms, double spreadMs, OptionalDouble energyMicrojoules, Provenance provenance, String source) {

    /** A share of it that comes about otherwise. */
    Price times(double share, Provenance by, String from) {
        OptionalDouble energy = energyMicrojoules.isPresent()
                ? OptionalDouble.of(energyMicrojoules.getAsDouble() * share)
                : energyMicrojoules;
        return new Price(ms * share, spreadMs * share, energy, by, from);
    }

    PartCost part(String name) {
        return new PartCost(name, ms, spreadMs, energyMicrojoules, provenance, source);
    }
}
