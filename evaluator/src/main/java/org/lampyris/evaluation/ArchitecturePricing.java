package org.lampyris.evaluation;

import org.lampyris.space.Architecture;

/** What is known of an architecture before it is evaluated. */
@FunctionalInterface
public interface ArchitecturePricing {

    /** The same architecture always has the same price. Empty if nothing is known beforehand. */
    Metrics price(Architecture architecture);

    /** Knows nothing. */
    static ArchitecturePricing unknown() {
        return architecture -> Metrics.of(java.util.Map.of());
    }
}
