package org.lampyris.hardware;

import org.lampyris.space.graph.NetworkGraph;

/** Prices networks on one device. Pure: the same graph always has the same cost. */
@FunctionalInterface
public interface CostModel {

    /**
     * @throws org.lampyris.input.InvalidInputException if the profile has no figure for a part of the network and allows
     *     no fallback
     */
    Cost estimate(NetworkGraph graph);
}
