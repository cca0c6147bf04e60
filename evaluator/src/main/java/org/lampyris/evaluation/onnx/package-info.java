/**
 * Networks as ONNX files: {@link org.lampyris.evaluation.onnx.OnnxWriter} writes a {@link
 * org.lampyris.evaluation.onnx.ExportableNetwork}, {@link org.lampyris.evaluation.onnx.OnnxRunner} runs the file with ONNX
 * Runtime, {@link org.lampyris.evaluation.onnx.OnnxStopwatch} times it. The native library is loaded by {@code
 * OnnxRunner.open} and by nothing before. Start with {@code OnnxWriter}.
 */
@NullMarked
package org.lampyris.evaluation.onnx;

import org.jspecify.annotations.NullMarked;
