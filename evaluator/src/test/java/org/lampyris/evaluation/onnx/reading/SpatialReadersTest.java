package org.lampyris.evaluation.onnx.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lampyris.evaluation.onnx.reading.ForeignModel.integer;
import static org.lampyris.evaluation.onnx.reading.ForeignModel.list;
import static org.lampyris.evaluation.onnx.reading.ForeignModel.number;
import static org.lampyris.evaluation.onnx.reading.ForeignModel.text;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator;

/** Each operator on images in each form, held against ONNX Runtime. */
final class SpatialReadersTest {
    static final Forms FORMS = new Forms();

    static {
        convolutions();
        poolings();
        activations();
        arithmetic();
    }

    private static void convolutions() {
        FORMS.form(
                "Conv bias, groups",
                13,
                4,
                m -> m.floats("w", 4, 3, 3, 3)
                        .floats("b", 4)
                        .then("Conv", "c", List.of("w", "b"), integer("group", 2), list("kernel_shape", 3, 3)));
        FORMS.form(
                "Conv depthwise, uneven pads",
                13,
                6,
                m -> m.floats("w", 6, 1, 2, 4)
                        .then("Conv", "c", List.of("w"), integer("group", 6), list("pads", 0, 1, 2, 3)));
        FORMS.form(
                "Conv strides, dilations",
                11,
                5,
                m -> m.floats("w", 5, 6, 2, 3)
                        .then("Conv", "c", List.of("w"), list("strides", 2, 1), list("dilations", 3, 2)));
        for (String pad : List.of("SAME_UPPER", "SAME_LOWER", "VALID", "NOTSET")) {
            FORMS.form(
                    "Conv " + pad,
                    13,
                    2,
                    m -> m.floats("w", 2, 6, 4, 3)
                            .then("Conv", "c", List.of("w"), text("auto_pad", pad), list("strides", 2, 3)));
        }
    }

    private static void poolings() {
        for (String pool : List.of("MaxPool", "AveragePool")) {
            FORMS.form(
                    pool + " strides, pads",
                    12,
                    6,
                    m -> m.then(pool, list("kernel_shape", 3, 2), list("strides", 2, 1), list("pads", 1, 0, 2, 1)));
            FORMS.form(
                    pool + " ceil",
                    12,
                    6,
                    m -> m.then(pool, list("kernel_shape", 3, 2), list("strides", 2, 2), integer("ceil_mode", 1)));
            FORMS.form(
                    pool + " ceil, small window",
                    12,
                    6,
                    m -> m.then(
                            pool,
                            list("kernel_shape", 2, 2),
                            list("strides", 3, 4),
                            integer("ceil_mode", 1),
                            list("pads", 1, 1, 1, 1)));
            FORMS.form(
                    pool + " SAME_UPPER",
                    12,
                    6,
                    m -> m.then(
                            pool, list("kernel_shape", 2, 2), list("strides", 2, 2), text("auto_pad", "SAME_UPPER")));
            FORMS.form(
                    pool + " SAME_LOWER",
                    12,
                    6,
                    m -> m.then(
                            pool, list("kernel_shape", 4, 4), list("strides", 2, 3), text("auto_pad", "SAME_LOWER")));
            FORMS.form(
                    pool + " VALID", 12, 6, m -> m.then(pool, list("kernel_shape", 2, 3), text("auto_pad", "VALID")));
        }
        FORMS.form(
                "AveragePool counts padding",
                12,
                6,
                m -> m.then(
                        "AveragePool",
                        list("kernel_shape", 3, 3),
                        list("pads", 1, 1, 1, 1),
                        integer("count_include_pad", 1)));
        FORMS.form("AveragePool of the whole", 12, 6, m -> m.then("AveragePool", list("kernel_shape", 7, 9)));
        FORMS.form("ReduceMean keeping", 13, 6, m -> m.then("ReduceMean", list("axes", 2, -1)));
        FORMS.whole(
                "ReduceMean dropping",
                13,
                m -> m.then("ReduceMean", list("axes", -2, -1), integer("keepdims", 0)),
                0,
                4,
                5,
                6);
        FORMS.whole(
                "ReduceMean by input",
                18,
                m -> m.integers("axes", 2, 3).then("ReduceMean", "r", List.of("axes"), integer("keepdims", 0)),
                0,
                4,
                5,
                6);
        FORMS.form(
                "Pad by attributes", 10, 6, m -> placed(m.then("Pad", list("pads", 0, 0, 1, 2, 0, 0, 3, 0)), 11, 11));
        FORMS.form(
                "Pad by input",
                13,
                6,
                m -> placed(
                        m.integers("pads", 0, 0, 1, 0, 0, 0, 0, 2)
                                .constant("zero", new float[] {0})
                                .then("Pad", "p", List.of("pads", "zero"), text("mode", "constant")),
                        8,
                        11));
        FORMS.form(
                "Pad of axes",
                18,
                6,
                m -> placed(
                        m.integers("pads", 1, 2, 3, 4)
                                .integers("axes", -1, 2)
                                .then("Pad", "p", List.of("pads", "", "axes")),
                        13,
                        13));
    }

