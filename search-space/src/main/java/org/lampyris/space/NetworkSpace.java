package org.lampyris.space;

import org.lampyris.space.graph.NetworkGraph;

/** A search space whose architectures are vision networks. */
public interface NetworkSpace extends SearchSpace {

    /** The one decoding that pricing, training and export share. */
    NetworkGraph decode(Architecture architecture);
}
