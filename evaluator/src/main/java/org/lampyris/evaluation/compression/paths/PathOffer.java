package org.lampyris.evaluation.compression.paths;

/**
 * What the removal of one path brings.
 *
 * @param cost of the network without it
 * @param gain what the network with it costs more; may be negative
 * @param harm the part of the network's importance that it has, or what a judge said of the network without it
 */
public record PathOffer(Path path, double cost, double gain, double harm) {}
