package org.lampyris.search.reinforce;

/** Parameters and the gradient that is being summed for them. */
final class Weights {
    final double[] values;
    final double[] gradient;

    /** All zero. */
    Weights(int size) {
        values = new double[size];
        gradient = new double[size];
    }
}
