package org.lampyris.evaluation.compression.quantization;

import org.lampyris.evaluation.weights.Tensor;

/** Holds the weights of a layer in few bits. The first axis of a tensor is that of the output channels. */
public sealed interface WeightQuantizer permits UniformQuantizer, PowersOfTwo {
    /** The weights as integers. */
    QuantizedTensor quantize(Tensor weights);

    /** The bits that hold the weights: their codes, scales and whatever else is needed to decode them. */
    long bits(Tensor weights);

    /** What is left of the weights, as floats ("fake quantization"). */
    default Tensor project(Tensor weights) {
        return quantize(weights).dequantize();
    }
}
