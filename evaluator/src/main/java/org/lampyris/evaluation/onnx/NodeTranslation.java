package org.lampyris.evaluation.onnx;

import static org.lampyris.evaluation.onnx.GraphWriter.attribute;
import static org.lampyris.evaluation.onnx.GraphWriter.repeated;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.weights.FoldedConvolution;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.Operator.Activation;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.Pooling;

/** Writes the nodes of a network one by one as ONNX nodes of opset 13. */
final class NodeTranslation {
    /**
     * The result of a node.
     *
     * @param flat whether it is [batch, channels] and not [batch, channels, height, width]
     */
    private record Value(String name, boolean flat) {}

    private final NetworkGraph graph;
    private final NetworkWeights weights;
    private final TensorFormat format;
    private final GraphWriter out;
    private final @Nullable String output;
    private final List<Value> values = new ArrayList<>();

    /** @param output the name of the vector to end in, null to end in whatever the last node makes */
    NodeTranslation(
            NetworkGraph graph, NetworkWeights weights, TensorFormat format, GraphWriter out, @Nullable String output) {
        this.graph = graph;
        this.weights = weights;
        this.format = format;
        this.out = out;
        this.output = output;
    }

    /**
     * @param image the value that the network's first node stands for, [batch, channels, height, width]
     * @return the value that the last node makes
     */
    String write(String image) {
        values.add(new Value(format.result(out, resultOf(0), image), false));
        int last = graph.nodes().size() - 1;
        for (int i = 1; i <= last; i++) {
            values.add(settle(i, translate(i, i == last), i == last));
        }
        Value end = values.get(last);
        if (output != null && !end.name().equals(output)) {
            out.nodeTo(output, "Flatten", output, List.of(end.name()), attribute("axis", 1));
        }
        return end.name();
    }

    /** The value of a node, after {@link #write}. */
    String value(int index) {
        return values.get(index).name();
    }

    /** Whether a node's value is [batch, channels] and not [batch, channels, height, width], after {@link #write}. */
    boolean flat(int index) {
        return values.get(index).flat();
    }

    /** Puts the format's nodes after a result, unless it is the logits or the next node only rectifies or normalises it. */
    private Value settle(int index, Value value, boolean last) {
        if ((value.flat() && last) || rectifiedNext(index) || foldable(index) >= 0) {
            return value;
        }
        return new Value(format.result(out, resultOf(index), value.name()), value.flat());
    }

    private TensorFormat.Result resultOf(int index) {
        return new TensorFormat.Result(graph.nodes().get(index).name(), rectified(index));
    }

    /** Not after a ReLU: ONNX Runtime 1.29 refuses two in a row before a QuantizeLinear node. */
    private boolean rectifiedNext(int index) {
        int next = onlyConsumer(index);
        return next >= 0
                && graph.nodes().get(next).operator() instanceof Activation
                && !(graph.nodes().get(index).operator() instanceof Activation);
    }

    /** Whether a node has no negative results. */
    private boolean rectified(int index) {
        Node node = graph.nodes().get(index);
        Operator operator = node.operator();
        boolean keeps = operator instanceof Pooling
                || operator instanceof GlobalAveragePooling
                || operator instanceof Addition
                || operator instanceof Concatenation;
        return operator instanceof Activation
                || (keeps && node.inputs().stream().allMatch(this::rectified));
    }

    private Value translate(int index, boolean last) {
        Node node = graph.nodes().get(index);
        Operator operator = node.operator();
        if (operator instanceof Convolution convolution) {
            return convolution(index, convolution);
        }
        if (operator instanceof BatchNormalization) {
            int input = node.inputs().get(0);
            return foldable(input) == index ? values.get(input) : normalization(node, last);
        }
        if (operator instanceof Activation activation && activation.function() == Activation.Function.RELU) {
            Value input = values.get(node.inputs().get(0));
            return keepingRank("Relu", node, List.of(input.name()), input.flat(), last);
        }
        if (operator instanceof Pooling pooling) {
            return pooling(node, pooling);
        }
        if (operator instanceof GlobalAveragePooling) {
            return spatial("GlobalAveragePool", node);
        }
        if (operator instanceof Addition) {
            return addition(node);
        }
        if (operator instanceof Concatenation) {
            return spatial("Concat", node, attribute("axis", 1));
        }
        if (operator instanceof Dense) {
            return dense(node, last);
        }
        throw unsupported(node);
    }

    static IllegalArgumentException unsupported(Node node) {
        return new IllegalArgumentException("the node " + node.name() + " has the operator " + node.operator()
                + ", which can't be written as ONNX");
    }

