package org.lampyris.evaluation.training;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.distillation.Distillation;
import org.lampyris.evaluation.distillation.Lesson;
import org.lampyris.evaluation.distillation.Shown;
import org.lampyris.evaluation.training.layers.ConvolutionUnit;
import org.lampyris.evaluation.training.layers.FeatureTap;
import org.lampyris.evaluation.training.layers.JunctionVertex;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.NetworkGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network graph as a Deeplearning4j graph with weights. Belongs to one thread. Native memory is given back by
 * {@link #close}.
 */
public final class TrainableNetwork implements AutoCloseable {
    private final ComputationGraph network;
    private final ParameterViews views;
    private final String output;
    private final String features;
    private final TrainingPlan.Optimizer optimizer;
    private final int steps;
    private @Nullable GradientDescent descent;
    private @Nullable TransformedWeights transformed;
    private @Nullable TaughtLoss taught;
    private final TaughtFeatures within;
    private final ChannelsLast channelsLast = new ChannelsLast();

    /** @param steps after how many steps the learning rate is zero */
    TrainableNetwork(NetworkGraph graph, TrainingPlan.Optimizer optimizer, int steps) {
        this(graph, optimizer, steps, List.of());
    }

    /** @param lessons of which what the teacher shows must be {@linkplain #see seen} before each step */
    TrainableNetwork(NetworkGraph graph, TrainingPlan.Optimizer optimizer, int steps, List<Lesson> lessons) {
        GraphTranslator.Translation translation = GraphTranslator.translate(
                graph,
                NetworkTrainer.settings(optimizer, steps),
                lessons.stream().map(Lesson::node).collect(Collectors.toSet()));
        this.network = new ComputationGraph(translation.configuration());
        this.views = new ParameterViews(network, translation, NetworkWeights.expectedShapes(graph));
        this.output = translation.output();
        this.features = translation.features();
        network.init();
        this.within = new TaughtFeatures(lessons, node -> (FeatureTap) network.getVertex(GraphTranslator.tap(node)));
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
        within.learn();
        step(images.size(0));
        return score();
    }

    /** The mean loss of the batch that was differentiated last. */
    double score() {
        return network.score() + within.loss();
    }

    /** From here on the loss is a distillation's; before each step the teacher must be {@linkplain #hear heard}. */
    void teach(Distillation distillation) {
        TaughtLoss loss = new TaughtLoss(distillation);
        ((BaseOutputLayer) network.getLayer(output).conf().getLayer()).setLossFn(loss);
        taught = loss;
    }

    /** @param logits the teacher's for the batch of the next step, [N][classes] */
    void hear(float[][] logits) {
        Objects.requireNonNull(taught).setTaught(logits);
    }

    /** @param batch what the teacher shows within of the batch of the next step, [N][values] */
    void see(Function<Shown, float[][]> batch) {
        within.see(batch);
    }

    private void step(long batchSize) {
        TransformedWeights held = transformed;
        if (held == null) {
            descent().step(network, batchSize);
            return;
        }
        FloatBuffer parameters = GradientDescent.buffer(network.params());
        held.pullBack(GradientDescent.buffer(network.getFlattenedGradients()), batchSize);
        held.keep(parameters);
        descent().step(network, batchSize);
        held.use(parameters);
    }

    /**
     * From here on the network computes with transformed values of these tensors, and {@link #weights} are those.
     *
     * @throws IllegalArgumentException if there is no such tensor
     */
    void transform(Map<String, WeightTransform> transforms) {
        TransformedWeights of = new TransformedWeights(transforms, views);
        of.use(GradientDescent.buffer(network.params()));
        transformed = of;
    }

    /** From here on the network computes with the graph's weights in their formats, if they aren't plain. */
    void computeInFormats(NetworkGraph graph, int stepsPerEpoch, int epochs) {
        if (!graph.formats().isEmpty()) {
            transform(FormattedWeights.of(graph, stepsPerEpoch, epochs * stepsPerEpoch));
        }
    }

    private GradientDescent descent() {
        GradientDescent held = descent;
        if (held == null) {
            held = new GradientDescent(network, optimizer, steps);
            descent = held;
        }
        return held;
    }

    /** What is needed to go on from here: with the weights as they are kept. */
    TrainingState state(int epochs, double loss) {
        TransformedWeights held = transformed;
        if (held == null) {
            return descent().state(network, epochs, loss);
        }
        FloatBuffer parameters = GradientDescent.buffer(network.params());
        FloatBuffer used = FloatBuffer.allocate(parameters.capacity()).put(parameters.duplicate());
        held.keep(parameters);
        TrainingState state = descent().state(network, epochs, loss);
        parameters.put(0, used.array());
        return state;
    }

    /** Takes a state over; false, and nothing is changed, if it is of another network or optimizer. */
    boolean restore(TrainingState state) {
        return descent().restore(network, state);
    }

    /** Leaves the gradient of the batch's summed loss in the network's flat gradient. */
    void differentiate(INDArray images, INDArray labels) {
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
        views.gradients().forEach((name, view) -> {
            if (!name.endsWith(NetworkWeights.MEAN) && !name.endsWith(NetworkWeights.VARIANCE)) {
                try (INDArray mean = view.div(images.size(0))) {
                    gradients.put(name, views.tensor(name, mean));
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
        INDArray taken = Objects.requireNonNull(network.feedForward(new INDArray[] {channelsLast.of(images)}, false)
                .get(features));
        try (INDArray product = taken.mmul(parameter(DefaultParamInitializer.WEIGHT_KEY));
                INDArray sum = product.addRowVector(parameter(DefaultParamInitializer.BIAS_KEY))) {
            return sum.toFloatMatrix();
        }
    }

    /** Values of the network's flat vector by the names of the tensors that they stand for. */
    SortedMap<String, Tensor> named(double[] flat) {
        SortedMap<String, Tensor> named = new TreeMap<>();
        views.parameters().forEach((name, view) -> {
            int[] places = views.places(view);
            float[] values = new float[places.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) flat[places[i]];
            }
            named.put(name, Tensor.of(values, views.shape(name)));
        });
        return named;
    }

    /** The weights that it computes with under the names of the graph's nodes. */
    public NetworkWeights weights() {
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        views.parameters().forEach((name, view) -> tensors.put(name, views.tensor(name, view)));
        return new NetworkWeights(tensors);
    }

    /** Takes weights over that {@linkplain NetworkWeights#check fit} the graph. */
    public void setWeights(NetworkWeights weights) {
        views.parameters().forEach((name, view) -> assign(view, weights.get(name)));
    }

    private INDArray parameter(String key) {
        return network.getLayer(output).getParam(key);
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
