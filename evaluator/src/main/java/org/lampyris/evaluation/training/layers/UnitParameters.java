package org.lampyris.evaluation.training.layers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where a {@link ConvolutionUnit}'s parameters lie in the network's flat parameter vector. The running statistics are
 * parameters too, so that Deeplearning4j's serializer keeps them.
 */
public final class UnitParameters implements ParamInitializer {
    public static final String WEIGHT = "W";
    public static final String BIAS = "b";
    public static final String GAMMA = "gamma";
    public static final String BETA = "beta";
    public static final String MEAN = "mean";
    public static final String VARIANCE = "variance";

    static final UnitParameters INSTANCE = new UnitParameters();

    private UnitParameters() {}

    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        ConvolutionUnit unit = (ConvolutionUnit) layer;
        return weights(unit) + vectors(unit).size() * unit.getNOut();
    }

    /** The keys of those parameters that have a value for each channel. */
    private static List<String> vectors(ConvolutionUnit unit) {
        return switch (unit.getFollowing()) {
            case NORMALIZATION -> List.of(GAMMA, BETA, MEAN, VARIANCE);
            case BIAS -> List.of(BIAS);
            case NOTHING -> List.of();
        };
    }

    private static long weights(ConvolutionUnit unit) {
        long product = 1;
        for (long size : unit.weightShape()) {
            product *= size;
        }
        return product;
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return Stream.concat(Stream.of(WEIGHT), vectors((ConvolutionUnit) layer).stream())
                .toList();
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return List.of(WEIGHT);
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return vectors((ConvolutionUnit) layer).stream().filter(BIAS::equals).toList();
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return key.equals(WEIGHT);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return key.equals(BIAS);
    }

    /** Weights start at zero: the network's real start comes from {@code InitialWeights}. */
    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration conf, INDArray view, boolean initialize) {
        Map<String, INDArray> parameters = split((ConvolutionUnit) conf.getLayer(), view);
        parameters.keySet().forEach(conf::addVariable);
        if (initialize) {
            view.assign(0);
            parameters.forEach((key, array) -> array.assign(key.equals(GAMMA) || key.equals(VARIANCE) ? 1 : 0));
        }
        return parameters;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration conf, INDArray view) {
        return split((ConvolutionUnit) conf.getLayer(), view);
    }

    private static Map<String, INDArray> split(ConvolutionUnit unit, INDArray view) {
        INDArray flat = view.reshape(view.length());
        long end = weights(unit);
        Map<String, INDArray> parts = new LinkedHashMap<>();
        parts.put(WEIGHT, flat.get(NDArrayIndex.interval(0, end)).reshape('c', unit.weightShape()));
        for (String key : vectors(unit)) {
            parts.put(key, flat.get(NDArrayIndex.interval(end, end + unit.getNOut())));
            end += unit.getNOut();
        }
        return parts;
    }
}
