package org.lampyris.evaluation.onnx;

import static org.lampyris.evaluation.onnx.GraphWriter.attribute;
import static org.lampyris.evaluation.onnx.GraphWriter.list;

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
import org.lampyris.space.graph.Operator.Clip;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.HardSigmoid;
import org.lampyris.space.graph.Operator.LeakyRelu;
import org.lampyris.space.graph.Operator.Multiplication;
import org.lampyris.space.graph.Operator.Padding;
import org.lampyris.space.graph.Operator.Pointwise;
import org.lampyris.space.graph.Operator.Pooling;
import org.lampyris.space.graph.Operator.Softmax;
import org.lampyris.space.graph.Window;

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
    private final Fusion fusion;
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
        this.fusion = new Fusion(graph, format.foldsNormalization());
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
        if ((value.flat() && last) || fusion.rectifiedNext(index) || fusion.foldable(index) >= 0) {
            return value;
        }
        return new Value(format.result(out, resultOf(index), value.name()), value.flat());
    }

    private TensorFormat.Result resultOf(int index) {
        return new TensorFormat.Result(graph.nodes().get(index).name(), fusion.rectified(index));
    }

    private Value translate(int index, boolean last) {
        Node node = graph.nodes().get(index);
        Operator operator = node.operator();
        if (operator instanceof Convolution convolution) {
            return convolution(index, convolution);
        }
        if (operator instanceof BatchNormalization) {
            int input = node.inputs().get(0);
            return fusion.foldable(input) == index ? values.get(input) : normalization(node, last);
        }
        if (operator instanceof Pointwise pointwise) {
            return pointwise(node, pointwise, last);
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
        if (operator instanceof Multiplication) {
            return spatial("Mul", node);
        }
        if (operator instanceof Padding padding) {
            return padding(index, padding);
        }
        if (operator instanceof Softmax) {
            return keepingRank("Softmax", node, last, attribute("axis", 1));
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
        int next = fusion.foldable(index);
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
        Window window = convolution.window();
        List<AttributeProto> attributes = attributes(window);
        attributes.add(attribute("group", convolution.groups()));
        if (Math.max(window.rows().dilation(), window.columns().dilation()) > 1) {
            attributes.add(
                    list("dilations", window.rows().dilation(), window.columns().dilation()));
        }
        String name = out.node("Conv", result, inputs, attributes.toArray(new AttributeProto[0]));
        return new Value(name, false);
    }

    private static List<AttributeProto> attributes(Window window) {
        Window.Axis rows = window.rows();
        Window.Axis columns = window.columns();
        return new ArrayList<>(List.of(
                list("kernel_shape", rows.kernel(), columns.kernel()),
                list("strides", rows.stride(), columns.stride()),
                list("pads", rows.before(), columns.before(), rows.after(), columns.after())));
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
        boolean maximum = pooling.kind() == Pooling.Kind.MAXIMUM;
        List<AttributeProto> attributes = attributes(pooling.window());
        if (!maximum) {
            attributes.add(attribute("count_include_pad", pooling.countsPadding() ? 1 : 0));
        }
        return spatial(maximum ? "MaxPool" : "AveragePool", node, attributes.toArray(new AttributeProto[0]));
    }

    private Value pointwise(Node node, Pointwise pointwise, boolean last) {
        if (pointwise instanceof Activation activation) {
            return switch (activation.function()) {
                case RELU -> keepingRank("Relu", node, last);
                case SIGMOID -> keepingRank("Sigmoid", node, last);
                case HARD_SWISH -> hardSwish(node, last);
            };
        }
        if (pointwise instanceof LeakyRelu relu) {
            return keepingRank("LeakyRelu", node, last, attribute("alpha", relu.slope()));
        }
        if (pointwise instanceof HardSigmoid sigmoid) {
            AttributeProto slope = attribute("alpha", sigmoid.slope());
            return keepingRank("HardSigmoid", node, last, slope, attribute("beta", sigmoid.offset()));
        }
        if (pointwise instanceof Clip clip) {
            Value input = values.get(node.inputs().get(0));
            String low = out.scalar(node.name() + ".low", clip.low());
            String high = out.scalar(node.name() + ".high", clip.high());
            return keepingRank("Clip", node, List.of(input.name(), low, high), input.flat(), last);
        }
        throw unsupported(node);
    }

    /** ONNX has it as one operator only from opset 14 on. */
    private Value hardSwish(Node node, boolean last) {
        Value input = values.get(node.inputs().get(0));
        String gate = out.node(
                "HardSigmoid",
                node.name() + ".gate",
                List.of(input.name()),
                attribute("alpha", 1f / 6),
                attribute("beta", 0.5f));
        return keepingRank("Mul", node, List.of(input.name(), gate), input.flat(), last);
    }

    /**
     * ONNX Runtime 1.29 fuses a Pad into a pooling that reads it, as if these zeros were padding that doesn't count, so
     * something that does nothing stands between.
     */
    private Value padding(int index, Padding padding) {
        Node node = graph.nodes().get(index);
        List<String> inputs = new ArrayList<>(spatialInputs(node));
        inputs.add(out.constant(
                node.name() + ".pads", 0, 0, padding.top(), padding.left(), 0, 0, padding.bottom(), padding.right()));
        String padded = out.node("Pad", node.name(), inputs);
        boolean pooled = graph.nodes().stream()
                .anyMatch(next ->
                        next.operator() instanceof Pooling && next.inputs().contains(index));
        return new Value(pooled ? out.node("Clip", node.name() + ".kept", List.of(padded)) : padded, false);
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

    private Value keepingRank(String operator, Node node, boolean last, AttributeProto... attributes) {
        Value input = values.get(node.inputs().get(0));
        return keepingRank(operator, node, List.of(input.name()), input.flat(), last, attributes);
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
