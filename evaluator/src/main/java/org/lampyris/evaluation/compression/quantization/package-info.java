/**
 * Weights and activations in few bits, as numbers: {@link
 * org.lampyris.evaluation.compression.quantization.WeightQuantizer} and its kinds round weights, {@link
 * org.lampyris.evaluation.compression.quantization.ValueHistogram} chooses the range of an activation, {@link
 * org.lampyris.evaluation.compression.quantization.CrossLayerEqualization} prepares a network, {@link
 * org.lampyris.evaluation.compression.quantization.Sensitivity} and {@link
 * org.lampyris.evaluation.compression.quantization.BitAllocation} choose the bits of each layer. What a file of it looks
 * like is the matter of {@code org.lampyris.evaluation.onnx}. Start with {@code WeightQuantizer}.
 */
@NullMarked
package org.lampyris.evaluation.compression.quantization;

import org.jspecify.annotations.NullMarked;
