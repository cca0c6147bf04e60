package org.lampyris.evaluation.onnx.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lampyris.evaluation.onnx.reading.ForeignModel.integer;
import static org.lampyris.evaluation.onnx.reading.ForeignModel.list;
import static org.lampyris.evaluation.onnx.reading.ForeignModel.number;
import static org.lampyris.evaluation.onnx.reading.ForeignModel.tensor;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.NavigableSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dense layers, and each operator that only changes the form of things, held against ONNX Runtime. */
final class ShapeReadersTest {
    private static final int[] THREE_CHANNELS = {0, 3, 4, 5};
    private static final int[] FOUR_CHANNELS = {0, 4, 5, 6};
    private static final Forms FORMS = new Forms();

    static {
        dense();
        shapes();
        layouts();
    }

    private static void dense() {
        FORMS.whole(
                "Gemm alpha, beta",
                13,
                m -> m.floats("w", 60, 3)
                        .floats("b", 1, 3)
                        .then("Flatten")
                        .then("Gemm", "d", List.of("w", "b"), number("alpha", 0.5f), number("beta", 2)),
                THREE_CHANNELS);
        FORMS.whole(
                "Gemm without summand",
                13,
                m -> m.floats("w", 60, 3).then("Flatten").then("Gemm", "d", List.of("w")),
                THREE_CHANNELS);
        FORMS.whole(
                "Gemm of a number",
                13,
                m -> m.floats("w", 3, 60)
                        .floats("b")
                        .then("Flatten")
                        .then("Gemm", "d", List.of("w", "b"), integer("transB", 1)),
                THREE_CHANNELS);
        FORMS.whole(
                "MatMul and Add",
                13,
                m -> m.floats("w", 60, 3)
                        .floats("b", 3)
                        .then("Flatten")
                        .then("MatMul", "d", List.of("w"))
                        .then("Add", "s", List.of("b")),
                THREE_CHANNELS);
        FORMS.whole(
                "MatMul of turned weights",
                13,
                m -> m.floats("w", 3, 60)
                        .node("Transpose", "t", List.of("w"), list("perm", 1, 0))
                        .node("Flatten", "f", List.of("x"))
                        .node("MatMul", "d", List.of("f", "t")),
                THREE_CHANNELS);
        FORMS.whole(
                "two dense layers",
                13,
                m -> m.floats("w", 60, 4)
                        .floats("v", 4, 2)
                        .then("Flatten")
                        .then("MatMul", "d", List.of("w"))
                        .then("LeakyRelu")
                        .then("MatMul", "e", List.of("v")),
                THREE_CHANNELS);
    }

    private static void shapes() {
        for (long[] sizes : List.of(new long[] {-1, 60}, new long[] {0, -1}, new long[] {-1, 3, 20, 1})) {
            FORMS.whole(
                    "Reshape " + List.of(sizes[0], sizes[1], (long) sizes.length),
                    13,
                    m -> m.integers("s", sizes)
                            .floats("w", 60, 2)
                            .then("Reshape", "r", List.of("s"))
                            .then("Flatten")
                            .then("MatMul", "d", List.of("w")),
                    THREE_CHANNELS);
        }
        FORMS.whole(
                "Reshape, fixed batch",
                13,
                m -> m.integers("s", 2, 60)
                        .floats("w", 60, 2)
                        .then("Reshape", "r", List.of("s"))
                        .then("MatMul", "d", List.of("w")),
                2,
                3,
                4,
                5);
        FORMS.whole(
                "Reshape by the batch of a Shape",
                13,
                m -> m.integers("zero", 0)
                        .integers("rest", -1)
                        .floats("w", 60, 2)
                        .then("Shape", "shape", List.of())
                        .then("Gather", "batch", List.of("zero"))
                        .then("Concat", "sizes", List.of("rest"), integer("axis", 0))
                        .node("Reshape", "r", List.of("x", "sizes"))
                        .then("MatMul", "d", List.of("w")),
                THREE_CHANNELS);
        FORMS.whole(
                "Squeeze, Unsqueeze by attributes",
                11,
                m -> m.floats("w", 4, 3)
                        .then("GlobalAveragePool")
                        .then("Squeeze", list("axes", 2, 3))
                        .then("Unsqueeze", list("axes", 1))
                        .then("Squeeze", list("axes", 1))
                        .then("MatMul", "d", List.of("w")),
                FOUR_CHANNELS);
        FORMS.whole(
                "Squeeze, Unsqueeze by inputs",
                13,
                m -> m.integers("a", 2, 3)
                        .integers("b", -1, -2)
                        .floats("w", 3, 4, 1, 1)
                        .then("GlobalAveragePool")
                        .then("Squeeze", "s", List.of("a"))
                        .then("Unsqueeze", "u", List.of("b"))
                        .then("Conv", "c", List.of("w")),
                FOUR_CHANNELS);
        FORMS.whole(
                "Constant, Cast",
                13,
                m -> m.node(
                                "Constant",
                                "w",
                                List.of(),
                                AttributeProto.newBuilder()
                                        .setName("value")
                                        .setType(AttributeType.TENSOR)
                                        .setT(tensor("w", TensorProto.DataType.FLOAT, 4, 2)
                                                .addAllFloatData(List.of(1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f)))
                                        .build())
                        .node("Constant", "k", List.of(), number("value_float", 0.5f))
                        .node("GlobalAveragePool", "g", List.of("x"))
                        .then("Cast", integer("to", 1))
                        .then("Mul", "scaled", List.of("k"))
                        .then("Flatten")
                        .then("MatMul", "d", List.of("w")),
                FOUR_CHANNELS);
        for (int axis : new int[] {0, 1}) {
            FORMS.whole(
                    "DequantizeLinear along " + axis,
                    13,
                    m -> {
                        m.graph()
                                .addInitializer(tensor("q", TensorProto.DataType.INT8, 3, 4)
                                        .setRawData(ByteString.copyFrom(
                                                new byte[] {1, -2, 3, 4, 5, 6, -7, 8, 9, 10, -128, 127})));
                        m.graph()
                                .addInitializer(tensor("z", TensorProto.DataType.INT8, 3 + axis)
                                        .addAllInt32Data(List.of(1, -2, 3, 4).subList(0, 3 + axis)));
                        return m.floats("s", 0.1, 0.2, 3 + axis)
                                .node("DequantizeLinear", "w", List.of("q", "s", "z"), integer("axis", axis))
                                .node("GlobalAveragePool", "g", List.of("x"))
                                .then("Flatten")
                                .then("Gemm", "d", List.of("w"), integer("transB", 1));
                    },
                    FOUR_CHANNELS);
        }
    }

