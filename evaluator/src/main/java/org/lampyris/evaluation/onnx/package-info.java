/**
 * Networks as ONNX files: {@link org.lampyris.evaluation.onnx.OnnxWriter} writes a {@link
 * org.lampyris.evaluation.onnx.ExportableNetwork}, {@link org.lampyris.evaluation.onnx.OnnxRunner} runs the file with ONNX
 * Runtime, {@link org.lampyris.evaluation.onnx.OnnxStopwatch} times it, {@link org.lampyris.evaluation.onnx.OnnxModel}
 * runs files of others; the package {@code reading} makes networks of them. The native library is loaded by the {@code
 * open} methods and by nothing before.
 *
 * <p>In integers: {@link org.lampyris.evaluation.onnx.ActivationRanges} calibrates a network, {@link
 * org.lampyris.evaluation.onnx.BiasCorrection} takes back what rounding shifts, {@code OnnxWriter.encodeQuantized} writes
 * it. {@link org.lampyris.evaluation.onnx.Lamp} packs a file and unpacks it bit for bit.
 *
 * <p>Start with {@code OnnxWriter}.
 */
@NullMarked
package org.lampyris.evaluation.onnx;

import org.jspecify.annotations.NullMarked;
