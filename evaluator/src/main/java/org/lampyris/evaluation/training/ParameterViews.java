package org.lampyris.evaluation.training;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lampyris.evaluation.training.layers.ConvolutionUnit;
import org.lampyris.evaluation.training.layers.UnitParameters;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.TensorShape;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's parameters, or their gradients, under their names in a weights file. A view's values in row-major order
 * are the tensor's, however they lie in memory; its shape may differ from the tensor's.
 */
final class ParameterViews {
    private static final String DENSE_WEIGHT = "W";
    private static final String DENSE_BIAS = "b";
    /** Parameters of a convolution's layer as Deeplearning4j and as the weights file name them. */
    private static final Map<String, String> OF_NORMALIZATION = Map.of(
            UnitParameters.GAMMA, NetworkWeights.GAMMA,
            UnitParameters.BETA, NetworkWeights.BETA,
            UnitParameters.MEAN, NetworkWeights.MEAN,
            UnitParameters.VARIANCE, NetworkWeights.VARIANCE);

    private final ComputationGraph network;
    private final GraphTranslator.Translation translation;
    private final SortedMap<String, List<Integer>> shapes;

    ParameterViews(
            ComputationGraph network,
            GraphTranslator.Translation translation,
            SortedMap<String, List<Integer>> shapes) {
        this.network = network;
        this.translation = translation;
        this.shapes = shapes;
    }

    /** Those of the parameters. */
    SortedMap<String, INDArray> parameters() {
        return views((layer, key) -> network.getLayer(layer).getParam(key));
    }

    /** Those of the gradients that the network holds. */
    SortedMap<String, INDArray> gradients() {
        return views((layer, key) -> network.gradient().getGradientFor(layer + "_" + key));
    }

    private SortedMap<String, INDArray> views(BiFunction<String, String, INDArray> source) {
        SortedMap<String, INDArray> views = new TreeMap<>();
        translation.normalizations().forEach((convolution, normalization) -> {
            ConvolutionUnit unit =
                    (ConvolutionUnit) network.getLayer(convolution).conf().getLayer();
            INDArray weight = source.apply(convolution, UnitParameters.WEIGHT);
            views.put(convolution + NetworkWeights.WEIGHT, unit.isDepthwise() ? weight.permute(2, 3, 0, 1) : weight);
            switch (unit.getFollowing()) {
                case NORMALIZATION ->
                    OF_NORMALIZATION.forEach(
                            (key, suffix) -> views.put(normalization + suffix, source.apply(convolution, key)));
                case BIAS ->
                    views.put(convolution + NetworkWeights.BIAS, source.apply(convolution, UnitParameters.BIAS));
                case NOTHING -> {}
            }
        });
        translation.dense().forEach((name, in) -> {
            views.put(name + NetworkWeights.WEIGHT, channelsFirst(source.apply(name, DENSE_WEIGHT), in));
            INDArray bias = source.apply(name, DENSE_BIAS);
            views.put(name + NetworkWeights.BIAS, bias.reshape(bias.length()));
        });
        return views;
    }

    /** [height x width x channels, units], by columns, as [units, channels, height, width]. */
    private static INDArray channelsFirst(INDArray weight, TensorShape in) {
        INDArray units = weight.transpose();
        return in.elements() == in.channels()
                ? units
                : units.reshape('c', units.size(0), in.height(), in.width(), in.channels())
                        .permute(0, 3, 1, 2);
    }

    /** The values of the network's flat vector. */
    int size() {
        return Math.toIntExact(network.numParams());
    }

    /** The shape of a tensor. */
    List<Integer> shape(String name) {
        return Objects.requireNonNull(shapes.get(name));
    }

    /** A copy of a view. */
    Tensor tensor(String name, INDArray view) {
        try (INDArray copy = view.dup('c')) {
            return Tensor.of(copy.data().asFloat(), shape(name));
        }
    }

    /** For each value of a view in row-major order its place in the network's flat vector. */
    int[] places(INDArray view) {
        int[] places = new int[(int) view.length()];
        long start = network.params().offset();
        for (int i = 0; i < places.length; i++) {
            long place = view.offset() - start;
            long rest = i;
            for (int axis = view.rank() - 1; axis >= 0; axis--) {
                place += rest % view.size(axis) * view.stride(axis);
                rest /= view.size(axis);
            }
            places[i] = Math.toIntExact(place);
        }
        return places;
    }
}
