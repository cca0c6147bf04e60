package org.lampyris.hardware.latency;

/**
 * A row of a latency table.
 *
 * @param overSkip whether the latency is what the block costs more than the skip over it
 */
public record Entry(OperatorKey key, Measurement measured, boolean overSkip) {}
