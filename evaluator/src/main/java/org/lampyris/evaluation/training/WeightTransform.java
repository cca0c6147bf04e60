package org.lampyris.evaluation.training;

import java.util.Optional;

/**
 * What stands between the values of a tensor that training keeps and those that the network computes with: pruned ones
 * are zero, quantized ones are the nearest that can be told apart. Holds for one training; may have a state of its own.
 */
@FunctionalInterface
public interface WeightTransform {

    /**
     * What the network is to compute with.
     *
     * @param kept row-major, in the tensor's shape
     * @param used overwritten
     */
    void apply(float[] kept, float[] used);

    /**
     * Turns the gradient by the used values into that by the kept ones, in place; called once a step, after {@link
     * #apply} and before the kept values change. As it is, the gradient goes straight through.
     *
     * @param gradient of the batch's mean loss
     * @see "Bengio, Léonard, Courville: Estimating or propagating gradients through stochastic neurons, 2013"
     */
    default void pullBack(float[] gradient) {}

    /**
     * All that its results depend on, in words; empty if it has a state that changes. A training with such a one can't go
     * on later.
     */
    default Optional<String> identity() {
        return Optional.empty();
    }
}
