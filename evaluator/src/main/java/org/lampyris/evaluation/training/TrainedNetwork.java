package org.lampyris.evaluation.training;

import org.lampyris.evaluation.weights.NetworkWeights;

/**
 * What a training left.
 *
 * @param accuracy the share of validation images classified right
 * @param loss the mean training loss of the last epoch
 * @param epochs how many were run
 */
public record TrainedNetwork(NetworkWeights weights, double accuracy, double loss, int epochs) {}
