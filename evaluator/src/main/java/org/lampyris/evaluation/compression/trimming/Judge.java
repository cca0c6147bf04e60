package org.lampyris.evaluation.compression.trimming;

import org.lampyris.evaluation.weights.WeightedNetwork;

/** Tells how much worse a smaller network is, e.g. by its error after a short training. */
@FunctionalInterface
public interface Judge {

    /** @return any unit, as long as more is worse; the same for the same network */
    double harm(WeightedNetwork proposal);
}
