package org.lampyris.evaluation.training;

import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.training.layers.ConvolutionUnit;
import org.lampyris.evaluation.training.layers.JunctionVertex;
import org.lampyris.evaluation.training.layers.UnitParameters;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.NetworkGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network graph as a Deeplearning4j graph with weights. Belongs to one thread. Native memory is given back by
 * {@link #close}.
 */
public final class TrainableNetwork implements AutoCloseable {
    private static final String DENSE_WEIGHT = "W";
    private static final String DENSE_BIAS = "b";
    /** Batch normalisation's parameters as Deeplearning4j and as the weights file name them. */
    private static final Map<String, String> STATISTICS = Map.of(
            UnitParameters.GAMMA, NetworkWeights.GAMMA,
            UnitParameters.BETA, NetworkWeights.BETA,
            UnitParameters.MEAN, NetworkWeights.MEAN,
            UnitParameters.VARIANCE, NetworkWeights.VARIANCE);

    private final ComputationGraph network;
    private final Map<String, String> normalizations;
    private final String output;
    private final String pooled;
    private final TrainingPlan.Optimizer optimizer;
    private final int steps;
    private @Nullable GradientDescent descent;
    private final ChannelsLast channelsLast = new ChannelsLast();

    /** @param steps after how many steps the learning rate is zero */
    TrainableNetwork(NetworkGraph graph, TrainingPlan.Optimizer optimizer, int steps) {
        GraphTranslator.Translation translation =
                GraphTranslator.translate(graph, NetworkTrainer.settings(optimizer, steps));
        this.network = new ComputationGraph(translation.configuration());
        this.normalizations = translation.normalizations();
        this.output = translation.output();
        network.init();
        this.pooled = translation.pooled();
        this.optimizer = optimizer;
        this.steps = steps;
    }

    /** The Deeplearning4j graph, for its serializer and for tests; it takes images [N, H, W, C]. */
    public ComputationGraph network() {
        return network;
    }

    /** One step on a batch of images [N, C, H, W] with one-hot labels; returns the mean loss before the step. */
    double fit(INDArray images, INDArray labels) {
        differentiate(images, labels);
        descent().step(network, images.size(0));
        return network.score();
    }

    private GradientDescent descent() {
        GradientDescent held = descent;
        if (held == null) {
            held = new GradientDescent(network, optimizer, steps);
            descent = held;
        }
        return held;
    }

    /** What is needed to go on from here. */
    TrainingState state(int epochs, double loss) {
        return descent().state(network, epochs, loss);
    }

    /** Takes a state over; false, and nothing is changed, if it is of another network or optimizer. */
    boolean restore(TrainingState state) {
        return descent().restore(network, state);
    }

    /** Leaves the gradient of the batch's summed loss in the network's flat gradient. */
    private void differentiate(INDArray images, INDArray labels) {
        if (network.getFlattenedGradients() == null) {
            network.initGradientsView();
        }
        network.setInputs(channelsLast.of(images));
        network.setLabels(labels);
        network.computeGradientAndScore();
    }

    /**
     * The gradient of the mean loss of a batch of images [N, C, H, W] with one-hot labels, by the name of each tensor
     * that is learnt and in its shape; batch normalisation takes the batch's own statistics. The weights stay.
     */
    SortedMap<String, Tensor> gradients(INDArray images, INDArray labels) {
        differentiate(images, labels);
        SortedMap<String, Tensor> gradients = new TreeMap<>();
        views((layer, key) -> network.gradient().getGradientFor(layer + "_" + key))
                .forEach((name, view) -> {
                    if (!name.endsWith(NetworkWeights.MEAN) && !name.endsWith(NetworkWeights.VARIANCE)) {
                        try (INDArray mean = view.div(images.size(0))) {
                            gradients.put(name, tensor(mean));
                        }
                    }
                });
        return gradients;
    }

    /**
     * Hands over what comes out of each ReLU for images [N, C, H, W], image after image, layer after layer; batch
     * normalisation takes the batch's own statistics.
     */
    void rectified(INDArray images, Consumer<float[]> layers) {
        Map<String, INDArray> results = network.feedForward(new INDArray[] {channelsLast.of(images)}, true);
        for (GraphVertex vertex : network.getVertices()) {
            if (rectifies(vertex)) {
                layers.accept(Objects.requireNonNull(results.get(vertex.getVertexName()))
                        .data()
                        .asFloat());
            }
        }
    }

    private boolean rectifies(GraphVertex vertex) {
        if (vertex.hasLayer()) {
            return vertex.getLayer().conf().getLayer() instanceof ConvolutionUnit unit && unit.isRelu();
        }
        return network.getConfiguration().getVertices().get(vertex.getVertexName()) instanceof JunctionVertex junction
                && junction.getKind() == JunctionVertex.Kind.SUM_RELU;
    }

    /** The outputs before the softmax, [N][classes], for images [N, C, H, W], by the running statistics. */
    public float[][] logits(INDArray images) {
        INDArray features = Objects.requireNonNull(network.feedForward(new INDArray[] {channelsLast.of(images)}, false)
                .get(pooled));
        try (INDArray product = features.mmul(parameter(output, DENSE_WEIGHT));
                INDArray sum = product.addRowVector(parameter(output, DENSE_BIAS))) {
            return sum.toFloatMatrix();
        }
    }

    /** The weights under the names of the graph's nodes. */
    public NetworkWeights weights() {
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        views(this::parameter).forEach((name, view) -> tensors.put(name, tensor(view)));
        return new NetworkWeights(tensors);
    }

    /** Takes weights over that {@linkplain NetworkWeights#check fit} the graph. */
    public void setWeights(NetworkWeights weights) {
        views(this::parameter).forEach((name, view) -> assign(view, weights.get(name)));
    }

    /** The network's parameters, or their gradients, under their names in a weights file, in the shapes they have there. */
    private Map<String, INDArray> views(BiFunction<String, String, INDArray> source) {
        Map<String, INDArray> views = new TreeMap<>();
        normalizations.forEach((convolution, normalization) -> {
            INDArray weight = source.apply(convolution, UnitParameters.WEIGHT);
            views.put(convolution + NetworkWeights.WEIGHT, outputsFirst(convolution, weight));
            STATISTICS.forEach((key, suffix) -> views.put(normalization + suffix, source.apply(convolution, key)));
        });
        views.put(
                output + NetworkWeights.WEIGHT,
                source.apply(output, DENSE_WEIGHT).transpose());
        INDArray bias = source.apply(output, DENSE_BIAS);
        views.put(output + NetworkWeights.BIAS, bias.reshape(bias.length()));
        return views;
    }

    /** A convolution's weights as [out, in / groups, kernel, kernel], however they lie in memory. */
    private INDArray outputsFirst(String layer, INDArray weight) {
        ConvolutionUnit unit = (ConvolutionUnit) network.getLayer(layer).conf().getLayer();
        return unit.isDepthwise() ? weight.permute(2, 3, 0, 1) : weight;
    }

    private INDArray parameter(String layer, String key) {
        return network.getLayer(layer).getParam(key);
    }

    private static Tensor tensor(INDArray array) {
        int[] shape = new int[array.rank()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = (int) array.size(i);
        }
        try (INDArray copy = array.dup('c')) {
            return Tensor.of(copy.data().asFloat(), shape);
        }
    }

    private static void assign(INDArray to, Tensor from) {
        long[] index = new long[to.rank()];
        for (int i = 0; i < from.size(); i++) {
            int rest = i;
            for (int axis = index.length - 1; axis >= 0; axis--) {
                index[axis] = rest % to.size(axis);
                rest /= (int) to.size(axis);
            }
            to.putScalar(index, from.value(i));
        }
    }

    /** Gives all back, whatever goes wrong with one layer. */
    @Override
    public void close() {
        RuntimeException failure = null;
        channelsLast.close();
        for (GraphVertex vertex : network.getVertices()) {
            Object holder = vertex.hasLayer() ? vertex.getLayer() : vertex;
            try {
                if (holder instanceof AutoCloseable closeable) {
                    closeable.close();
                }
            } catch (Exception e) {
                failure = new IllegalStateException("native memory can't be given back", e);
            }
        }
        network.close();
        if (failure != null) {
            throw failure;
        }
    }
}