    private Value convolution(int index, Convolution convolution) {
        Node node = graph.nodes().get(index);
        Tensor weight = weights.get(node.name() + NetworkWeights.WEIGHT);
        Tensor bias = convolution.bias() ? weights.get(node.name() + NetworkWeights.BIAS) : null;
        int next = foldable(index);
        String result = node.name();
        if (next >= 0) {
            result = graph.nodes().get(next).name();
            FoldedConvolution folded = FoldedConvolution.of(weight, bias, result, weights);
            weight = folded.weight();
            bias = folded.bias();
        }
        List<String> inputs = new ArrayList<>(spatialInputs(node));
        inputs.addAll(format.parameters(
                out, node.name(), weight, bias, resultOf(node.inputs().get(0))));
        String name = out.node(
                "Conv",
                result,
                inputs,
                repeated("kernel_shape", 2, convolution.kernel()),
                repeated("strides", 2, convolution.stride()),
                repeated("pads", 4, convolution.kernel() / 2),
                attribute("group", convolution.groups()));
        return new Value(name, false);
    }

    /** The batch normalisation that is the only consumer of this convolution, else -1. */
    private int foldable(int index) {
        if (!format.foldsNormalization() || !(graph.nodes().get(index).operator() instanceof Convolution)) {
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

    private Value normalization(Node node, boolean last) {
        Value input = values.get(node.inputs().get(0));
        List<String> inputs = new ArrayList<>(List.of(input.name()));
        for (String suffix :
                List.of(NetworkWeights.GAMMA, NetworkWeights.BETA, NetworkWeights.MEAN, NetworkWeights.VARIANCE)) {
            inputs.add(out.constant(node.name() + suffix, weights.get(node.name() + suffix)));
        }
        AttributeProto epsilon = attribute("epsilon", (float) NetworkWeights.EPSILON);
        return keepingRank("BatchNormalization", node, inputs, input.flat(), last, epsilon);
    }

    private Value pooling(Node node, Pooling pooling) {
        boolean odd = pooling.kernel() % 2 == 1;
        AttributeProto kernel = repeated("kernel_shape", 2, pooling.kernel());
        AttributeProto strides = repeated("strides", 2, pooling.stride());
        AttributeProto pads = repeated("pads", 4, odd ? pooling.kernel() / 2 : 0);
        return pooling.kind() == Pooling.Kind.MAXIMUM
                ? spatial("MaxPool", node, kernel, strides, pads)
                : spatial("AveragePool", node, kernel, strides, pads, attribute("count_include_pad", 0));
    }

    /** ONNX adds two at a time. */
    private Value addition(Node node) {
        List<String> inputs = spatialInputs(node);
        String sum = inputs.get(0);
        for (String next : inputs.subList(1, inputs.size())) {
            sum = out.node("Add", node.name(), List.of(sum, next));
        }
        return new Value(sum, false);
    }

    private Value dense(Node node, boolean last) {
        Value input = values.get(node.inputs().get(0));
        String vector = input.flat() ? input.name() : flattened(node, input);
        Tensor weight = weights.get(node.name() + NetworkWeights.WEIGHT);
        Tensor bias = weights.get(node.name() + NetworkWeights.BIAS);
        List<String> inputs = new ArrayList<>(List.of(vector));
        inputs.addAll(format.parameters(
                out, node.name(), weight, bias, resultOf(node.inputs().get(0))));
        return keepingRank("Gemm", node, inputs, true, last, attribute("transB", 1));
    }

    /** Runtimes fuse a dense layer with the format's nodes only where these stand right before it. */
    private String flattened(Node node, Value input) {
        String vector = out.node("Flatten", node.name() + ".flatten", List.of(input.name()), attribute("axis", 1));
        return format.result(out, resultOf(node.inputs().get(0)), vector);
    }

    private Value keepingRank(
            String operator, Node node, List<String> inputs, boolean flat, boolean last, AttributeProto... attributes) {
        String name = flat && last && output != null
                ? out.nodeTo(output, operator, node.name(), inputs, attributes)
                : out.node(operator, node.name(), inputs, attributes);
        return new Value(name, flat);
    }

    private Value spatial(String operator, Node node, AttributeProto... attributes) {
        return new Value(out.node(operator, node.name(), spatialInputs(node), attributes), false);
    }

    /** The node's inputs as [batch, channels, height, width]. */
    private List<String> spatialInputs(Node node) {
        List<String> names = new ArrayList<>();
        for (int input : node.inputs()) {
            Value value = values.get(input);
            if (value.flat()) {
                String axes = out.constant(value.name() + ".axes", 2, 3);
                String image = out.node("Unsqueeze", value.name() + ".image", List.of(value.name(), axes));
                value = new Value(image, false);
                values.set(input, value);
            }
            names.add(value.name());
        }
        return names;
    }
}
