package org.lampyris.evaluation.compression.factorization;

import java.util.Optional;

/**
 * One of several things to do with a layer.
 *
 * @param ranks what to factorize it to; empty to leave it as it is
 * @param cost what it costs more than the cheapest choice of the layer, at least 0
 * @param harm the relative squared error of its weights, 0 to 1
 */
public record Choice(String layer, Optional<Ranks> ranks, double cost, double harm) {}
