package org.lampyris.evaluation.compression.paths;

import java.util.List;

/**
 * Nodes that can leave a network together.
 *
 * @param name of the branch's or body's last node, or of the layer; unique within the network
 * @param junction the name of the node where the path ends: the concatenation, the addition, or the layer's last node
 * @param end the path's last node before the junction; of a layer the node before the layer, whose result stands in
 * @param removed the names of all nodes that vanish
 */
public record Path(String name, Kind kind, String junction, String end, List<String> removed) {
    public Path {
        removed = List.copyOf(removed);
    }

    /** The kinds of paths. */
    public enum Kind {
        /** One input of a concatenation; what follows loses those channels. */
        BRANCH,
        /** The input of an addition whose other input is what the body works on. */
        BODY,
        /** A block, or a convolution with what normalises and activates it, with a result of its input's shape. */
        LAYER
    }
}
