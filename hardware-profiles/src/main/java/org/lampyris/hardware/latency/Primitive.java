package org.lampyris.hardware.latency;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.Multiplication;
import org.lampyris.space.graph.Operator.Pooling;
import org.lampyris.space.graph.TensorShape;
import org.lampyris.space.graph.WeightFormat;

/**
 * A single operator as a device runs it: batch normalisation and activation are folded into what they follow. A
 * multiplication counts as an addition, padding and softmax as nothing. A window that isn't the usual one has the form of
 * its larger kernel side and stride, and the work that it does; see {@link #oblong}.
 *
 * @param name the node's name
 * @param work what it computes and moves
 * @param format how its weights are held, if it has any
 */
public record Primitive(String name, OperatorKey key, Work work, WeightFormat format) {

    /** With plain weights. */
    public Primitive(String name, OperatorKey key, Work work) {
        this(name, key, work, WeightFormat.PLAIN);
    }

    /**
     * @param multiplyAdds of convolutions and dense layers
     * @param read values read of the inputs
     * @param written values of the result
     * @param weights values of the kernel, without biases
     */
    public record Work(long multiplyAdds, long read, long written, long weights) {
        /** Values read and written, without weights. */
        public long activations() {
            return read + written;
        }
    }

    /** Whether this is a convolution whose kernel has fewer weights than the square one of its form. */
    public boolean oblong() {
        boolean convolution =
                key.kind() == OperatorKind.CONVOLUTION || key.kind() == OperatorKind.DEPTHWISE_CONVOLUTION;
        long groups = key.kind() == OperatorKind.CONVOLUTION
                ? key.form().groups()
                : key.in().channels();
        long square = (long) key.form().kernel() * key.form().kernel();
        return convolution && work.weights() < key.outChannels() * (key.in().channels() / groups) * square;
    }

    /** The same in other numbers. */
    public Primitive at(Precision precision) {
        return new Primitive(name, key.at(precision), work, format);
    }

    /**
     * The operators from the node {@code first} to {@code last}.
     *
     * @param precision of those that don't compute with integer weights or results of such
     */
    public static List<Primitive> of(NetworkGraph graph, int first, int last, Precision precision) {
        List<Primitive> primitives = new ArrayList<>();
        Precision[] precisions = graph.formats().isEmpty() ? null : NumberFormats.of(graph, precision);
        for (int node = first; node <= last; node++) {
            of(graph, node, precisions == null ? precision : precisions[node]).ifPresent(primitives::add);
        }
        return primitives;
    }

    /** One node's, empty for what is folded. */
    private static Optional<Primitive> of(NetworkGraph graph, int index, Precision precision) {
        Node node = graph.nodes().get(index);
        if (node.inputs().isEmpty()) {
            return Optional.empty();
        }
        TensorShape in = graph.inputShape(index);
        TensorShape out = graph.shape(index);
        OperatorForm form;
        long perOutput = 0;
        if (node.operator() instanceof Convolution c) {
            boolean depthwise = c.groups() > 1 && c.groups() == in.channels();
            form = new OperatorForm(
                    depthwise ? OperatorKind.DEPTHWISE_CONVOLUTION : OperatorKind.CONVOLUTION,
                    c.kernel(),
                    c.stride(),
                    1,
                    depthwise ? 1 : c.groups());
            perOutput = in.channels() / c.groups() * c.window().values();
        } else if (node.operator() instanceof Dense) {
            form = OperatorForm.of(OperatorKind.DENSE);
            perOutput = in.elements();
        } else if (node.operator() instanceof Pooling p) {
            form = new OperatorForm(OperatorKind.POOLING, kernel(p, in), p.stride(), 1, 1);
        } else if (node.operator() instanceof GlobalAveragePooling) {
            form = OperatorForm.of(OperatorKind.GLOBAL_POOLING);
        } else if (node.operator() instanceof Addition || node.operator() instanceof Multiplication) {
            form = OperatorForm.of(OperatorKind.ADDITION);
        } else if (node.operator() instanceof Concatenation) {
            form = OperatorForm.of(OperatorKind.CONCATENATION);
        } else {
            return Optional.empty();
        }
        long read = GraphStatistics.activationElements(graph, index) - out.elements();
        Work work = new Work(out.elements() * perOutput, read, out.elements(), out.channels() * perOutput);
        return Optional.of(new Primitive(
                node.name(), new OperatorKey(form, in, out.channels(), precision), work, graph.format(index)));
    }

    /** A kernel that reaches beyond the image only by unusual padding does the work of one that doesn't. */
    private static int kernel(Pooling pooling, TensorShape in) {
        return pooling.isUsual() ? pooling.kernel() : Math.min(pooling.kernel(), Math.min(in.height(), in.width()));
    }
}
