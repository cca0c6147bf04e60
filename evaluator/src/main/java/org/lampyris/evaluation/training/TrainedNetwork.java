package org.lampyris.evaluation.training;

import org.lampyris.evaluation.weights.NetworkWeights;

/**
 * What a training left.
 *
 * @param accuracy the share of validation images classified right
 * @param loss the mean training loss of the epoch that the weights are from
 * @param epochs how many epochs the weights were trained
 */
public record TrainedNetwork(NetworkWeights weights, double accuracy, double loss, int epochs) {}
