package org.lampyris.hardware;

import java.util.OptionalDouble;
import org.lampyris.hardware.PartCost.Provenance;

/** The latency of one part with where it comes from. */
record Price(double ms, double spreadMs, OptionalDouble energyMicrojoules, Provenance provenance, String source) {

    PartCost part(String name) {
        return new PartCost(name, ms, spreadMs, energyMicrojoules, provenance, source);
    }
}
