package org.lampyris.space.blocks;

import org.lampyris.space.graph.GraphBuilder;

/** A kind of layer that a network can be built of. */
@FunctionalInterface
public interface LayerBlock {

    /**
     * Appends one layer and declares it as a block.
     *
     * @param name of the block; its nodes' names start with it
     * @param input the node that it works on
     * @param outChannels the channels of its result
     * @param stride 1, or 2 where it halves height and width (rounded up)
     * @return the node with its result
     * @throws IllegalArgumentException if the block can't have that many channels
     */
    int append(GraphBuilder graph, String name, int input, int outChannels, int stride);
}
