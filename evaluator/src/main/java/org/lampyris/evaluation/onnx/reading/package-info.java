/**
 * Networks from elsewhere: {@link org.lampyris.evaluation.onnx.reading.OnnxImporter} reads an ONNX file, node by node, into
 * a graph of our operators and its weights. Each value of the file is a {@code Value}: a constant, or a node's result of
 * which a {@code Layout} says how the file's axes stand for channels, rows and columns. Start with {@code GraphReading}.
 */
@NullMarked
package org.lampyris.evaluation.onnx.reading;

import org.jspecify.annotations.NullMarked;
