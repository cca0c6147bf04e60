package org.lampyris.evaluation.training;

import java.util.OptionalDouble;

/** Hears how far a training is, on the thread that trains. */
@FunctionalInterface
public interface EpochListener {

    /**
     * @param epochs that are done, from 1
     * @param accuracy on the validation images, where the training measures it anyway
     */
    void epochEnded(int epochs, OptionalDouble accuracy);

    /** Doesn't listen. */
    static EpochListener none() {
        return (epochs, accuracy) -> {};
    }
}