    private static void layouts() {
        FORMS.whole(
                "channels last, back before the dense layer",
                13,
                m -> m.floats("k", 4)
                        .floats("w", 6, 4, 3, 3)
                        .floats("v", 90, 3)
                        .then("Mul", "scaled", List.of("k"))
                        .then("Transpose", "first", List.of(), list("perm", 0, 3, 1, 2))
                        .then("Conv", "c", List.of("w"))
                        .then("Transpose", "last", List.of(), list("perm", 0, 2, 3, 1))
                        .then("Relu")
                        .then("Flatten")
                        .then("MatMul", "d", List.of("v")),
                0,
                5,
                7,
                4);
        FORMS.whole(
                "channels last, sums and products",
                13,
                m -> m.floats("w", 4, 4, 1, 1)
                        .floats("v", 4, 3)
                        .then("Transpose", "first", List.of(), list("perm", 0, 3, 1, 2))
                        .then("Conv", "c", List.of("w"))
                        .then("Transpose", "last", List.of(), list("perm", 0, 2, 3, 1))
                        .then("ReduceMean", "mean", List.of(), list("axes", 1, 2))
                        .then("Sigmoid", "gate", List.of())
                        .node("Mul", "excited", List.of("gate", "last"))
                        .node("Add", "sum", List.of("excited", "x"))
                        .node("Concat", "both", List.of("sum", "last"), integer("axis", 3))
                        .then("ReduceMean", "end", List.of(), list("axes", 1, 2), integer("keepdims", 0)),
                0,
                5,
                7,
                4);
        FORMS.whole(
                "channels last, padded",
                13,
                m -> m.floats("w", 3, 4, 3, 3)
                        .integers("p", 0, 1, 2, 0, 0, 3, 0, 0)
                        .then("Pad", "padded", List.of("p"))
                        .then("Transpose", "first", List.of(), list("perm", 0, 3, 1, 2))
                        .then("Conv", "c", List.of("w"))
                        .then("GlobalAveragePool"),
                0,
                5,
                7,
                4);
        FORMS.whole(
                "rows and columns changed places twice",
                13,
                m -> m.floats("w", 3, 4, 3, 2)
                        .then("Transpose", "a", List.of(), list("perm", 0, 1, 3, 2))
                        .then("Relu")
                        .then("Transpose", "b", List.of(), list("perm", 0, 1, 3, 2))
                        .then("Conv", "c", List.of("w"))
                        .then("GlobalAveragePool"),
                FOUR_CHANNELS);
        FORMS.whole(
                "flattened in another order",
                13,
                m -> m.floats("w", 120, 3)
                        .then("Transpose", "a", List.of(), list("perm", 0, 3, 1, 2))
                        .then("Transpose", "b", List.of(), list("perm", 0, 3, 2, 1))
                        .then("Flatten")
                        .then("MatMul", "d", List.of("w")),
                0,
                5,
                6,
                4);
    }

    static List<String> forms() {
        return FORMS.names();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void agreesWithOnnxRuntime(String form) {
        FORMS.assertAgrees(form);
    }

    @Test
    void everyOperatorIsTried() {
        NavigableSet<String> tried = FORMS.operators();
        tried.addAll(SpatialReadersTest.FORMS.operators());
        assertEquals(OperatorReaders.names(), String.join(", ", tried));
    }

    @Test
    void whatOnlyMovesAxesLeavesNothingBehind() {
        String form = "channels last, back before the dense layer";
        List<String> operators = FORMS.nodes(form).stream()
                .map(node -> node.operator().getClass().getSimpleName())
                .toList();

        assertEquals(List.of("Input", "BatchNormalization", "Convolution", "Activation", "Dense"), operators);
        assertTrue(FORMS.imported(form).channelsLast());
    }
}
