package org.lampyris.search.surrogate;

/**
 * What a model expects of an architecture.
 *
 * @param mean of its value
 * @param deviation the standard deviation of its value, without the noise of an evaluation; at least 0
 */
public record Prediction(double mean, double deviation) {}
