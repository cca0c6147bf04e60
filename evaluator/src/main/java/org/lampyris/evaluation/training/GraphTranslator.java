package org.lampyris.evaluation.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.lampyris.evaluation.training.layers.ConvolutionUnit;
import org.lampyris.evaluation.training.layers.FlattenUnit;
import org.lampyris.evaluation.training.layers.GlobalAverageUnit;
import org.lampyris.evaluation.training.layers.JunctionVertex;
import org.lampyris.evaluation.training.layers.PoolingUnit;
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
import org.lampyris.space.graph.TensorShape;
import org.lampyris.space.graph.Window;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Turns a network graph into a Deeplearning4j configuration: a convolution, the batch normalisation and the ReLU after it
 * become one layer, a dense layer and its ReLU another.
 */
final class GraphTranslator {
    private final NetworkGraph graph;
    private final ComputationGraphConfiguration.GraphBuilder builder;
    /** For each node the layer whose result is the node's. */
    private final String[] layers;

    private final List<List<Integer>> consumers;
    private final Set<String> tapped;
    private final Map<String, String> normalizations = new LinkedHashMap<>();
    private final Map<String, TensorShape> dense = new LinkedHashMap<>();

    private GraphTranslator(NetworkGraph graph, NeuralNetConfiguration.Builder settings, Set<String> tapped) {
        this.graph = graph;
        this.builder = settings.weightInit(WeightInit.ZERO).graphBuilder();
        this.layers = new String[graph.nodes().size()];
        this.consumers = graph.consumers();
        this.tapped = tapped;
    }

    /**
     * @param normalizations the name of its batch normalisation for the name of each convolution, which is its layer's
     *     too, an empty one where there is none
     * @param dense for the name of each dense layer the shape of what it flattens
     * @param output the last layer's name
     * @param features the name of the layer whose result the last one takes, [N, features]
     */
    record Translation(
            ComputationGraphConfiguration configuration,
            Map<String, String> normalizations,
            Map<String, TensorShape> dense,
            String output,
            String features) {}

    /**
     * @param tapped nodes whose results pass through a {@linkplain #tap tap}; not those that become one layer with the next
     * @throws IllegalArgumentException if the graph has an operator, or operators in an order, that can't be trained
     */
    static Translation translate(NetworkGraph graph, NeuralNetConfiguration.Builder settings, Set<String> tapped) {
        return new GraphTranslator(graph, settings, tapped).translate();
    }

    /** The name of a node's tap. */
    static String tap(String node) {
        return node + ".tap";
    }

    private Translation translate() {
        builder.addInputs("input");
        layers[0] = "input";
        for (int i = 1; i < layers.length; i++) {
            if (layers[i] == null) {
                add(i);
            }
            String node = graph.nodes().get(i).name();
            if (tapped.contains(node)) {
                builder.addVertex(tap(node), new JunctionVertex(JunctionVertex.Kind.TAP), layers[i]);
                layers[i] = tap(node);
            }
        }
        String output = layers[layers.length - 1];
        builder.setOutputs(output);
        ComputationGraphConfiguration configuration = builder.build();
        String features = Objects.requireNonNull(configuration.getVertexInputs().get(output))
                .get(0);
        return new Translation(configuration, normalizations, dense, output, features);
    }

    private void add(int index) {
        Node node = graph.nodes().get(index);
        String name = node.name();
        if (flat(node.inputs().get(0)) && !(node.operator() instanceof Dense)) {
            throw new IllegalArgumentException(
                    name + ": only a dense layer can follow global pooling or a dense layer in training");
        }
        if (node.operator() instanceof Convolution convolution) {
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
        } else if (node.operator() instanceof Dense layer) {
            addDense(index, layer);
        } else {
            throw new IllegalArgumentException(name + ": a " + node.operator() + " in this place can't be trained");
        }
        layers[index] = name;
    }

    private void addDense(int index, Dense layer) {
        Node node = graph.nodes().get(index);
        String name = node.name();
        String source = source(node, 0);
        dense.put(name, graph.inputShape(index));
        if (!flat(node.inputs().get(0))) {
            String flattened = name + ".flattened";
            builder.addLayer(flattened, new FlattenUnit(flattened), source);
            source = flattened;
        }
        long inputs = graph.inputShape(index).elements();
        if (index == layers.length - 1) {
            builder.addLayer(name, classifier(inputs, layer), source);
            return;
        }
        int relu = soleActivation(index);
        DenseLayer hidden = new DenseLayer.Builder()
                .nIn(inputs)
                .nOut(layer.units())
                .activation(
                        relu < 0
                                ? org.nd4j.linalg.activations.Activation.IDENTITY
                                : org.nd4j.linalg.activations.Activation.RELU)
                .build();
        builder.addLayer(name, hidden, source);
        if (relu >= 0) {
            layers[relu] = name;
        }
    }

