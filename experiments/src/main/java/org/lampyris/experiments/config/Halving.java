package org.lampyris.experiments.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Successive halving: how long networks are trained before the best of them are trained on.
 *
 * @param first epochs of the lowest rung
 * @param eta one of so many is promoted, to a rung of so many times the epochs
 */
public record Halving(int first, int eta) {
    /** The highest {@code eta}. */
    static final int MAX_ETA = 100;

    public Halving {
        if (first < 1) {
            throw new IllegalArgumentException("halving.first is " + first + ", but must be at least 1");
        }
        if (eta < 2 || eta > MAX_ETA) {
            throw new IllegalArgumentException("halving.eta is " + eta + ", but must be from 2 to " + MAX_ETA);
        }
    }

    /** One epoch first, and half of the networks go on. */
    public static Halving standard() {
        return new Halving(1, 2);
    }

    /** The epochs of the rungs below trainings of so many epochs. */
    public List<Integer> rungs(int whole) {
        List<Integer> rungs = new ArrayList<>();
        for (long epochs = first; epochs < whole; epochs *= eta) {
            rungs.add((int) epochs);
        }
        return rungs;
    }
}
