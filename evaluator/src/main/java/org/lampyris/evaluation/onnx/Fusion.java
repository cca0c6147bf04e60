package org.lampyris.evaluation.onnx;

import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.Operator.Activation;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Clip;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.HardSigmoid;
import org.lampyris.space.graph.Operator.Multiplication;
import org.lampyris.space.graph.Operator.Padding;
import org.lampyris.space.graph.Operator.Pooling;
import org.lampyris.space.graph.Operator.Softmax;

/** Which nodes of a network are computed as one with the node before. */
final class Fusion {
    private final NetworkGraph graph;
    private final boolean foldsNormalization;

    /** @param foldsNormalization whether batch normalisation becomes part of the convolution before it */
    Fusion(NetworkGraph graph, boolean foldsNormalization) {
        this.graph = graph;
        this.foldsNormalization = foldsNormalization;
    }

    /**
     * Whether all that reads a node's result takes its negative values away. Not after a node that does so itself: ONNX
     * Runtime 1.29 refuses two in a row before a QuantizeLinear node.
     */
    boolean rectifiedNext(int index) {
        int next = onlyConsumer(index);
        return next >= 0
                && rectifies(graph.nodes().get(next).operator())
                && !rectifies(graph.nodes().get(index).operator());
    }

    private static boolean rectifies(Operator operator) {
        return (operator instanceof Activation activation && activation.function() == Activation.Function.RELU)
                || (operator instanceof Clip clip && clip.low() >= 0);
    }

    /** Whether a node has no negative results. */
    boolean rectified(int index) {
        Node node = graph.nodes().get(index);
        Operator operator = node.operator();
        boolean keeps = operator instanceof Pooling
                || operator instanceof GlobalAveragePooling
                || operator instanceof Addition
                || operator instanceof Multiplication
                || operator instanceof Concatenation
                || operator instanceof Padding;
        boolean positive = operator instanceof HardSigmoid
                || operator instanceof Softmax
                || (operator instanceof Activation activation && activation.function() == Activation.Function.SIGMOID);
        return rectifies(operator)
                || positive
                || (keeps && node.inputs().stream().allMatch(this::rectified));
    }

    /** The batch normalisation that is the only consumer of this convolution, else -1. */
    int foldable(int index) {
        if (!foldsNormalization || !(graph.nodes().get(index).operator() instanceof Convolution)) {
            return -1;
        }
        int next = onlyConsumer(index);
        return next >= 0 && graph.nodes().get(next).operator() instanceof BatchNormalization ? next : -1;
    }

    /** The only node that reads this one's result, or -1. */
    private int onlyConsumer(int index) {
        int found = -1;
        for (int i = index + 1; i < graph.nodes().size(); i++) {
            if (graph.nodes().get(i).inputs().contains(index)) {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        return found;
    }
}
