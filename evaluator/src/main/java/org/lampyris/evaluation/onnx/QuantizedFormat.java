package org.lampyris.evaluation.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;
import org.lampyris.evaluation.weights.Tensor;

/**
 * 8-bit integers by QuantizeLinear and DequantizeLinear nodes, which runtimes fuse with what stands between them:
 * unsigned results, signed kernels with a scale for each, 32-bit biases.
 *
 * @param largest the largest size of a result that can be told apart
 * @see "Jacob et al., Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference, 2018"
 */
record QuantizedFormat(float largest) implements TensorFormat {
    private static final int LEVELS = 255;
    private static final int LARGEST_WEIGHT = 127;
    private static final int ZERO = 128;

    private float scale(boolean rectified) {
        return (rectified ? 1 : 2) * largest / LEVELS;
    }

    @Override
    public String result(GraphWriter out, String value, boolean rectified) {
        String scale = out.scalar(value + ".scale", scale(rectified));
        String zero = out.unsignedByte(value + ".zero", rectified ? 0 : ZERO);
        String quantized = out.node("QuantizeLinear", value + ".quantized", List.of(value, scale, zero));
        return out.node("DequantizeLinear", value + ".dequantized", List.of(quantized, scale, zero));
    }

    @Override
    public String kernels(GraphWriter out, String name, Tensor weights) {
        float[] scales = scales(weights);
        int each = weights.size() / scales.length;
        byte[] values = new byte[weights.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) Math.round(weights.value(i) / scales[i / each]);
        }
        int[] shape = weights.shape().stream().mapToInt(Integer::intValue).toArray();
        return dequantized(
                out,
                name,
                out.signedBytes(name + ".quantized", values, shape),
                scales,
                out.signedBytes(name + ".zero", new byte[scales.length], scales.length));
    }

    /** Scaled as the sum that it is added to: by the kernel's scale times that of what it is applied to. */
    @Override
    public String bias(GraphWriter out, String name, Tensor bias, Tensor kernels, boolean rectified) {
        float[] scales = scales(kernels);
        int[] values = new int[scales.length];
        for (int i = 0; i < scales.length; i++) {
            scales[i] *= scale(rectified);
            values[i] = Math.round(bias.value(i) / scales[i]);
        }
        return dequantized(
                out,
                name,
                out.integers(name + ".quantized", values),
                scales,
                out.integers(name + ".zero", new int[scales.length]));
    }

    private static String dequantized(GraphWriter out, String name, String values, float[] scales, String zeros) {
        String scale = out.constant(name + ".scale", Tensor.of(scales, scales.length));
        AttributeProto axis = GraphWriter.attribute("axis", 0);
        return out.node("DequantizeLinear", name, List.of(values, scale, zeros), axis);
    }

    /** One a kernel. */
    private static float[] scales(Tensor weights) {
        float[] scales = new float[weights.shape().get(0)];
        int each = weights.size() / scales.length;
        for (int i = 0; i < weights.size(); i++) {
            scales[i / each] = Math.max(scales[i / each], Math.abs(weights.value(i)) / LARGEST_WEIGHT);
        }
        for (int i = 0; i < scales.length; i++) {
            scales[i] = scales[i] > 0 ? scales[i] : 1;
        }
        return scales;
    }
}
