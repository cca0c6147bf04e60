package org.lampyris.evaluation.compression.allocation;

/**
 * Something that can be chosen for a layer.
 *
 * @param cost what it takes of the budget, in the budget's unit, not negative
 * @param harm what it does to the network, finite; less is better, and the harms of layers add up
 */
public record Option(double cost, double harm) {
    public Option {
        if (!(cost >= 0) || Double.isInfinite(cost) || !Double.isFinite(harm)) {
            throw new IllegalArgumentException("no such option: cost " + cost + ", harm " + harm);
        }
    }
}
