package org.lampyris.evaluation.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.compression.quantization.ScaleChoice;
import org.lampyris.evaluation.compression.quantization.UniformQuantizer;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.WeightFormat;

/**
 * 32-bit floats that are computed with, but weights held as signed bytes where they were trained as integers. Such a weight
 * is a multiple of a 127th, 7th and so on of the largest of its channel, also when a batch normalisation was folded into it,
 * so nothing is lost.
 *
 * @param formats of weights that aren't plain, by layer
 */
record IntegerWeightsFormat(SortedMap<String, WeightFormat> formats) implements TensorFormat {
    private static final FloatFormat FLOATS = new FloatFormat(true);

    @Override
    public String result(GraphWriter out, Result result, String value) {
        return value;
    }

    @Override
    public List<String> parameters(GraphWriter out, String layer, Tensor weight, @Nullable Tensor bias, Result input) {
        WeightFormat format = formats.get(layer);
        if (format == null || !format.isInteger()) {
            return FLOATS.parameters(out, layer, weight, bias, input);
        }
        UniformQuantizer quantizer = new UniformQuantizer(format.bits(), true, true, ScaleChoice.MIN_MAX);
        List<String> names = new ArrayList<>();
        names.add(QuantizedFormat.kernels(out, layer + NetworkWeights.WEIGHT, quantizer.quantize(weight)));
        if (bias != null) {
            names.add(out.constant(layer + NetworkWeights.BIAS, bias));
        }
        return names;
    }
}
