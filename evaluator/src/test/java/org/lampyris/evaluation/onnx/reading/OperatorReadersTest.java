package org.lampyris.evaluation.onnx.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lampyris.evaluation.onnx.reading.ForeignModel.integer;
import static org.lampyris.evaluation.onnx.reading.ForeignModel.list;
import static org.lampyris.evaluation.onnx.reading.ForeignModel.number;
import static org.lampyris.evaluation.onnx.reading.ForeignModel.tensor;
import static org.lampyris.evaluation.onnx.reading.ForeignModel.text;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lampyris.space.graph.Operator;

/** Each operator in each form, held against ONNX Runtime. */
final class OperatorReadersTest {
    private static final Map<String, ForeignModel> FORMS = new LinkedHashMap<>();

    /** Six channels of 7 x 9 pixels from 4; then what is to be tested; then a head for so many channels. */
    private static void form(String name, int opset, int channels, UnaryOperator<ForeignModel> nodes) {
        ForeignModel model = new ForeignModel(FORMS.size(), opset, 0, 4, 7, 9)
                .floats("stem.weight", 6, 4, 3, 3)
                .then("Conv", "stem", List.of("stem.weight"), list("pads", 1, 1, 1, 1));
        put(name, nodes.apply(model).head(channels));
    }

    /** The same without a head. */
    private static void whole(String name, int opset, UnaryOperator<ForeignModel> nodes, int... input) {
        put(name, nodes.apply(new ForeignModel(FORMS.size(), opset, input)));
    }

    private static void put(String name, ForeignModel model) {
        assertEquals(null, FORMS.put(name, model));
    }

    static {
        convolutions();
        poolings();
        activations();
        arithmetic();
        dense();
        shapes();
        layouts();
    }

    private static void convolutions() {
        form(
                "Conv bias, groups",
                13,
                4,
                m -> m.floats("w", 4, 3, 3, 3)
                        .floats("b", 4)
                        .then("Conv", "c", List.of("w", "b"), integer("group", 2), list("kernel_shape", 3, 3)));
        form(
                "Conv depthwise, uneven pads",
                13,
                6,
                m -> m.floats("w", 6, 1, 2, 4)
                        .then("Conv", "c", List.of("w"), integer("group", 6), list("pads", 0, 1, 2, 3)));
        form(
                "Conv strides, dilations",
                11,
                5,
                m -> m.floats("w", 5, 6, 2, 3)
                        .then("Conv", "c", List.of("w"), list("strides", 2, 1), list("dilations", 3, 2)));
        for (String pad : List.of("SAME_UPPER", "SAME_LOWER", "VALID", "NOTSET")) {
            form(
                    "Conv " + pad,
                    13,
                    2,
                    m -> m.floats("w", 2, 6, 4, 3)
                            .then("Conv", "c", List.of("w"), text("auto_pad", pad), list("strides", 2, 3)));
        }
    }

