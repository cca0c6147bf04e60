/**
 * Networks as ONNX files: {@link org.lampyris.evaluation.onnx.OnnxWriter} writes a {@link
 * org.lampyris.evaluation.onnx.ExportableNetwork}, {@link org.lampyris.evaluation.onnx.OnnxRunner} runs the file with ONNX
 * Runtime, {@link org.lampyris.evaluation.onnx.OnnxStopwatch} times it. The native library is loaded by {@code
 * OnnxRunner.open} and by nothing before.
 *
 * <p>In integers: {@link org.lampyris.evaluation.onnx.ActivationRanges} calibrates a network, {@link
 * org.lampyris.evaluation.onnx.BiasCorrection} takes back what rounding shifts, {@code OnnxWriter.encodeQuantized} writes
 * it.
 *
 * <p>Start with {@code OnnxWriter}.
 */
@NullMarked
package org.lampyris.evaluation.onnx;

import org.jspecify.annotations.NullMarked;
