package org.lampyris.evaluation;

import org.lampyris.evaluation.weights.NetworkWeights;

/** Where trained weights go. */
@FunctionalInterface
public interface WeightsKeeper {

    /**
     * Keeps a trial's weights; they are durable when this returns.
     *
     * @return the SHA-256 (hexadecimal) of the file
     * @throws java.io.UncheckedIOException if they can't be made durable
     */
    String keep(int trial, NetworkWeights weights);
}
