package org.lampyris.space.graph;

import java.util.List;

/**
 * An operator within a network.
 *
 * @param name unique within the network, e.g. {@code stage1.layer2.expand}; weights are stored under it
 * @param inputs the indices of the nodes whose results it takes, all of them smaller than its own
 */
public record Node(String name, Operator operator, List<Integer> inputs) {
    public Node {
        inputs = List.copyOf(inputs);
    }
}
