package org.lampyris.evaluation.onnx.reading;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lampyris.space.graph.Operator.Activation.Function;
import org.lampyris.space.graph.Operator.Pooling;

/** The operators of ONNX that can be read. */
final class OperatorReaders {
    /** Makes a node's first result. */
    interface Reader {
        /** @throws IllegalArgumentException if the node has a form that can't be expressed */
        Value read(Call call);
    }

    private static final SortedMap<String, Reader> READERS = new TreeMap<>(Map.ofEntries(
            Map.entry("Conv", SpatialReaders::convolution),
            Map.entry("MaxPool", call -> SpatialReaders.pooling(call, Pooling.Kind.MAXIMUM)),
            Map.entry("AveragePool", call -> SpatialReaders.pooling(call, Pooling.Kind.AVERAGE)),
            Map.entry("GlobalAveragePool", SpatialReaders::globalAverage),
            Map.entry("ReduceMean", SpatialReaders::mean),
            Map.entry("Pad", SpatialReaders::padding),
            Map.entry("Relu", call -> PointwiseReaders.activation(call, Function.RELU)),
            Map.entry("Sigmoid", call -> PointwiseReaders.activation(call, Function.SIGMOID)),
            Map.entry("HardSwish", call -> PointwiseReaders.activation(call, Function.HARD_SWISH)),
            Map.entry("LeakyRelu", PointwiseReaders::leakyRelu),
            Map.entry("HardSigmoid", PointwiseReaders::hardSigmoid),
            Map.entry("Clip", PointwiseReaders::clip),
            Map.entry("Softmax", PointwiseReaders::softmax),
            Map.entry("BatchNormalization", ArithmeticReaders::batchNormalization),
            Map.entry("Add", ArithmeticReaders::add),
            Map.entry("Sub", ArithmeticReaders::subtract),
            Map.entry("Mul", ArithmeticReaders::multiply),
            Map.entry("Div", ArithmeticReaders::divide),
            Map.entry("Sum", ArithmeticReaders::sum),
            Map.entry("Concat", ArithmeticReaders::concatenate),
            Map.entry("Gemm", DenseReaders::gemm),
            Map.entry("MatMul", DenseReaders::product),
            Map.entry("Constant", ShapeReaders::constant),
            Map.entry("DequantizeLinear", ShapeReaders::dequantized),
            Map.entry("Identity", call -> call.value(0)),
            Map.entry("Dropout", ShapeReaders::dropout),
            Map.entry("Cast", ShapeReaders::cast),
            Map.entry("Flatten", ShapeReaders::flatten),
            Map.entry("Reshape", ShapeReaders::reshaped),
            Map.entry("Transpose", ShapeReaders::transposed),
            Map.entry("Squeeze", ShapeReaders::squeezed),
            Map.entry("Unsqueeze", ShapeReaders::unsqueezed),
            Map.entry("Shape", ShapeReaders::shape),
            Map.entry("Gather", ShapeReaders::gathered)));

    private OperatorReaders() {}

    static @Nullable Reader of(String operator) {
        return READERS.get(operator);
    }

    /** All of them, for a message. */
    static String names() {
        return String.join(", ", READERS.keySet());
    }
}
