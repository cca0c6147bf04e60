package org.lampyris.evaluation.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.lampyris.evaluation.training.layers.ConvolutionUnit;
import org.lampyris.evaluation.training.layers.GlobalAverageUnit;
import org.lampyris.evaluation.training.layers.JunctionVertex;
import org.lampyris.evaluation.training.layers.PoolingUnit;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator.Activation;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.Pooling;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Turns a network graph into a Deeplearning4j configuration: convolution, batch normalisation and ReLU in a row become
 * one layer.
 */
final class GraphTranslator {
    private final NetworkGraph graph;
    private final ComputationGraphConfiguration.GraphBuilder builder;
    /** For each node the layer whose result is the node's. */
    private final String[] layers;

    private final List<List<Integer>> consumers = new ArrayList<>();
    private final Map<String, String> normalizations = new LinkedHashMap<>();

    private GraphTranslator(NetworkGraph graph, NeuralNetConfiguration.Builder settings) {
        this.graph = graph;
        this.builder = settings.weightInit(WeightInit.ZERO).graphBuilder();
        this.layers = new String[graph.nodes().size()];
        for (int i = 0; i < graph.nodes().size(); i++) {
            consumers.add(new ArrayList<>());
            for (int input : graph.nodes().get(i).inputs()) {
                consumers.get(input).add(i);
            }
        }
    }

    /**
     * @param normalizations for each convolution's name, which is its layer's too, the name of its batch normalisation
     */
    record Translation(
            ComputationGraphConfiguration configuration,
            Map<String, String> normalizations,
            String output,
            String pooled) {}

    /** @throws IllegalArgumentException if the graph has an operator, or operators in an order, that can't be trained */
    static Translation translate(NetworkGraph graph, NeuralNetConfiguration.Builder settings) {
        return new GraphTranslator(graph, settings).translate();
    }

    private Translation translate() {
        builder.addInputs("input");
        layers[0] = "input";
        for (int i = 1; i < layers.length; i++) {
            if (layers[i] == null) {
                add(i);
            }
        }
        String output = layers[layers.length - 1];
        builder.setOutputs(output);
        String pooled = source(graph.nodes().get(layers.length - 1), 0);
        return new Translation(builder.build(), new HashMap<>(normalizations), output, pooled);
    }

    private void add(int index) {
        Node node = graph.nodes().get(index);
        String name = node.name();
        if (pooled(node) && !(node.operator() instanceof Dense)) {
            throw new IllegalArgumentException(name + ": only a dense layer can follow global pooling in training");
        }
        if (node.operator() instanceof Convolution convolution && convolution.hasUsualWindow()) {
            addUnit(index, convolution);
            return;
        } else if (node.operator() instanceof Pooling pooling && pooling.isUsual()) {
            boolean maximum = pooling.kind() == Pooling.Kind.MAXIMUM;
            builder.addLayer(name, new PoolingUnit(name, maximum, pooling.kernel(), pooling.stride()), source(node, 0));
        } else if (node.operator() instanceof GlobalAveragePooling) {
            builder.addLayer(name, new GlobalAverageUnit(name), source(node, 0));
        } else if (node.operator() instanceof Addition) {
            int relu = soleActivation(index);
            junction(node, relu < 0 ? JunctionVertex.Kind.SUM : JunctionVertex.Kind.SUM_RELU);
            if (relu >= 0) {
                layers[relu] = name;
            }
        } else if (node.operator() instanceof Concatenation) {
            junction(node, JunctionVertex.Kind.CONCATENATION);
        } else if (node.operator() instanceof Dense dense && index == layers.length - 1 && pooled(node)) {
            OutputLayer layer = new OutputLayer.Builder(LossFunction.MCXENT)
                    .nIn(graph.inputShape(index).channels())
                    .nOut(dense.units())
                    .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
                    .build();
            builder.addLayer(name, layer, source(node, 0));
        } else {
            throw new IllegalArgumentException(name + ": a " + node.operator() + " in this place can't be trained");
        }
        layers[index] = name;
    }

    private boolean onlyConvolutionsTakeTheInput() {
        return consumers.get(0).stream().allMatch(i -> graph.nodes().get(i).operator() instanceof Convolution);
    }

    /** Whether the node takes globally pooled features; what else takes them can't be trained. */
    private boolean pooled(Node node) {
        return graph.nodes().get(node.inputs().get(0)).operator() instanceof GlobalAveragePooling;
    }

    private void addUnit(int index, Convolution convolution) {
        Node node = graph.nodes().get(index);
        int channels = graph.inputShape(index).channels();
        boolean depthwise = convolution.groups() > 1;
        int normalization = sole(index);
        boolean fits = normalization >= 0
                && graph.nodes().get(normalization).operator() instanceof BatchNormalization
                && !convolution.bias()
                && (!depthwise || (convolution.groups() == channels && convolution.outChannels() == channels));
        if (!fits) {
            throw new IllegalArgumentException(
                    node.name() + ": only convolutions without bias, dense or depthwise, that"
                            + " batch normalisation follows can be trained");
        }
        int relu = soleActivation(normalization);
        ConvolutionUnit.Window window =
                new ConvolutionUnit.Window(convolution.kernel(), convolution.stride(), depthwise);
        ConvolutionUnit unit = new ConvolutionUnit(node.name(), channels, convolution.outChannels(), window, relu >= 0);
        unit.setFirst(node.inputs().get(0) == 0 && onlyConvolutionsTakeTheInput());
        builder.addLayer(node.name(), unit, source(node, 0));
        normalizations.put(node.name(), graph.nodes().get(normalization).name());
        layers[index] = node.name();
        layers[normalization] = node.name();
        if (relu >= 0) {
            layers[relu] = node.name();
        }
    }

    private void junction(Node node, JunctionVertex.Kind kind) {
        String[] sources = new String[node.inputs().size()];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = source(node, i);
        }
        builder.addVertex(node.name(), new JunctionVertex(kind), sources);
    }

    private String source(Node node, int input) {
        return layers[node.inputs().get(input)];
    }

    /** The only consumer of a node, or -1. */
    private int sole(int index) {
        List<Integer> found = consumers.get(index);
        return found.size() == 1 ? found.get(0) : -1;
    }

    /** The only consumer if that is a ReLU, or -1. */
    private int soleActivation(int index) {
        int next = sole(index);
        boolean relu = next >= 0
                && graph.nodes().get(next).operator() instanceof Activation activation
                && activation.function() == Activation.Function.RELU;
        return relu ? next : -1;
    }
}