    private static void poolings() {
        for (String pool : List.of("MaxPool", "AveragePool")) {
            form(
                    pool + " strides, pads",
                    12,
                    6,
                    m -> m.then(pool, list("kernel_shape", 3, 2), list("strides", 2, 1), list("pads", 1, 0, 2, 1)));
            form(
                    pool + " ceil",
                    12,
                    6,
                    m -> m.then(pool, list("kernel_shape", 3, 2), list("strides", 2, 2), integer("ceil_mode", 1)));
            form(
                    pool + " ceil, small window",
                    12,
                    6,
                    m -> m.then(
                            pool,
                            list("kernel_shape", 2, 2),
                            list("strides", 3, 4),
                            integer("ceil_mode", 1),
                            list("pads", 1, 1, 1, 1)));
            form(
                    pool + " SAME_UPPER",
                    12,
                    6,
                    m -> m.then(
                            pool, list("kernel_shape", 2, 2), list("strides", 2, 2), text("auto_pad", "SAME_UPPER")));
            form(
                    pool + " SAME_LOWER",
                    12,
                    6,
                    m -> m.then(
                            pool, list("kernel_shape", 4, 4), list("strides", 2, 3), text("auto_pad", "SAME_LOWER")));
            form(pool + " VALID", 12, 6, m -> m.then(pool, list("kernel_shape", 2, 3), text("auto_pad", "VALID")));
        }
        form(
                "AveragePool counts padding",
                12,
                6,
                m -> m.then(
                        "AveragePool",
                        list("kernel_shape", 3, 3),
                        list("pads", 1, 1, 1, 1),
                        integer("count_include_pad", 1)));
        form("AveragePool of the whole", 12, 6, m -> m.then("AveragePool", list("kernel_shape", 7, 9)));
        form("ReduceMean keeping", 13, 6, m -> m.then("ReduceMean", list("axes", 2, -1)));
        whole(
                "ReduceMean dropping",
                13,
                m -> m.then("ReduceMean", list("axes", -2, -1), integer("keepdims", 0)),
                0,
                4,
                5,
                6);
        whole(
                "ReduceMean by input",
                18,
                m -> m.integers("axes", 2, 3).then("ReduceMean", "r", List.of("axes"), integer("keepdims", 0)),
                0,
                4,
                5,
                6);
        form("Pad by attributes", 10, 6, m -> m.then("Pad", list("pads", 0, 0, 1, 2, 0, 0, 3, 0)));
        form(
                "Pad by input",
                13,
                6,
                m -> m.integers("pads", 0, 0, 1, 0, 0, 0, 0, 2)
                        .constant("zero", new float[] {0})
                        .then("Pad", "p", List.of("pads", "zero"), text("mode", "constant")));
        form(
                "Pad of axes",
                18,
                6,
                m -> m.integers("pads", 1, 2, 3, 4)
                        .integers("axes", -1, 2)
                        .then("Pad", "p", List.of("pads", "", "axes")));
    }

    private static void activations() {
        for (String name : List.of("Relu", "Sigmoid", "HardSwish", "LeakyRelu", "HardSigmoid", "Identity", "Dropout")) {
            form(name, 14, 6, m -> m.then(name));
        }
        form("LeakyRelu slope", 14, 6, m -> m.then("LeakyRelu", number("alpha", 0.3f)));
        form("HardSigmoid settings", 14, 6, m -> m.then("HardSigmoid", number("alpha", 0.4f), number("beta", 0.3f)));
        form("Clip attributes", 10, 6, m -> m.then("Clip", number("min", -0.5f), number("max", 0.25f)));
        form("Clip without bounds", 10, 6, m -> m.then("Clip"));
        form(
                "Clip inputs",
                13,
                6,
                m -> m.constant("low", new float[] {0})
                        .constant("high", new float[] {1})
                        .then("Clip", "c", List.of("low", "high")));
        form(
                "Clip above only",
                13,
                6,
                m -> m.constant("high", new float[] {0.5f}).then("Clip", "c", List.of("", "high")));
        form(
                "Clip below only is a ReLU",
                13,
                6,
                m -> m.constant("low", new float[] {0}).then("Clip", "c", List.of("low")));
        form(
                "hard swish of pieces",
                13,
                6,
                m -> m.then("HardSigmoid", number("alpha", 1f / 6))
                        .node("Mul", "swish", List.of("HardSigmoid1", "stem")));
        whole("Softmax, opset 11", 11, m -> m.then("GlobalAveragePool").then("Softmax"), 0, 4, 5, 6);
        whole(
                "Softmax, opset 13",
                13,
                m -> m.then("GlobalAveragePool").then("Softmax", integer("axis", 1)),
                0,
                4,
                5,
                6);
        whole(
                "Softmax of a vector",
                13,
                m -> m.then("GlobalAveragePool").then("Flatten").then("Softmax"),
                0,
                4,
                5,
                6);
    }

