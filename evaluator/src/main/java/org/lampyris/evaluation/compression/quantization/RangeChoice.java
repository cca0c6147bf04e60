package org.lampyris.evaluation.compression.quantization;

/** How the range of an activation is chosen. */
public enum RangeChoice {
    /** All that was seen. */
    MIN_MAX,

    /** 99.99 % of what was seen; half of the rest is cut off at each end. */
    PERCENTILE,

    /** What gives 8-bit integers the least mean squared error on what was seen. */
    MEAN_SQUARED_ERROR
}
