package org.lampyris.search;

import java.util.OptionalInt;
import org.lampyris.space.Architecture;

/**
 * What a strategy asks to be evaluated.
 *
 * @param look which independent evaluation of the architecture, from 0. Each look has randomness of its own, and its
 *     price; the same look again costs nothing and has the same outcome
 * @param epochs how long the network is trained in all, where that isn't the whole plan; more epochs of the same look go
 *     on from fewer
 */
public record Proposal(Architecture architecture, int look, OptionalInt epochs) {
    public Proposal {
        if (look < 0 || epochs.orElse(1) < 1) {
            throw new IllegalArgumentException("not a proposal: look " + look + ", " + epochs + " epochs");
        }
    }

    /** The first look at an architecture, trained by the whole plan. */
    public static Proposal of(Architecture architecture) {
        return new Proposal(architecture, 0, OptionalInt.empty());
    }

    public Proposal withLook(int number) {
        return new Proposal(architecture, number, epochs);
    }

    public Proposal withEpochs(int number) {
        return new Proposal(architecture, look, OptionalInt.of(number));
    }
}