    private static void arithmetic() {
        form(
                "BatchNormalization large epsilon",
                13,
                6,
                m -> normalized(m, 0.01, 2)
                        .then("BatchNormalization", "bn", List.of("g", "b", "m", "v"), number("epsilon", 0.001f)));
        form(
                "BatchNormalization small epsilon",
                13,
                6,
                m -> normalized(m, 1e-6, 2e-6)
                        .then("BatchNormalization", "bn", List.of("g", "b", "m", "v"), number("epsilon", 1e-7f)));
        form(
                "BatchNormalization",
                9,
                6,
                m -> normalized(m, 0.01, 2).then("BatchNormalization", "bn", List.of("g", "b", "m", "v")));
        for (String name : List.of("Add", "Sub", "Mul", "Div")) {
            form(
                    name + " of channels, folded",
                    13,
                    6,
                    m -> m.floats("k", 0.5, 2, 1, 6, 1, 1).then(name, "a", List.of("k")));
            form(
                    name + " of channels, not folded",
                    13,
                    6,
                    m -> m.floats("k", 0.5, 2, 6, 1, 1)
                            .then("Relu", "r", List.of())
                            .then(name, "a", List.of("k")));
            form(
                    name + " of a number",
                    13,
                    6,
                    m -> m.floats("k", 0.5, 2).then("Relu", "r", List.of()).then(name, "a", List.of("k")));
            form(
                    name + " where others read too",
                    13,
                    6,
                    m -> m.floats("k", 0.5, 2, 1)
                            .then(name, "a", List.of("k"))
                            .node("Add", "sum", List.of("a", "stem")));
            if (!name.equals("Div")) {
                form(
                        name + ", the constant first",
                        13,
                        6,
                        m -> m.floats("k", 0.5, 2, 6, 1, 1).node(name, "a", List.of("k", "stem")));
            }
        }
        form(
                "shift and scale of a normalisation",
                13,
                6,
                m -> normalized(m, 0.1, 1)
                        .floats("k", 6, 1, 1)
                        .then("BatchNormalization", "bn", List.of("g", "b", "m", "v"))
                        .then("Mul", "a", List.of("k"))
                        .then("Add", "s", List.of("k")));
        form("Add twice the same", 13, 6, m -> m.node("Add", "a", List.of("stem", "stem")));
        form("Sum of three", 13, 6, m -> m.then("Relu", "r", List.of()).node("Sum", "s", List.of("stem", "r", "stem")));
        form("Mul of images", 13, 6, m -> m.then("Relu", "r", List.of()).node("Mul", "p", List.of("r", "stem")));
        form(
                "Mul by channel, the factor first",
                13,
                6,
                m -> m.then("GlobalAveragePool", "g", List.of())
                        .then("Sigmoid", "f", List.of())
                        .node("Mul", "p", List.of("f", "stem")));
        form(
                "Concat",
                13,
                12,
                m -> m.then("Relu", "r", List.of()).node("Concat", "c", List.of("stem", "r"), integer("axis", -3)));
    }

    private static ForeignModel normalized(ForeignModel model, double low, double high) {
        return model.floats("g", 6).floats("b", 6).floats("m", 6).floats("v", low, high, 6);
    }

    private static void dense() {
        whole(
                "Gemm alpha, beta",
                13,
                m -> m.floats("w", 60, 3)
                        .floats("b", 1, 3)
                        .then("Flatten")
                        .then("Gemm", "d", List.of("w", "b"), number("alpha", 0.5f), number("beta", 2)),
                0,
                3,
                4,
                5);
        whole(
                "Gemm without summand",
                13,
                m -> m.floats("w", 60, 3).then("Flatten").then("Gemm", "d", List.of("w")),
                0,
                3,
                4,
                5);
        whole(
                "Gemm of a number",
                13,
                m -> m.floats("w", 3, 60)
                        .floats("b")
                        .then("Flatten")
                        .then("Gemm", "d", List.of("w", "b"), integer("transB", 1)),
                0,
                3,
                4,
                5);
        whole(
                "MatMul and Add",
                13,
                m -> m.floats("w", 60, 3)
                        .floats("b", 3)
                        .then("Flatten")
                        .then("MatMul", "d", List.of("w"))
                        .then("Add", "s", List.of("b")),
                0,
                3,
                4,
                5);
        whole(
                "MatMul of turned weights",
                13,
                m -> m.floats("w", 3, 60)
                        .node("Transpose", "t", List.of("w"), list("perm", 1, 0))
                        .node("Flatten", "f", List.of("x"))
                        .node("MatMul", "d", List.of("f", "t")),
                0,
                3,
                4,
                5);
        whole(
                "two dense layers",
                13,
                m -> m.floats("w", 60, 4)
                        .floats("v", 4, 2)
                        .then("Flatten")
                        .then("MatMul", "d", List.of("w"))
                        .then("LeakyRelu")
                        .then("MatMul", "e", List.of("v")),
                0,
                3,
                4,
                5);
    }

