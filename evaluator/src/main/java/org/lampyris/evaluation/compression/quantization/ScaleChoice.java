package org.lampyris.evaluation.compression.quantization;

/** How the scale of some weights is chosen. */
public enum ScaleChoice {
    /** So that none is cut off. */
    MIN_MAX,

    /** So that the mean squared error is least, which pays at 4 bits and less: a few large weights may be cut off. */
    MEAN_SQUARED_ERROR
}
