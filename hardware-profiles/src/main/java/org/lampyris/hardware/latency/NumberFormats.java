package org.lampyris.hardware.latency;

import java.util.List;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;

/**
 * In which numbers a device runs each operator of a network: one with integer weights in {@link Precision#INT8}, whatever
 * its bits are, one without weights too if all its inputs come so, and all others as the device usually does. What turns
 * numbers into each other at the borders isn't counted.
 */
final class NumberFormats {
    private NumberFormats() {}

    /** By node; the image is as usual. */
    static Precision[] of(NetworkGraph graph, Precision usual) {
        List<Node> nodes = graph.nodes();
        Precision[] precisions = new Precision[nodes.size()];
        for (int i = 0; i < precisions.length; i++) {
            Node node = nodes.get(i);
            boolean weights = node.operator() instanceof Convolution || node.operator() instanceof Dense;
            boolean integer = weights
                    ? graph.format(i).isInteger()
                    : i > 0 && node.inputs().stream().allMatch(input -> precisions[input] == Precision.INT8);
            precisions[i] = integer ? Precision.INT8 : usual;
        }
        return precisions;
    }
}
