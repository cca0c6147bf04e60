package org.lampyris.evaluation.training;

import java.util.List;
import org.lampyris.evaluation.weights.Tensor;

/**
 * All that a training needs to go on as if it had never stopped. What the images look like and how they are ordered needs
 * no state: it depends on seed and epoch.
 *
 * @param epochs that were trained, at least 1
 * @param steps that were taken, which is where the learning rate stands
 * @param loss the mean training loss of the last epoch
 * @param parameters weights and running statistics, flat, in the order of the network's layers
 * @param moments of the optimizer, as long as the parameters: one for {@link TrainingPlan.Rule#SGD}, two for
 *     {@link TrainingPlan.Rule#ADAM}
 */
public record TrainingState(int epochs, int steps, double loss, Tensor parameters, List<Tensor> moments) {
    public TrainingState {
        moments = List.copyOf(moments);
        if (epochs < 1 || steps < 1 || moments.isEmpty() || moments.size() > 2 || !Double.isFinite(loss)) {
            throw new IllegalArgumentException("no state of a training: " + epochs + " epochs, " + steps + " steps, "
                    + moments.size() + " moments, loss " + loss);
        }
        for (Tensor moment : moments) {
            if (!moment.shape().equals(parameters.shape())) {
                throw new IllegalArgumentException(
                        "moments " + moment.shape() + " for parameters " + parameters.shape());
            }
        }
    }
}
