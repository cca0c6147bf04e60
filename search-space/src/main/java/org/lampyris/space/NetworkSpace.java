package org.lampyris.space;

import java.util.List;
import org.lampyris.space.graph.NetworkGraph;

/** A search space whose architectures are vision networks. */
public interface NetworkSpace extends SearchSpace {

    /**
     * The one decoding that pricing, training and export share.
     *
     * @throws IllegalArgumentException if the choices aren't {@linkplain #contains valid}
     */
    NetworkGraph decode(List<Integer> choices);

    /** The network of an architecture of this space. */
    default NetworkGraph decode(Architecture architecture) {
        return decode(architecture.choices());
    }
}
