package org.lampyris.evaluation.training;

import org.lampyris.space.graph.NetworkGraph;

/** Trains networks. */
@FunctionalInterface
public interface Trainer {

    /**
     * @param seed where all randomness of the training comes from: the same graph and seed give the same bits
     * @throws TrainingException if the network can't be trained to the end
     * @throws InterruptedException if the thread was interrupted; nothing is left behind
     */
    TrainedNetwork train(NetworkGraph graph, long seed) throws TrainingException, InterruptedException;
}
