package org.lampyris.hardware.calibration.networks;

/**
 * A whole network's measurement.
 *
 * @param architecture the blocks in order, in any notation that {@link Notation} can take apart
 * @param ms above 0
 */
public record MeasuredNetwork(String architecture, double ms) {
    public MeasuredNetwork {
        if (!(ms > 0) || Double.isInfinite(ms)) {
            throw new IllegalArgumentException("no such latency: " + ms);
        }
    }
}