    /** A convolution and one over all of its result, so that it counts where each pixel of so many is. */
    private static ForeignModel placed(ForeignModel model, int rows, int columns) {
        return model.floats("small", 6, 6, 2, 3)
                .then("Conv", "c", List.of("small"))
                .floats("large", 6, 6, rows - 1, columns - 2)
                .then("Conv", "whole", List.of("large"));
    }

    private static void activations() {
        for (String name : List.of("Relu", "Sigmoid", "HardSwish", "LeakyRelu", "HardSigmoid", "Identity", "Dropout")) {
            FORMS.form(name, 14, 6, m -> m.then(name));
        }
        FORMS.form("LeakyRelu slope", 14, 6, m -> m.then("LeakyRelu", number("alpha", 0.3f)));
        FORMS.form(
                "HardSigmoid settings", 14, 6, m -> m.then("HardSigmoid", number("alpha", 0.4f), number("beta", 0.3f)));
        FORMS.form("Clip attributes", 10, 6, m -> m.then("Clip", number("min", -0.5f), number("max", 0.25f)));
        FORMS.form("Clip without bounds", 10, 6, m -> m.then("Clip"));
        FORMS.form(
                "Clip inputs",
                13,
                6,
                m -> m.constant("low", new float[] {0})
                        .constant("high", new float[] {1})
                        .then("Clip", "c", List.of("low", "high")));
        FORMS.form(
                "Clip above only",
                13,
                6,
                m -> m.constant("high", new float[] {0.5f}).then("Clip", "c", List.of("", "high")));
        FORMS.form(
                "Clip below only is a ReLU",
                13,
                6,
                m -> m.constant("low", new float[] {0}).then("Clip", "c", List.of("low")));
        FORMS.form(
                "hard swish of pieces",
                13,
                6,
                m -> m.then("HardSigmoid", number("alpha", 1f / 6))
                        .node("Mul", "swish", List.of("HardSigmoid1", "stem")));
        FORMS.whole("Softmax, opset 11", 11, m -> m.then("GlobalAveragePool").then("Softmax"), 0, 4, 5, 6);
        FORMS.whole(
                "Softmax, opset 13",
                13,
                m -> m.then("GlobalAveragePool").then("Softmax", integer("axis", 1)),
                0,
                4,
                5,
                6);
        FORMS.whole(
                "Softmax of a vector",
                13,
                m -> m.then("GlobalAveragePool").then("Flatten").then("Softmax"),
                0,
                4,
                5,
                6);
    }

