package org.lampyris.evaluation;

import java.util.List;
import java.util.Map;

/** What is known of an architecture before it is evaluated. */
@FunctionalInterface
public interface ArchitecturePricing {

    /** The price of the architecture with these choices: always the same, and empty if nothing is known beforehand. */
    Metrics price(List<Integer> choices);

    /** Knows nothing. */
    static ArchitecturePricing unknown() {
        return choices -> Metrics.of(Map.of());
    }
}
