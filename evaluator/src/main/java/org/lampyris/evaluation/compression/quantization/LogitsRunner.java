package org.lampyris.evaluation.compression.quantization;

import org.lampyris.evaluation.weights.NetworkWeights;

/** Runs one network on some images, the same at each call, with weights that differ. */
@FunctionalInterface
public interface LogitsRunner {
    /** A row an image. */
    float[][] logits(NetworkWeights weights);
}