    private static void arithmetic() {
        FORMS.form(
                "BatchNormalization large epsilon",
                13,
                6,
                m -> normalized(m, 0.01, 2)
                        .then("BatchNormalization", "bn", List.of("g", "b", "m", "v"), number("epsilon", 0.001f)));
        FORMS.form(
                "BatchNormalization small epsilon",
                13,
                6,
                m -> normalized(m, 1e-6, 2e-6)
                        .then("BatchNormalization", "bn", List.of("g", "b", "m", "v"), number("epsilon", 1e-7f)));
        FORMS.form(
                "BatchNormalization",
                9,
                6,
                m -> normalized(m, 0.01, 2).then("BatchNormalization", "bn", List.of("g", "b", "m", "v")));
        for (String name : List.of("Add", "Sub", "Mul", "Div")) {
            FORMS.form(
                    name + " of channels, folded",
                    13,
                    6,
                    m -> m.floats("k", 0.5, 2, 1, 6, 1, 1).then(name, "a", List.of("k")));
            FORMS.form(
                    name + " of channels, not folded",
                    13,
                    6,
                    m -> m.floats("k", 0.5, 2, 6, 1, 1)
                            .then("Relu", "r", List.of())
                            .then(name, "a", List.of("k")));
            FORMS.form(
                    name + " of a number",
                    13,
                    6,
                    m -> m.floats("k", 0.5, 2).then("Relu", "r", List.of()).then(name, "a", List.of("k")));
            FORMS.form(
                    name + " where others read too",
                    13,
                    6,
                    m -> m.floats("k", 0.5, 2, 1)
                            .then(name, "a", List.of("k"))
                            .node("Add", "sum", List.of("a", "stem")));
            if (!name.equals("Div")) {
                FORMS.form(
                        name + ", the constant first",
                        13,
                        6,
                        m -> m.floats("k", 0.5, 2, 6, 1, 1).node(name, "a", List.of("k", "stem")));
            }
        }
        FORMS.form(
                "shift and scale of a normalisation",
                13,
                6,
                m -> normalized(m, 0.1, 1)
                        .floats("k", 6, 1, 1)
                        .then("BatchNormalization", "bn", List.of("g", "b", "m", "v"))
                        .then("Mul", "a", List.of("k"))
                        .then("Add", "s", List.of("k")));
        FORMS.form("Add twice the same", 13, 6, m -> m.node("Add", "a", List.of("stem", "stem")));
        FORMS.form(
                "Sum of three",
                13,
                6,
                m -> m.then("Relu", "r", List.of()).node("Sum", "s", List.of("stem", "r", "stem")));
        FORMS.form("Mul of images", 13, 6, m -> m.then("Relu", "r", List.of()).node("Mul", "p", List.of("r", "stem")));
        FORMS.form(
                "Mul by channel, the factor first",
                13,
                6,
                m -> m.then("GlobalAveragePool", "g", List.of())
                        .then("Sigmoid", "f", List.of())
                        .node("Mul", "p", List.of("f", "stem")));
        FORMS.form(
                "Concat",
                13,
                12,
                m -> m.then("Relu", "r", List.of()).node("Concat", "c", List.of("stem", "r"), integer("axis", -3)));
    }

    private static ForeignModel normalized(ForeignModel model, double low, double high) {
        return model.floats("g", 6).floats("b", 6).floats("m", 6).floats("v", low, high, 6);
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
    void constantsAreFoldedAndPiecesPutTogether() {
        // The input, the stem, the head's pooling and dense layer; and a ReLU and a batch normalisation.
        for (String name : List.of("Add", "Sub", "Mul", "Div")) {
            assertEquals(4, FORMS.nodes(name + " of channels, folded").size(), name);
            assertEquals(6, FORMS.nodes(name + " of channels, not folded").size(), name);
        }
        Node swish = FORMS.nodes("hard swish of pieces").get(2);
        assertEquals(new Operator.Activation(Operator.Activation.Function.HARD_SWISH), swish.operator());
        assertEquals("swish", swish.name());
    }
}
