package org.lampyris.evaluation.proxy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
import org.lampyris.space.graph.Operator.LeakyRelu;
import org.lampyris.space.graph.Operator.Pooling;
import org.lampyris.space.graph.TensorShape;

/**
 * Sends a {@link Flow} of ones through a network with the absolute values of its weights. What is linear treats values
 * and growth alike; the weights of convolutions and dense layers add their own share: for y = w x the growth of y is w
 * (x + growth of x). A ReLU keeps what isn't negative, and batch normalisation is left out.
 */
final class FlowInterpreter {
    private final NetworkGraph graph;
    private final NetworkWeights weights;

    FlowInterpreter(NetworkGraph graph, NetworkWeights weights) {
        this.graph = graph;
        this.weights = weights;
    }

    /** What a layer without bias does: fills y, of zeros, from x. */
    private interface Linear {
        void apply(double[] x, double[] w, double[] y);
    }

    /**
     * The flow at the network's output.
     *
     * @throws IllegalArgumentException if an operator isn't one of those that search spaces have; it names the node
     */
    Flow output() {
        List<Flow> flows = new ArrayList<>();
        flows.add(Flow.ones(graph.input()));
        for (int i = 1; i < graph.nodes().size(); i++) {
            List<Flow> inputs =
                    graph.nodes().get(i).inputs().stream().map(flows::get).toList();
            flows.add(result(graph.nodes().get(i), inputs, graph.shape(i)));
        }
        return flows.get(flows.size() - 1);
    }

    private Flow result(Node node, List<Flow> inputs, TensorShape shape) {
        Flow in = inputs.get(0);
        Operator operator = node.operator();
        if (operator instanceof Convolution convolution && convolution.hasUsualWindow()) {
            return weighted(node, in, shape, new Correlation(convolution, in.shape(), shape)::apply);
        } else if (operator instanceof Dense) {
            return weighted(node, in, shape, FlowInterpreter::multiply);
        } else if (operator instanceof Pooling pooling && pooling.isUsual()) {
            return new FlowPooling(pooling, in.shape(), shape).apply(in);
        } else if (operator instanceof GlobalAveragePooling) {
            return new Flow(shape, means(in.values(), shape), means(in.growth(), shape), in.exponent());
        } else if (operator instanceof Addition) {
            return Flow.sum(inputs);
        } else if (operator instanceof Concatenation) {
            return Flow.concatenation(inputs, shape);
        } else if (operator instanceof BatchNormalization || keepsPositive(operator)) {
            return in;
        }
        throw new IllegalArgumentException(node.name() + ": no flow can be sent through a " + operator);
    }

    private static boolean keepsPositive(Operator operator) {
        return operator instanceof LeakyRelu
                || (operator instanceof Activation activation && activation.function() == Activation.Function.RELU);
    }

    private Flow weighted(Node node, Flow in, TensorShape shape, Linear layer) {
        double[] w = absolute(weights.get(node.name() + NetworkWeights.WEIGHT));
        double[] values = new double[(int) shape.elements()];
        layer.apply(in.values(), w, values);
        double[] grown = in.values().clone();
        for (int i = 0; i < grown.length; i++) {
            grown[i] += in.growth()[i];
        }
        double[] growth = new double[values.length];
        layer.apply(grown, w, growth);
        Flow flow = new Flow(shape, values, growth, in.exponent()).scaled();
        Tensor bias = weights.tensors().get(node.name() + NetworkWeights.BIAS);
        return bias == null ? flow : withBias(flow, absolute(bias));
    }

    private static Flow withBias(Flow flow, double[] bias) {
        if (Arrays.stream(bias).allMatch(b -> b == 0)) {
            return flow;
        }
        double[] values = new double[flow.values().length];
        int pixels = values.length / bias.length;
        for (int i = 0; i < values.length; i++) {
            values[i] = bias[i / pixels];
        }
        return Flow.sum(List.of(flow, new Flow(flow.shape(), values, new double[values.length], 0)));
    }

    private static double[] absolute(Tensor tensor) {
        double[] values = new double[tensor.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(tensor.value(i));
        }
        return values;
    }

    private static void multiply(double[] x, double[] w, double[] y) {
        for (int unit = 0; unit < y.length; unit++) {
            for (int i = 0; i < x.length; i++) {
                y[unit] += w[unit * x.length + i] * x[i];
            }
        }
    }

    private static double[] means(double[] x, TensorShape shape) {
        double[] means = new double[shape.channels()];
        int pixels = x.length / means.length;
        for (int i = 0; i < x.length; i++) {
            means[i / pixels] += x[i] / pixels;
        }
        return means;
    }
}