    private static OutputLayer classifier(long inputs, Dense layer) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(inputs)
                .nOut(layer.units())
                .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
                .build();
    }

    private boolean onlyConvolutionsTakeTheInput() {
        return consumers.get(0).stream().allMatch(i -> graph.nodes().get(i).operator() instanceof Convolution);
    }

    /** Whether the result of a node is a vector in training: globally pooled or of a dense layer. */
    private boolean flat(int index) {
        Node node = graph.nodes().get(index);
        Operator operator = node.operator();
        return operator instanceof GlobalAveragePooling
                || operator instanceof Dense
                || (operator instanceof Activation && flat(node.inputs().get(0)));
    }

    private void addUnit(int index, Convolution convolution) {
        Node node = graph.nodes().get(index);
        int channels = graph.inputShape(index).channels();
        boolean depthwise = convolution.groups() > 1;
        if (depthwise && (convolution.groups() != channels || convolution.outChannels() != channels)) {
            throw new IllegalArgumentException(
                    node.name() + ": only convolutions that are dense or depthwise can be trained");
        }
        int normalization = normalization(index, convolution);
        int relu = soleActivation(normalization < 0 ? index : normalization);
        ConvolutionUnit.Window window = window(node, convolution, depthwise);
        ConvolutionUnit.Ending ending = new ConvolutionUnit.Ending(following(convolution, normalization), relu >= 0);
        ConvolutionUnit unit = new ConvolutionUnit(node.name(), channels, convolution.outChannels(), window, ending);
        unit.setFirst(node.inputs().get(0) == 0 && onlyConvolutionsTakeTheInput());
        builder.addLayer(node.name(), unit, source(node, 0));
        layers[index] = node.name();
        if (normalization >= 0) {
            layers[normalization] = node.name();
        }
        normalizations.put(
                node.name(),
                normalization < 0 ? "" : graph.nodes().get(normalization).name());
        if (relu >= 0) {
            layers[relu] = node.name();
        }
    }

    private static ConvolutionUnit.Window window(Node node, Convolution convolution, boolean depthwise) {
        int kernel = convolution.kernel();
        int stride = convolution.stride();
        if (convolution.hasUsualWindow()) {
            return ConvolutionUnit.Window.same(kernel, stride, depthwise);
        }
        Window.Axis unpadded = new Window.Axis(kernel, stride, 1, 0, 0);
        if (kernel % 2 == 1
                && stride == 1
                && !depthwise
                && convolution.window().equals(new Window(unpadded, unpadded))) {
            return new ConvolutionUnit.Window(kernel, stride, 0, false);
        }
        Window.Axis one = Window.Axis.same(1, 1);
        Window.Axis rows = convolution.window().rows();
        Window.Axis columns = convolution.window().columns();
        if (!depthwise && columns.equals(one) && plain(rows)) {
            return new ConvolutionUnit.Window(kernel, stride, rows.before(), false, ConvolutionUnit.Sides.ROWS);
        }
        if (!depthwise && rows.equals(one) && plain(columns)) {
            return new ConvolutionUnit.Window(kernel, stride, columns.before(), false, ConvolutionUnit.Sides.COLUMNS);
        }
        throw new IllegalArgumentException(
                node.name() + ": a convolution with the window " + convolution.window() + " can't be trained");
    }

    /** Whether a side of an oblong kernel is odd, and padded by half or not at all. */
    private static boolean plain(Window.Axis side) {
        return side.kernel() % 2 == 1
                && side.dilation() == 1
                && side.before() == side.after()
                && (side.before() == 0 || side.before() == side.kernel() / 2);
    }

    private static ConvolutionUnit.Following following(Convolution convolution, int normalization) {
        if (normalization >= 0) {
            return ConvolutionUnit.Following.NORMALIZATION;
        }
        return convolution.bias() ? ConvolutionUnit.Following.BIAS : ConvolutionUnit.Following.NOTHING;
    }

    /** The batch normalisation that only this convolution, which has no bias, goes into, or -1. */
    private int normalization(int index, Convolution convolution) {
        int next = sole(index);
        boolean follows = next >= 0 && graph.nodes().get(next).operator() instanceof BatchNormalization;
        if (follows && convolution.bias()) {
            throw new IllegalArgumentException(
                    graph.nodes().get(index).name() + ": a bias before batch normalisation can't be trained");
        }
        return follows ? next : -1;
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
