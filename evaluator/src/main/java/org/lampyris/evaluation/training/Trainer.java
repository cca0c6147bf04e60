package org.lampyris.evaluation.training;

import java.util.OptionalInt;
import org.lampyris.space.graph.NetworkGraph;

/** Trains networks. */
@FunctionalInterface
public interface Trainer {

    /**
     * Trains for some epochs of a plan. The learning rate goes the way of the whole plan, so that a training that is
     * called for again with more epochs is the same as one that was never stopped.
     *
     * @param seed where all randomness of the training comes from: the same graph and seed give the same bits
     * @param epochs how long the network is to be trained in all, at most as long as the plan; empty for the whole plan
     * @throws TrainingException if the network can't be trained to the end
     * @throws InterruptedException if the thread was interrupted; nothing is left behind
     */
    TrainedNetwork train(NetworkGraph graph, long seed, OptionalInt epochs)
            throws TrainingException, InterruptedException;

    /** Trains by the whole plan. */
    default TrainedNetwork train(NetworkGraph graph, long seed) throws TrainingException, InterruptedException {
        return train(graph, seed, OptionalInt.empty());
    }
}
