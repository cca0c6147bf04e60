/**
 * Networks as ONNX files: {@link org.lampyris.evaluation.onnx.OnnxWriter} writes a {@link
 * org.lampyris.evaluation.onnx.ExportableNetwork}, {@link org.lampyris.evaluation.onnx.OnnxRunner} runs the file with ONNX
 * Runtime, {@link org.lampyris.evaluation.onnx.OnnxStopwatch} times it, {@link org.lampyris.evaluation.onnx.OnnxModel}
 * runs files of others; the package {@code reading} makes networks of them. The native library is loaded by the {@code
 * open} methods and by nothing before. Start with {@code OnnxWriter}.
 */
@NullMarked
package org.lampyris.evaluation.onnx;

import org.jspecify.annotations.NullMarked;