    private static void shapes() {
        for (long[] sizes : List.of(new long[] {-1, 60}, new long[] {0, -1}, new long[] {-1, 3, 20, 1})) {
            whole(
                    "Reshape " + List.of(sizes[0], sizes[1], (long) sizes.length),
                    13,
                    m -> m.integers("s", sizes)
                            .floats("w", 60, 2)
                            .then("Reshape", "r", List.of("s"))
                            .then("Flatten")
                            .then("MatMul", "d", List.of("w")),
                    0,
                    3,
                    4,
                    5);
        }
        whole(
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
        whole(
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
                0,
                3,
                4,
                5);
        whole(
                "Squeeze, Unsqueeze by attributes",
                11,
                m -> m.floats("w", 4, 3)
                        .then("GlobalAveragePool")
                        .then("Squeeze", list("axes", 2, 3))
                        .then("Unsqueeze", list("axes", 1))
                        .then("Squeeze", list("axes", 1))
                        .then("MatMul", "d", List.of("w")),
                0,
                4,
                5,
                6);
        whole(
                "Squeeze, Unsqueeze by inputs",
                13,
                m -> m.integers("a", 2, 3)
                        .integers("b", -1, -2)
                        .floats("w", 3, 4, 1, 1)
                        .then("GlobalAveragePool")
                        .then("Squeeze", "s", List.of("a"))
                        .then("Unsqueeze", "u", List.of("b"))
                        .then("Conv", "c", List.of("w")),
                0,
                4,
                5,
                6);
        whole(
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
                0,
                4,
                5,
                6);
        for (int axis : new int[] {0, 1}) {
            whole(
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
                    0,
                    4,
                    5,
                    6);
        }
    }

    private static void layouts() {
        whole(
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
        whole(
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
        whole(
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
        whole(
                "rows and columns changed places twice",
                13,
                m -> m.floats("w", 3, 4, 3, 2)
                        .then("Transpose", "a", List.of(), list("perm", 0, 1, 3, 2))
                        .then("Relu")
                        .then("Transpose", "b", List.of(), list("perm", 0, 1, 3, 2))
                        .then("Conv", "c", List.of("w"))
                        .then("GlobalAveragePool"),
                0,
                4,
                5,
                6);
        whole(
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
        return List.copyOf(FORMS.keySet());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void agreesWithOnnxRuntime(String form) {
        byte[] model = bytes(form);
        ImportedNetwork imported = OnnxImporter.read(form, model);

        ImportParity.assertAgrees(form, model, imported, 2, 1);
    }

    @Test
    void everyOperatorIsTried() {
        TreeSet<String> tried = new TreeSet<>();
        FORMS.values().forEach(model -> model.graph().getNodeList().forEach(node -> tried.add(node.getOpType())));
        assertEquals(OperatorReaders.names(), String.join(", ", tried));
    }

    @Test
    void whatOnlyMovesAxesLeavesNothingBehind() {
        ImportedNetwork imported = OnnxImporter.read("moved", bytes("channels last, back before the dense layer"));
        List<String> operators = imported.network().graph().nodes().stream()
                .map(node -> node.operator().getClass().getSimpleName())
                .toList();

        assertEquals(List.of("Input", "BatchNormalization", "Convolution", "Activation", "Dense"), operators);
        assertTrue(imported.channelsLast());
    }

    @Test
    void constantsAreFoldedAndPiecesPutTogether() {
        assertEquals(4, nodes("Mul of channels, folded"));
        assertEquals(6, nodes("Mul of channels, not folded"));
        ImportedNetwork swish = OnnxImporter.read("s", bytes("hard swish of pieces"));
        assertEquals(
                new Operator.Activation(Operator.Activation.Function.HARD_SWISH),
                swish.network().graph().nodes().get(2).operator());
        assertEquals("swish", swish.network().graph().nodes().get(2).name());
    }

    private static byte[] bytes(String form) {
        return Objects.requireNonNull(FORMS.get(form)).build().toByteArray();
    }

    private static int nodes(String form) {
        return OnnxImporter.read(form, bytes(form)).network().graph().nodes().size();
    }
}
