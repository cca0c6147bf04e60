package org.lampyris.evaluation.compression.trimming;

/**
 * How far channels are removed.
 *
 * @param target the cost to get down to, in the cost's unit
 * @param leastShare the part of its units that each group keeps at least, over 0 to 1; one unit always stays
 * @param leastGain what a step must save at least, as a part of the cost at the beginning; a step takes as many units as
 *     that needs. Small values give more and finer steps.
 */
public record TrimmingSettings(double target, double leastShare, double leastGain) {
    public TrimmingSettings {
        if (!(target >= 0) || !(leastShare > 0) || leastShare > 1 || !(leastGain >= 0) || leastGain >= 1) {
            throw new IllegalArgumentException(
                    "no such trimming: target " + target + ", least share " + leastShare + ", least gain " + leastGain);
        }
    }

    /** Groups keep an eighth, a step saves 1 % or more. */
    public static TrimmingSettings to(double target) {
        return new TrimmingSettings(target, 0.125, 0.01);
    }
}
