package org.lampyris.evaluation.training;

import java.time.Duration;

/**
 * How a network is trained.
 *
 * @param epochs passes over the training images at most
 * @param batchSize images a step; what doesn't fill a last batch is left out of that epoch
 */
public record TrainingPlan(
        int epochs, int batchSize, Optimizer optimizer, Augmentation augmentation, Stopping stopping) {

    /** The rule that changes the weights. */
    public enum Rule {
        /** Gradient descent with Nesterov momentum. */
        SGD,
        /** Kingma and Ba 2015. */
        ADAM
    }

    /**
     * @param learningRate the highest learning rate: it rises to it in the first twentieth of the steps and falls to zero
     *     along a cosine (Loshchilov and Hutter 2017)
     * @param momentum of {@link Rule#SGD}
     * @param weightDecay of the weights of convolutions and dense layers, relative to the learning rate
     */
    public record Optimizer(Rule rule, double learningRate, double momentum, double weightDecay) {
        public Optimizer {
            require(learningRate > 0 && learningRate <= 10, "learning rate", learningRate, "above 0, at most 10");
            require(momentum >= 0 && momentum < 1, "momentum", momentum, "from 0 to below 1");
            require(weightDecay >= 0 && weightDecay < 1, "weight decay", weightDecay, "from 0 to below 1");
        }
    }

    /**
     * @param shift images are moved by up to so many pixels in each direction, black comes in
     * @param flip whether half of the images are mirrored left to right
     */
    public record Augmentation(int shift, boolean flip) {
        public Augmentation {
            require(shift >= 0 && shift <= 16, "shift", shift, "from 0 to 16");
        }
    }

    /**
     * @param patience training ends early after so many epochs without a better validation accuracy; 0 for never
     * @param timeLimit the longest a training may take before it is stopped as timed out
     */
    public record Stopping(int patience, Duration timeLimit) {
        public Stopping {
            require(patience >= 0, "patience", patience, "0 or more");
            require(timeLimit.compareTo(Duration.ZERO) > 0, "time limit", timeLimit.toMillis() / 1e3, "above 0 s");
        }
    }

    public TrainingPlan {
        require(epochs >= 1 && epochs <= 10_000, "epochs", epochs, "from 1 to 10000");
        require(batchSize >= 2 && batchSize <= 4096, "batch size", batchSize, "from 2 to 4096");
    }

    /** Four epochs, which rank networks well enough to search. */
    public static TrainingPlan standard() {
        return new TrainingPlan(
                4,
                64,
                new Optimizer(Rule.SGD, 0.1, 0.9, 1e-3),
                new Augmentation(0, true),
                new Stopping(0, Duration.ofMinutes(30)));
    }

    public TrainingPlan withEpochs(int number) {
        return new TrainingPlan(number, batchSize, optimizer, augmentation, stopping);
    }

    /**
     * Holds an end before the plan's against it.
     *
     * @throws IllegalArgumentException if the plan can't be stopped after so many epochs
     */
    void requirePart(int number) {
        require(number >= 1 && number <= epochs, "a part of the training", number, "from 1 to " + epochs);
        require(stopping.patience() == 0, "patience", stopping.patience(), "0 where trainings go on later");
    }

    private static void require(boolean holds, String name, double value, String range) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be " + range);
        }
    }
}
