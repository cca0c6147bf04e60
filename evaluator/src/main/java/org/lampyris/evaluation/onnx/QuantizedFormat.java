package org.lampyris.evaluation.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.compression.quantization.QuantizationGrid;
import org.lampyris.evaluation.compression.quantization.QuantizationPlan;
import org.lampyris.evaluation.compression.quantization.QuantizedTensor;
import org.lampyris.evaluation.compression.quantization.UniformQuantizer;
import org.lampyris.evaluation.compression.quantization.ValueRange;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;

/**
 * 8-bit integers by QuantizeLinear and DequantizeLinear nodes, which runtimes fuse with what stands between them:
 * unsigned results, signed kernels, 32-bit biases.
 *
 * @param grids of results, unsigned bytes
 * @param plan of weights; symmetric, or with one scale a layer
 * @see "Jacob et al., Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference, 2018"
 */
record QuantizedFormat(Function<Result, QuantizationGrid> grids, QuantizationPlan plan) implements TensorFormat {
    /** Keeps biases well within 32 bits, with room for the sums that they are added to. */
    private static final double LARGEST_BIAS = 1 << 30;

    private static final AttributeProto CHANNELS = GraphWriter.attribute("axis", 0);

    /**
     * The same grid for all results, and 8 bits for all weights.
     *
     * @param largest the largest size of a result that can be told apart
     */
    static QuantizedFormat uniform(float largest) {
        return new QuantizedFormat(
                result -> new ValueRange(result.rectified() ? 0 : -largest, largest).unsignedBytes(),
                QuantizationPlan.of(UniformQuantizer.ofBits(Byte.SIZE)));
    }

    @Override
    public String result(GraphWriter out, Result result, String value) {
        QuantizationGrid grid = grids.apply(result);
        String scale = out.scalar(value + ".scale", grid.scale());
        String zero = out.unsignedByte(value + ".zero", grid.zero());
        String quantized = out.node("QuantizeLinear", value + ".quantized", List.of(value, scale, zero));
        return out.node("DequantizeLinear", value + ".dequantized", List.of(quantized, scale, zero));
    }

    @Override
    public List<String> parameters(GraphWriter out, String layer, Tensor weight, @Nullable Tensor bias, Result input) {
        float scale = grids.apply(input).scale();
        QuantizedTensor kernels = plan.quantizer(layer).quantize(weight);
        if (kernels.perChannel() && !kernels.symmetric()) {
            throw new IllegalArgumentException("the layer " + layer
                    + " has a zero point for each channel, which can't be written: quantize it symmetrically");
        }
        kernels = bias == null ? kernels : widened(kernels, weight, bias, scale);
        List<String> names = new ArrayList<>(List.of(kernels(out, layer + NetworkWeights.WEIGHT, kernels)));
        if (bias != null) {
            names.add(bias(out, layer + NetworkWeights.BIAS, bias, kernels.scales(), scale));
        }
        return names;
    }

    /** Where a channel's weights are so small beside its bias that this would have more than 32 bits: a larger scale. */
    private static QuantizedTensor widened(QuantizedTensor kernels, Tensor weight, Tensor bias, float input) {
        float[] scales = kernels.scales();
        int[] integers = kernels.integers();
        int each = integers.length / scales.length;
        boolean changed = false;
        for (int channel = 0; channel < bias.size(); channel++) {
            int place = scales.length == 1 ? 0 : channel;
            float least = (float) (Math.abs(bias.value(channel)) / (LARGEST_BIAS * input));
            changed |= scales[place] < least;
            scales[place] = Math.max(scales[place], least);
        }
        for (int i = 0; changed && i < integers.length; i++) {
            float old = kernels.scales()[i / each];
            if (scales[i / each] > old) {
                integers[i] = Math.round(weight.value(i) / scales[i / each]) + kernels.zeros()[i / each];
            }
        }
        return QuantizedTensor.of(kernels.bits(), kernels.shape(), scales, kernels.zeros(), integers);
    }

    static String kernels(GraphWriter out, String name, QuantizedTensor kernels) {
        byte[] values = new byte[kernels.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) kernels.integer(i);
        }
        int[] shape = kernels.shape().stream().mapToInt(Integer::intValue).toArray();
        String quantized = out.signedBytes(name + ".quantized", values, shape);
        float[] scales = kernels.scales();
        byte[] zeros = new byte[scales.length];
        for (int i = 0; i < zeros.length; i++) {
            zeros[i] = (byte) kernels.zeros()[i];
        }
        if (!kernels.perChannel()) {
            String scale = out.scalar(name + ".scale", scales[0]);
            String zero = out.signedBytes(name + ".zero", zeros);
            return out.node("DequantizeLinear", name, List.of(quantized, scale, zero));
        }
        String scale = out.constant(name + ".scale", Tensor.of(scales, scales.length));
        String zero = out.signedBytes(name + ".zero", zeros, zeros.length);
        return out.node("DequantizeLinear", name, List.of(quantized, scale, zero), CHANNELS);
    }

    /** Scaled as the sum that it is added to: by the kernel's scale times that of what it is applied to. */
    private static String bias(GraphWriter out, String name, Tensor bias, float[] scales, float input) {
        int[] values = new int[bias.size()];
        float[] products = new float[scales.length];
        for (int i = 0; i < values.length; i++) {
            int place = scales.length == 1 ? 0 : i;
            products[place] = scales[place] * input;
            values[i] = Math.round(bias.value(i) / products[place]);
        }
        String quantized = out.integers(name + ".quantized", values);
        if (scales.length == 1) {
            String scale = out.scalar(name + ".scale", products[0]);
            return out.node("DequantizeLinear", name, List.of(quantized, scale, out.integer(name + ".zero", 0)));
        }
        String scale = out.constant(name + ".scale", Tensor.of(products, products.length));
        String zero = out.integers(name + ".zero", new int[scales.length]);
        return out.node("DequantizeLinear", name, List.of(quantized, scale, zero), CHANNELS);
    }
}
